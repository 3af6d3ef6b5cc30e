"""Pages about doors to other systems, and the doors themselves."""

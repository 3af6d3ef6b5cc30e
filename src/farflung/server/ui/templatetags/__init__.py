"""Template tags of the shell, built into every template."""

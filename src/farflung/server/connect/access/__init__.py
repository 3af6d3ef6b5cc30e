"""Who may go through which door."""

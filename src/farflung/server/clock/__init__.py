"""The map in time: my day, who is at work now, what we share, what the next clock change moves."""

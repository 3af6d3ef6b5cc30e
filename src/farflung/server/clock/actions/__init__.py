"""Every write of the clock: series of meetings, made, changed, rotated, ended, read from files, forgotten."""

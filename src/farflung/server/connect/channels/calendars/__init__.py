"""Calendars of people, elsewhere: read for when they are busy, and for nothing else."""

"""Calendars that other programs fetch: what is in them, and how it is written."""

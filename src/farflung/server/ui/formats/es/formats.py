"""Spanish: Django's own, but for the clock."""

TIME_FORMAT = "H:i"

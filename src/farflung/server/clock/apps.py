"""The clock domain as Django knows it."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.clock"
    label = "clock"
    default_auto_field = "django.db.models.BigAutoField"

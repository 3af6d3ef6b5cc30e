"""The ui domain as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

"""The connect domain as Django knows it."""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.connect"
    label = "connect"
    default_auto_field = "django.db.models.BigAutoField"

"""The core domain as Django knows it."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

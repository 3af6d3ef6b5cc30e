"""The org domain as Django knows it."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"

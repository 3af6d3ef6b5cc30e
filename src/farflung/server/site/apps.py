"""The site domain as Django knows it."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

"""The site domain as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registered in `site/settings.py`, last, so that every domain is there when it starts."""

    name = "farflung.server.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Reads the tables of the site; only now, as what stands in them needs tables of the database."""
        import_module("farflung.server.site.subscriptions").read()

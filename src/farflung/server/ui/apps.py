"""The ui domain as Django knows it."""

import threading
from typing import Any

from django.apps import AppConfig
from django.utils.translation import trans_real


class UiConfig(AppConfig):
    """Registered in `site/settings.py`."""

    name = "farflung.server.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keeps the language of a page with its thread, and without a lock.

        Django's own place for it has one lock for all threads, taken for every word of a page: whoever is
        interrupted while holding it holds up all the others. Here one thread answers each request.
        """
        languages: Any = trans_real
        languages._active = threading.local()

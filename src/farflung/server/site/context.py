"""What every page of the site knows."""

from typing import Any

from django.http import HttpRequest

from farflung.server.org.access import maybe_asker


def shell(request: HttpRequest) -> dict[str, Any]:
    """The asker; templates decide by it what the shell offers."""
    return {"asker": maybe_asker(request) if hasattr(request, "user") else None}

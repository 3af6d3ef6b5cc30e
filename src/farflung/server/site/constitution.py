"""The page of what Farflung never does. It holds no data, so it is there for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from farflung.server.core.constitution import NEVERS


@require_safe
def constitution(request: HttpRequest) -> HttpResponse:
    """Each Never, what holds it, and the test that fails if it is broken."""
    return render(request, "site/constitution.html", {"nevers": NEVERS})

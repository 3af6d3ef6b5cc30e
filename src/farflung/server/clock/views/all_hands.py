"""*All-hands*: the fewest sessions that reach everybody in their own day, and hosts through a year."""

from datetime import UTC
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from farflung.server.clock.access import insider
from farflung.server.clock.forms.all_hands import AllHandsForm, usual
from farflung.server.clock.planning.all_hands import all_hands as asked
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.privacy import TooFew


@require_safe
def all_hands(request: HttpRequest) -> HttpResponse:
    """The answer for a usual date, and the form to ask for another."""
    here = standpoint(request, insider(request))
    today = here.reader.now.astimezone(UTC).date()
    first = usual(today)
    given = {name: request.GET[name].replace("\x00", "") for name in first if name in request.GET}
    form = AllHandsForm({**_typed(first), **given}, today=today)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            context["found"] = asked(here.atlas, form.cleaned_data["wanted"], today)
        except TooFew:
            context["few"] = True
    return render(request, "clock/all_hands.html", context, status=422 if form.errors else 200)


def _typed(first: dict[str, Any]) -> dict[str, Any]:
    """As a browser sends it."""
    clocks = {name: f"{first[name] // 60:02d}:{first[name] % 60:02d}" for name in ("low", "high")}
    return {**{name: str(value) for name, value in first.items()}, **clocks}

"""*Meetings looked over*: all series that the reader looks after, with what of them could be mended."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from farflung.engine.atlas import Atlas
from farflung.server.clock.forms.portfolio import AuditForm
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Audited, area_names, portfolio
from farflung.server.clock.planning.portfolio_asked import of_reader, totals, wanted
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import Role, require
from farflung.server.ui.reader import now_of

PAGE = 50


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The page."""
    asker = require(request, Role.LEAD, Role.PEOPLE)
    here = standpoint(request, asker)
    asked = wanted(request.GET.dict())
    atlas = with_meetings(here.atlas, here.reader.now)
    seen = of_reader(asker, portfolio(atlas, now_of(request), asked.weeks))
    found = asked.of(seen)
    choices = {"team": _teams(seen), "organizer": _organizers(seen), "area": _areas(atlas, request, seen)}
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "form": AuditForm(request.GET or None, choices=choices),
        "asked": asked,
        "query": _without_page(request),
        "seen": len(seen),
        "totals": totals(found),
    }
    return render(request, "clock/portfolio.html", context)


def _teams(seen: Sequence[Audited]) -> dict[str, str]:
    return {name: name for name in sorted({team for one in seen for team in one.teams})}


def _organizers(seen: Sequence[Audited]) -> dict[str, str]:
    names = {one.organizer: one.organized_by for one in seen if one.organizer is not None}
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def _areas(atlas: Atlas, request: HttpRequest, seen: Sequence[Audited]) -> dict[str, str]:
    names = area_names(atlas, now_of(request), {zone for one in seen for zone in one.areas})
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _without_page(request: HttpRequest) -> str:
    """What was chosen, as the address has it."""
    return urlencode([(name, value) for name, value in request.GET.items() if value and name != "page"])

"""*Portfolio*: all series that the reader looks after, with what of them could be mended."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from farflung.server.clock.access import visible_meetings
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Audited, portfolio
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import Asker, Role, require
from farflung.server.ui.reader import now_of

PAGE = 50


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The page."""
    asker = require(request, Role.LEAD, Role.PEOPLE)
    here = standpoint(request, asker)
    found = of_reader(asker, list(portfolio(with_meetings(here.atlas, here.reader.now), now_of(request))))
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "clock/portfolio.html", {"page": shown, **totals(found)})


def of_reader(asker: Asker, found: list[Audited]) -> list[Audited]:
    """Those that somebody may open."""
    codes = {str(code) for code in visible_meetings(asker).values_list("code", flat=True)}
    return [one for one in found if one.series.id in codes]


def totals(found: list[Audited]) -> dict[str, object]:
    """How many of each kind; the hours of people together that all of it would give back."""
    return {
        "pays": sum(one.pays for one in found),
        "bare": sum(one.bare for one in found),
        "stale": sum(one.stale or one.left for one in found),
        "burnt": sum(bool(one.burnt) for one in found),
        "burnt_time": sum((one.burnt for one in found), timedelta()),
        "gives": timedelta(hours=sum(one.gives or 0.0 for one in found)),
    }

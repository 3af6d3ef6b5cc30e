"""*Now*: the company's clock, in the reader's time."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from farflung.engine.time import Zone
from farflung.server.clock.access import insider
from farflung.server.clock.planning.company import Hour
from farflung.server.clock.planning.now import board
from farflung.server.clock.planning.whom import standpoint
from farflung.server.clock.views.world import label, place_table, world_map
from farflung.server.ui.pictures import ribbon_table

MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A place of the list below the map."""

    label: str
    zone: Zone | None
    people: int
    working: int | None


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The page; for an account without a person in UTC."""
    here = standpoint(request, insider(request))
    reader = here.reader
    page = board(reader, here.person)
    context = {
        "page": page,
        "places": _shown(page.hour),
        "map": world_map(page.hour),
        "place_table": place_table(page.hour, reader.now),
        "team_table": ribbon_table([team.row for team in page.teams], page.day, reader),
    }
    return render(request, "clock/now.html", context)


def _shown(hour: Hour) -> list[Shown]:
    zones = hour.day.atlas.zones
    return [
        Shown(label(g), zones.zone(g.zone) if g.zone else None, g.people, g.working)
        for g in hour.places.listed[:MOST_PLACES]
    ]

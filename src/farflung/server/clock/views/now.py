"""*Now*: the company's clock, in the reader's time."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from farflung.draw.markup import joined
from farflung.engine.time import Zone
from farflung.server.clock.access import insider
from farflung.server.clock.planning.company import Hour
from farflung.server.clock.planning.now import board
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.lines import group_line
from farflung.server.clock.views.parts import MINUTE, QUARTER, part, rendered
from farflung.server.clock.views.world import label, place_table, world_map
from farflung.server.ui.pictures import ribbon_table, safe

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
    atlas = page.hour.map_at(reader.now)
    context = {
        "page": page,
        "where": part(here, atlas, ("now where",), MINUTE, lambda: _where(here, page.hour)),
        "lines": safe(joined(group_line(f"t{n}", one, page.day, reader) for n, one in enumerate(page.teams))),
        "team_table": ribbon_table([team.row for team in page.teams], page.day, reader),
        "changes": part(
            here, atlas, ("now changes",), QUARTER,
            lambda: rendered(here, "clock/now_changes.html", {"changes": page.changes}),
        ),
    }  # fmt: skip
    return render(request, "clock/now.html", context)


def _where(here: Standpoint, hour: Hour) -> SafeString:
    context = {
        "places": _shown(hour), "map": world_map(hour), "place_table": place_table(hour, here.reader.now)
    }  # fmt: skip
    return rendered(here, "clock/now_where.html", context)


def _shown(hour: Hour) -> list[Shown]:
    zones = hour.day.atlas.zones
    return [
        Shown(label(g), zones.zone(g.zone) if g.zone else None, g.people, g.working)
        for g in hour.places.listed[:MOST_PLACES]
    ]

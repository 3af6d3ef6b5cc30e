"""*A team*: its people in the reader's time, the hours they share, and what changes that."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from farflung.engine.model import Team
from farflung.server.clock.access import insider
from farflung.server.clock.planning.by_clock import later_by
from farflung.server.clock.planning.team import Compared, TeamPage, team_page
from farflung.server.clock.planning.team_hours import apart
from farflung.server.clock.planning.teams import flat
from farflung.server.clock.planning.teams import teams as known_teams
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.heat import week_map
from farflung.server.clock.views.lines import ribbon_lines
from farflung.server.clock.views.parts import DAY, part, rendered
from farflung.server.clock.views.teams import addresses, drawn
from farflung.server.core.writing import MAP, revision
from farflung.server.org.access import Role, get_team, keeps_team
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team as Row
from farflung.server.ui.pictures import ribbon_table, safe
from farflung.server.ui.reader import Reader

MOST_PAIRS, MOST_FOLDED, MOST_PLACES = 6, 20, 12


@require_safe
def team(request: HttpRequest, code: UUID) -> HttpResponse:
    """The page of a team of this company; everybody who works here sees every team."""
    asker = insider(request)
    row = get_team(asker, code)
    here = standpoint(request, asker)
    page = _page(here, row)
    around = [*([page.above] if page.above else []), *(part.name for part in flat(page.parts))]
    where = addresses(asker, around) if around else {}
    context: dict[str, Any] = {
        "row": row,
        "page": page,
        "above": (page.above, where.get(page.above)) if page.above else None,
        "parts": drawn(page.parts, where, whole_open=False) if page.parts else "",
        "members": safe(ribbon_lines(((m.state, m.row) for m in page.members), page.day, here.reader)),
        "table": ribbon_table(page.rows, page.day, here.reader),
        "heat": _heat(here, page) if page.people else "",
        "edits": keeps_team(asker, row),
        "looks_after": asker.has(Role.PEOPLE),
        "most_places": MOST_PLACES,
    }
    if page.compared is not None:
        context["compared"] = _told(here, page, page.compared)
    return render(request, "clock/team.html", context)


def _page(here: Standpoint, row: Row) -> TeamPage:
    known = known_teams(here.atlas, here.reader.now)
    if row.name not in known.known:
        # Somebody has just made or named it: the next copy of the map has it.
        known = known_teams(current(at_least=revision(MAP)).atlas, here.reader.now)
    found = known.known.get(row.name, Team(row.name, ()))
    return team_page(known, found, here.person, here.reader)


def _heat(here: Standpoint, page: TeamPage) -> SafeString:
    key, people = ("team heat", page.team.name), len(page.people)
    return part(here, page.atlas, key, DAY, lambda: week_map("heat", page.week, people, here.reader))


def _told(here: Standpoint, page: TeamPage, compared: Compared) -> SafeString:
    key = ("team compared", page.team.name, tuple(shift.at for shift in compared.shifts))
    return part(
        here,
        page.atlas,
        key,
        DAY,
        lambda: rendered(here, "clock/team_compared.html", _context(compared, here.reader)),
    )


def _context(compared: Compared, reader: Reader) -> dict[str, Any]:
    none = [pair for pair in compared.pairs if not pair.daily]
    near = [pair for pair in compared.pairs if pair.daily]
    return {
        "compared": compared,
        "apart": apart(compared.pairs),
        "none": none[:MOST_PAIRS],
        "more_none": none[MOST_PAIRS : MOST_PAIRS + MOST_FOLDED],
        "near": near[:MOST_PAIRS],
        "more_near": near[MOST_PAIRS : MOST_PAIRS + MOST_FOLDED],
        "shifts": [(one, later_by(reader.zone, one.at, one.by)) for one in compared.shifts],
    }

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
from farflung.server.clock.planning.team import TeamPage
from farflung.server.clock.planning.team_compared import Compared
from farflung.server.clock.planning.team_effects import Shift
from farflung.server.clock.planning.team_hours import apart
from farflung.server.clock.planning.teams import flat
from farflung.server.clock.planning.teams import teams as known_teams
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.heat import week_map
from farflung.server.clock.views.lines import ribbon_lines
from farflung.server.clock.views.meetings import of_team
from farflung.server.clock.views.parts import DAY, QUARTER, common, part, rendered
from farflung.server.clock.views.teams import addresses, drawn
from farflung.server.core.writing import MAP, revision
from farflung.server.org.access import Asker, Role, get_team, keeps_team
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team as Row
from farflung.server.ui.pictures import ribbon_table, safe

MOST_PAIRS, MOST_FOLDED, MOST_PLACES, MOST_SERIES = 6, 20, 12, 8


@require_safe
def team(request: HttpRequest, code: UUID) -> HttpResponse:
    """The page of a team of this company; everybody who works here sees every team."""
    asker = insider(request)
    row = get_team(asker, code)
    here = standpoint(request, asker)
    page = _page(here, row)
    context: dict[str, Any] = {
        "row": row,
        "page": page,
        "head": _head(here, page, asker),
        "parts": _parts(here, page, asker),
        "edits": keeps_team(asker, row),
        "looks_after": asker.has(Role.PEOPLE),
    }
    if page.people:
        context |= {
            "members": safe(ribbon_lines(((m.state, m.row) for m in page.members), page.day, here.reader)),
            "table": ribbon_table(page.rows, page.day, here.reader),
            "shared": _shared(here, page),
            "heat": _heat(here, page),
        }
    context["listed"] = of_team(asker, here, page)[:MOST_SERIES]
    if page.people and page.compared is not None:
        context |= _told(here, page, page.compared)
    return render(request, "clock/team.html", context)


def _page(here: Standpoint, row: Row) -> TeamPage:
    known = known_teams(here.atlas, here.reader.now)
    if row.name not in known.known:
        # Somebody has just made or named it: the next copy of the map has it.
        known = known_teams(current(at_least=revision(MAP)).atlas, here.reader.now)
    found = known.known.get(row.name, Team(row.name, ()))
    return TeamPage(known, found, here.person, here.reader)


def _head(here: Standpoint, page: TeamPage, asker: Asker) -> SafeString:
    def written(anybody: Standpoint) -> SafeString:
        # Teams are everybody's who may open the page at all, so one address serves all of them.
        where = addresses(asker, [page.above]) if page.above else {}
        above = (page.above, where.get(page.above)) if page.above else None
        return rendered(anybody, "clock/team_head.html", {"page": page, "above": above})

    return common(here, page.fit, ("team head", page.team.name), DAY, written)


def _parts(here: Standpoint, page: TeamPage, asker: Asker) -> SafeString:
    """The teams in it, with how many are at work; who is or leads somebody in them is told more."""
    known, name, me = page.known, page.team.name, here.person
    if not known.below.get(name):
        return SafeString()

    def written(_: Standpoint) -> SafeString:
        found = page.parts
        return drawn(found, addresses(asker, [part.name for part in flat(found)]), whole_open=False)

    whose = me.id if me and (me.id in known.ids[name] or me.id in known.leads) else None
    atlas = page.fit if page.hour.map_at(here.reader.now) is page.atlas else None
    return common(here, atlas, ("team parts", name, whose), QUARTER, written)


def _shared(here: Standpoint, page: TeamPage) -> SafeString:
    """The hours that all share on everybody's clock, else the best of the others on the reader's."""
    key = ("team shared", page.team.name)
    if page.together.weekly:
        return common(
            here, page.fit, key, QUARTER,
            lambda anybody: rendered(anybody, "clock/team_places.html", {"places": page.local[:MOST_PLACES]}),
        )  # fmt: skip
    context = {"together": page.together, "all": len(page.people)}
    return part(here, page.fit, key, DAY, lambda: rendered(here, "clock/team_best.html", context))


def _heat(here: Standpoint, page: TeamPage) -> SafeString:
    key, people = ("team heat", page.team.name), len(page.people)
    return part(here, page.fit, key, DAY, lambda: week_map("heat", page.week, people, here.reader))


def _told(here: Standpoint, page: TeamPage, compared: Compared) -> dict[str, SafeString]:
    """What comparing people tells; only the changes of clocks are told by the reader's."""
    key = ("team clocks", page.team.name, tuple(shift.at for shift in compared.shifts))

    def clocks() -> SafeString:
        zone = here.reader.zone
        shifts = [(one, later_by(zone, one.at, one.by), _effect(here, page, one)) for one in compared.shifts]
        return rendered(here, "clock/team_clocks.html", {"shifts": shifts})

    return {**_for_all(here, page, compared), "clocks": part(here, page.fit, key, DAY, clocks)}


def for_all(here: Standpoint, page: TeamPage) -> None:
    """Writes what comparing people tells everybody alike, to be there when somebody opens the page."""
    if page.compared is not None:
        _for_all(here, page, page.compared)
        for one in page.compared.shifts:
            _effect(here, page, one)


def _for_all(here: Standpoint, page: TeamPage, compared: Compared) -> dict[str, SafeString]:
    name = page.team.name
    return {
        "pairs": common(
            here, page.fit, ("team pairs", name), DAY,
            lambda anybody: rendered(anybody, "clock/team_pairs.html", _pairs(compared)),
        ),
        "away": common(
            here, page.fit, ("team away", name), DAY,
            lambda anybody: rendered(anybody, "clock/team_away.html", {"compared": compared}),
        ),
    }  # fmt: skip


def _effect(here: Standpoint, page: TeamPage, one: Shift) -> SafeString:
    """What a change of clocks does to the hours that the team shares."""
    key, context = ("team effect", page.team.name, one.at, one.by), {"effect": one.effect}
    return common(
        here, page.fit, key, DAY,
        lambda anybody: rendered(anybody, "clock/team_effect.html", context),
    )  # fmt: skip


def _pairs(compared: Compared) -> dict[str, Any]:
    none = [pair for pair in compared.pairs if not pair.daily]
    near = [pair for pair in compared.pairs if pair.daily]
    return {
        "compared": compared,
        "apart": apart(compared.pairs),
        "none": none[:MOST_PAIRS],
        "more_none": none[MOST_PAIRS : MOST_PAIRS + MOST_FOLDED],
        "near": near[:MOST_PAIRS],
        "more_near": near[MOST_PAIRS : MOST_PAIRS + MOST_FOLDED],
    }

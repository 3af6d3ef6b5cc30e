"""Findings are made anew: in the night of each team, and at once where something new is said or changed.

The checks are asked about the whole company, as most of them compare people of several teams; what is written
is what concerns the teams whose night it is. Done twice, the second finds nothing new to write.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from farflung.engine.atlas import Atlas
from farflung.server.clock.actions.keeping import Due, Outcome, keep
from farflung.server.clock.actions.owning import follow_leads
from farflung.server.clock.models import Checked, Finding
from farflung.server.clock.planning.checking import Found, found, found_of
from farflung.server.clock.planning.finding_owner import Known
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.nights import last_night
from farflung.server.core.pace import AT_ONCE, Pace
from farflung.server.core.writing import MAP, revision, writing
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team

_NOBODY = UUID(int=0)
A_FEW = 100
"""So many findings, or teams, are written in one transaction; what a team has is not parted."""


def due(atlas: Atlas, now: datetime) -> Due:
    """The teams, and the company, that have had their night since they were checked last."""
    made = dict(Checked.objects.values_list("team_id", "at"))
    nights: dict[int | None, datetime] = {None: last_night(atlas, (one.id for one in atlas.people), now)}
    for team, name in Team.objects.values_list("pk", "name"):
        nights[team] = last_night(atlas, atlas.members.get(name, ()), now)
    return frozenset(team for team, night in nights.items() if team not in made or made[team] < night)


def is_due(*, now: datetime) -> bool:
    """Whether it was anybody's night."""
    return bool(due(current().atlas, now))


def check_due(*, now: datetime, pace: Pace = AT_ONCE) -> Outcome | None:
    """Checks for those whose night it was; None where it was nobody's."""
    asked = due(current().atlas, now)
    if asked:
        return check(asked=asked, now=now, pace=pace)
    follow_leads(now=now)  # a check that died after its last team had not come to this
    return None


def check_all(*, now: datetime, pace: Pace = AT_ONCE) -> Outcome:
    """Checks for everybody."""
    asked = frozenset({None, *Team.objects.values_list("pk", flat=True)})
    return check(asked=asked, now=now, pace=pace)


def check(*, asked: Due, now: datetime, pace: Pace = AT_ONCE) -> Outcome:
    """Asks the checks and keeps what they find for these teams; a team that is gone meanwhile is left out.

    A few teams at a time, each time in a transaction of its own: killed in between, the others are still due.
    """
    atlas = with_meetings(current(at_least=revision(MAP)).atlas, now)
    known = Known(atlas, now.date())
    results = {one.key: one for one in found(atlas, known, now, pace)}
    here = asked & {None, *(team.pk for team in known.teams.values())}
    outcomes = [_kept_of(some, results, known, now) for some in pace.through(_a_few(here, results))]
    follow_leads(now=now)
    return Outcome(*(sum(getattr(one, name) for one in outcomes) for name in ("new", "back", "gone")))


def _a_few(asked: Due, results: Mapping[str, Found]) -> Iterator[Due]:
    """All of them in parts, each of teams with so many findings together; one team is never parted."""
    sizes: Counter[int | None] = Counter(Finding.objects.values_list("team", flat=True))
    sizes.update(one.place.team for one in results.values())
    some: set[int | None] = set()
    for team in sorted(asked, key=lambda team: team or 0):
        some.add(team)
        if sum(sizes[one] for one in some) >= A_FEW or len(some) >= A_FEW:
            yield frozenset(some)
            some = set()
    if some:
        yield frozenset(some)


def _kept_of(asked: Due, results: Mapping[str, Found], known: Known, now: datetime) -> Outcome:
    """What was found for these teams, and that they were checked, is written."""
    placed = [one.key for one in results.values() if one.place.team in asked]
    teams = [team for team in asked if team is not None]
    of_these = Q(key__in=placed) | Q(team__in=teams) | (Q(team=None) if None in asked else Q(pk__in=[]))
    with writing(by=None, now=now) as write:
        _one_run_at_a_time()
        there = frozenset({None, *Team.objects.filter(pk__in=teams).values_list("pk", flat=True)})
        outcome = keep(write, results, known, _locked(Finding.objects.filter(of_these)), asked & there)
        for team in asked & there:
            _checked(team, now)
        if outcome != Outcome():
            counts: dict[str, Any] = {"new": outcome.new, "back": outcome.back, "gone": outcome.gone}
            write.audit("finding.check", "finding", _NOBODY, **counts)
    return outcome


def check_series(*, series: UUID, now: datetime) -> Outcome:
    """What is found about one series is made anew, whoever's night it is: it has changed, or was mended."""
    atlas = with_meetings(current(at_least=revision(MAP)).atlas, now)
    known = Known(atlas, now.date())
    results = {one.key: one for one in found_of(atlas, known, str(series), now)}
    with writing(by=None, now=now) as write:
        _one_run_at_a_time()
        return keep(write, results, known, _locked(Finding.objects.filter(meeting__code=series)), None)


def let_be_due(*, team: UUID | None) -> int:
    """The findings of a team are to be made anew before its night; those of everybody for None. How many."""
    gone, _ = Checked.objects.filter(Q(team__code=team) if team else Q()).delete()
    return gone


def _one_run_at_a_time() -> None:
    Checked.objects.select_for_update().order_by("pk").first()


def _locked(rows: QuerySet[Finding]) -> dict[str, Finding]:
    return {row.key: row for row in rows.select_for_update(of=("self",)).order_by("pk")}


def _checked(team: int | None, now: datetime) -> None:
    if not Checked.objects.filter(team=team).update(at=now):
        Checked.objects.create(team_id=team, at=now)

"""The whole company at an hour: made once per map and quarter hour, then handed to everybody who asks.

Everything that counts people is here and in `groups`, so that N5 has one place to be looked after.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from farflung.draw.world import FEWEST
from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.atlas.grid import build_grid
from farflung.engine.model import Place
from farflung.engine.time import Span
from farflung.server.clock.planning.changes import changes
from farflung.server.clock.planning.groups import Group, Groups, Key, groups, key_of
from farflung.server.clock.planning.kept import Kept
from farflung.server.clock.planning.whom import employed
from farflung.server.core.privacy import tellable
from farflung.server.org.atlas_copy import current, newest

_DAY, _AHEAD = timedelta(days=1), timedelta(days=230)


@dataclass(frozen=True, slots=True)
class TeamCount:
    """A team with everybody in the teams below it; `counts` are people at work by slot of the grid.

    `exact`: a share may be shown; else only whether somebody is at work.
    """

    name: str
    people: int
    counts: NDArray[np.int32]
    exact: bool


class CompanyDay:
    """What holds for a day in UTC: the grid from the day before to three days after, changes, teams.

    `told` are the groups of which a number at work may be shown, on whatever page: teams by name, places as
    `Group.of`, and "" for everybody.
    """

    def __init__(self, atlas: Atlas, today: date) -> None:
        start = datetime.combine(today, time(0, 0), tzinfo=UTC)
        self.atlas, self.today = atlas, today
        # Not kept by the Atlas, which would keep every day's for as long as nothing changes.
        self.grid: CompanyGrid = build_grid(atlas, Span(start - _DAY, start + 4 * _DAY))
        self._below = _below(atlas)
        names = atlas.members.keys() | self._below.keys()
        here = {person.id: person.place for person in atlas.people if self._here(person.id)}
        teams: dict[object, Collection[str]] = {
            name: here.keys() & _everybody(atlas, name, self._below) for name in names
        }
        listed, drawn = _by_place(here)
        self.told: frozenset[object] = tellable({"": here.keys()}, listed, teams)
        counted = ([here.keys()], listed.values(), drawn.values())
        self.changes = changes(atlas, Span(start, start + _AHEAD), counted)
        self._teams: dict[str, TeamCount] = {}
        self._turn = Lock()

    def team(self, name: str) -> TeamCount | None:
        """A team's counts; None for fewer than five people."""
        with self._turn:
            if name not in self._teams:
                ids = [p for p in _everybody(self.atlas, name, self._below) if self._here(p)]
                self._teams[name] = TeamCount(name, len(ids), self.grid.counts(ids), name in self.told)
            found = self._teams[name]
        return found if found.people >= FEWEST else None

    def _here(self, key: str) -> bool:
        return employed(self.atlas.person(key), self.today)

    def tops(self, most: int) -> tuple[TeamCount, ...]:
        """The largest teams that are below no other; where all are below one, those right below it."""
        under = {name for names in self._below.values() for name in names}
        roots = sorted((self.atlas.members.keys() | self._below.keys()) - under)
        if len(roots) == 1 and roots[0] in self._below:
            roots = sorted(self._below[roots[0]])
        found = [team for team in map(self.team, roots) if team is not None]
        return tuple(sorted(found, key=lambda team: (-team.people, team.name))[:most])


@dataclass(frozen=True, eq=False)
class Hour:
    """The company in the quarter hour that begins at `at`; `working` is None where it is not to be said."""

    day: CompanyDay
    at: datetime
    people: int
    working: int | None
    places: Groups

    @property
    def slot(self) -> int:
        """The quarter hour in the grid."""
        return self.day.grid.slot(self.at)

    def map_at(self, now: datetime) -> Atlas | None:
        """The map that it was made from; None where it, or its day, is the one before.

        That is shown while the next is made, and nothing written from it is to be kept.
        """
        its_own = self.at <= now < self.at + SLOT and self.day.today == now.astimezone(UTC).date()
        return self.day.atlas if its_own else None

    @cached_property
    def at_work(self) -> frozenset[str]:
        """Ids of everybody who works."""
        return frozenset(self.day.grid.who(self.at))


_days: Kept[CompanyDay] = Kept()
_hours: Kept[Hour] = Kept()


def company(now: datetime, *, looked: bool = False) -> Hour:
    """The company at an instant. `looked`: this request has seen already whether there is a newer map."""
    atlas = newest().atlas if looked else current().atlas
    today = now.astimezone(UTC).date()
    day = _days.get(atlas, today, lambda: CompanyDay(atlas, today))
    at = day.grid.start + (now - day.grid.start) // SLOT * SLOT
    if day.today != today:  # yesterday's, while today's is made: good for this request alone
        return _hour(day, at)
    return _hours.get(day.atlas, at, lambda: _hour(day, at))


def _hour(day: CompanyDay, at: datetime) -> Hour:
    working = day.grid.rows[:, day.grid.slot(at)][day.grid.row_of].tolist()
    # By the same date as what may be told: of other people a number would be told that may not.
    here = [
        (person.place, at_work)
        for person, at_work in zip(day.atlas.people, working, strict=True)
        if employed(person, day.today)
    ]
    working_all = sum(at_work for _, at_work in here) if "" in day.told else None
    return Hour(day, at, len(here), working_all, groups(here, day.told))


_ByPlace = dict[object, Collection[str]]


def _by_place(here: Mapping[str, Place]) -> tuple[_ByPlace, _ByPlace]:
    """Who is in each group of places that is listed, and in each that is drawn."""
    found = groups((place, False) for place in here.values())
    living: dict[Key, set[str]] = defaultdict(set)
    for person, place in here.items():
        living[key_of(place)].add(person)

    def members(some: Iterable[Group]) -> _ByPlace:
        return {group.of: set().union(*(living[key] for key in group.of)) for group in some}

    return members(found.listed), members(found.drawn)


def _below(atlas: Atlas) -> dict[str, list[str]]:
    """The teams right below each."""
    found: dict[str, list[str]] = defaultdict(list)
    for team in atlas.teams:
        if team.parent and team.parent != team.name:
            found[team.parent].append(team.name)
    return dict(found)


def _everybody(atlas: Atlas, name: str, below: dict[str, list[str]]) -> Iterable[str]:
    """The people of a team and of all teams below it, each once; a tree that bites its tail ends."""
    seen: set[str] = set()
    ids: dict[str, None] = {}
    ahead = [name]
    while ahead:
        team = ahead.pop()
        if team not in seen:
            seen.add(team)
            ids.update(dict.fromkeys(atlas.members.get(team, ())))
            ahead += below.get(team, [])
    return ids

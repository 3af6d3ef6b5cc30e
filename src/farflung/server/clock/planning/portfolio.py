"""All series of the company, looked over at once: who always pays, what has no agenda, what is stale, what
takes the few hours that colleagues far apart share; and the hours that mending it would give back.

About meetings, never about people (N8): who pays is told on the page of a series, to each of themself; that
somebody does, and hours of people together, only where five or more must come (N5). No rest window that
somebody chose counts (N15).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np

from farflung.draw.world import FEWEST
from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.atlas.grid import build_grid
from farflung.engine.meetings import loads
from farflung.engine.model import MeetingSeries, Occurrence
from farflung.engine.time import Span
from farflung.rulepacks import load_packs
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.kept import Kept
from farflung.server.clock.planning.restless import map_without_rest
from farflung.server.clock.planning.series import parts_of
from farflung.server.clock.planning.whom import employed


class Ahead(StrEnum):
    """How many weeks ahead one may look, for pages and programs alike."""

    MONTH = "4"
    QUARTER = "13"
    HALF = "26"


WINDOWS: Final = tuple(int(weeks) for weeks in Ahead)
"""Weeks that can be looked over."""
_LIGHT: Final = 0.5
"""Points of one meeting up to which nobody is a victim, as in the check."""

_STALE = timedelta(days=365)
_SCARCE = timedelta(hours=4)
"""Of more shared hours a day than this, a meeting takes none that anybody would miss."""

_SHARE: Final = 2 / 3


@dataclass(frozen=True, slots=True)
class Audited:
    """A series and what may be said of it. `weekly` is its time in a week, `burnt` how much of that is shared
    with colleagues elsewhere and taken by people of one clock. `people` and `gives` (person-hours a week that
    ending it, or moving it, gives back) are None where fewer than five must come.

    `teams` have two of three of those who must come; `areas` are the zones of zone areas in which five of
    them or more pay. `organizer` is the code of who organises it, `organized_by` their name."""

    series: MeetingSeries
    weekly: timedelta
    pays: bool
    bare: bool
    stale: bool
    left: bool
    burnt: timedelta
    people: int | None
    gives: float | None
    teams: tuple[str, ...]
    areas: tuple[str, ...]
    organizer: str | None
    organized_by: str

    @property
    def gives_back(self) -> timedelta | None:
        """`gives`, as a length."""
        return None if self.gives is None else timedelta(hours=self.gives)

    @property
    def flagged(self) -> bool:
        """Whether there is anything to mend."""
        return self.pays or self.bare or self.stale or self.left or bool(self.burnt)


_audits: dict[int, Kept[tuple[Audited, ...]]] = {weeks: Kept() for weeks in WINDOWS}


def portfolio(atlas: Atlas, now: datetime, weeks: int = WINDOWS[0]) -> tuple[Audited, ...]:
    """Every series of a map with meetings that has something to mend, those that give back most first."""
    today = now.astimezone(UTC).date()
    return _audits[weeks].get(atlas, today, lambda: tuple(_ordered(_Audit(atlas, today, weeks))))


def area_names(atlas: Atlas, now: datetime, zones: Iterable[str]) -> dict[str, str]:
    """What zone areas are called, by their zones: by the place in which most of the company live there."""
    wanted = set(zones)
    start = _start(now.astimezone(UTC).date())
    window = Span(start, start + timedelta(weeks=WINDOWS[0]))
    areas = map_without_rest(atlas, window).kinds(window).areas if wanted else ()
    return {zone: area.places[0] for area in areas for zone in area.zones if zone in wanted}


def _start(today: date) -> datetime:
    return datetime.combine(today, time(0), tzinfo=UTC)


def _ordered(audit: "_Audit") -> list[Audited]:
    found = [one for one in audit.all() if one.flagged]
    return sorted(found, key=lambda one: (-(one.gives or 0.0), -one.weekly, one.series.title, one.series.id))


class _Audit:
    """Some weeks from a day on."""

    def __init__(self, atlas: Atlas, today: date, weeks: int) -> None:
        start = _start(today)
        self._atlas, self._today, self._start, self._weeks = atlas, today, start, weeks
        self._window = Span(start, start + timedelta(weeks=weeks))
        self._public = map_without_rest(atlas, self._window)  # what is found is read by others (N15)
        self._table = load_packs().burden_points()
        self._rows: Mapping[str, Meeting] = {
            str(one.code): one for one in Meeting.objects.select_related("organizer").defer("before")
        }

    def all(self) -> Iterator[Audited]:
        """Each series that has a date in the window; one that was moved is one."""
        for series in self._atlas.meetings:
            row = self._rows.get(series.id)
            if series.required and row is not None and row.goes_on_id is None:
                parts = parts_of(self._atlas, series)
                held = [one for part in parts for one in self._atlas.occurrences(part, self._window)]
                if held:
                    yield self._audited(series, row, held, parts)

    def _audited(
        self,
        series: MeetingSeries,
        row: Meeting,
        held: Sequence[Occurrence],
        parts: Sequence[MeetingSeries],
    ) -> Audited:
        repeats = series.recurrence.rule is not None
        weekly = sum((one.end - one.start for one in held), timedelta()) / self._weeks
        paying = self._paying(parts, len(held)) if repeats else ()
        stale, left = repeats and self._stale(row), repeats and self._left(row)
        bare = series.has_agenda is False
        burnt = self._burnt(series, held) if repeats else timedelta()
        people = len(set(series.required)) if len(set(series.required)) >= FEWEST else None
        back = weekly if bare or stale or left else burnt
        hours = None if people is None else round(back / timedelta(hours=1) * people, 1)
        required = tuple(dict.fromkeys(series.required))
        by = row.organizer
        return Audited(
            series, weekly, bool(paying) and people is not None, bare, stale, left, burnt, people, hours,
            tuple(self._mostly_of(required)), self._areas_of(paying),
            str(by.code) if by is not None else None, by.name if by is not None else "",
        )  # fmt: skip

    def _paying(self, parts: Sequence[MeetingSeries], dates: int) -> tuple[str, ...]:
        """Who pays on every date, on average; nobody where all pay alike."""
        costs = Counter[str]()
        for part in parts:
            costs.update(dict(loads(self._public, part, self._window, self._table).by_person))
        worst = max(costs.values(), default=0.0)
        if worst <= _LIGHT * dates or not any(cost < 0.75 * worst for cost in costs.values()):
            return ()
        return tuple(person for person, cost in costs.items() if cost > _LIGHT * dates)

    def _areas_of(self, people: Sequence[str]) -> tuple[str, ...]:
        """The zones of those areas in which five of them or more live."""
        areas = self._public.kinds(self._window).areas_among(people)
        return tuple(area.zones[0] for area in areas if len(area.people) >= FEWEST)

    def _stale(self, row: Meeting) -> bool:
        """Whether nobody has changed it for a year."""
        touched = [at for at in (row.changed_at, row.announced_at) if at is not None]
        return bool(touched) and max(touched) < self._start - _STALE

    def _left(self, row: Meeting) -> bool:
        """Whether who organised it has left."""
        organizer = row.organizer
        return organizer is not None and organizer.ended is not None and organizer.ended < self._today

    # --- shared hours -------------------------------------------------------------------

    def _burnt(self, series: MeetingSeries, held: Sequence[Occurrence]) -> timedelta:
        """How much of a week of it lies in the few hours in which half of the team elsewhere works too."""
        required = tuple(dict.fromkeys(series.required))
        areas = {self._area(one) for one in required}
        others = self._others(required, areas) if len(required) > 1 and len(areas) == 1 else ()
        if not others:
            return timedelta()
        grid = self._grid
        shared = grid.counts(others) * 2 >= len(others)
        both = np.logical_and.reduce([shared, *(grid.of(one) for one in required)])
        if not both.any() or both.sum() * SLOT / (5 * self._weeks) > _SCARCE:
            return timedelta()
        taken = sum(int(both[self._slots(grid, one)].sum()) for one in held)
        return taken * SLOT / self._weeks

    def _slots(self, grid: CompanyGrid, one: Occurrence) -> slice:
        low, high = ((at - grid.start) // SLOT for at in (one.start, one.end))
        return slice(max(low, 0), max(high, 0))

    def _area(self, person: str) -> int:
        return self._public.kinds(self._window).kind(person).area

    def _others(self, required: Sequence[str], areas: set[int]) -> tuple[str, ...]:
        """The people elsewhere of the team that the meeting is one of."""
        large = self._mostly_of(required)
        wide = (
            (len(members), team, members) for team in large
            if len(members := self._here(team)) >= FEWEST and any(self._area(p) not in areas for p in members)
        )  # fmt: skip
        _, _, members = min(wide, default=(0, "", ()))
        return tuple(one for one in members if self._area(one) not in areas)

    def _mostly_of(self, required: Sequence[str]) -> list[str]:
        """The teams that two of three of them are in."""
        counts = Counter(team for one in required for team in self._teams_of.get(one, ()))
        return [team for team, count in counts.items() if count >= _SHARE * len(required)]

    def _here(self, team: str) -> tuple[str, ...]:
        people = self._atlas.members.get(team, ())
        return tuple(one for one in people if employed(self._atlas.person(one), self._today))

    @cached_property
    def _teams_of(self) -> Mapping[str, tuple[str, ...]]:
        return {person.id: person.teams for person in self._atlas.people}

    @cached_property
    def _grid(self) -> CompanyGrid:
        # Not kept: of 5,000 people and 26 weeks it takes 0.4 s to make and 58 MB to keep.
        return build_grid(self._public, self._window)

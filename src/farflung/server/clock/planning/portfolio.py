"""All series of the company, looked over at once: who always pays, what has no agenda, what is stale, what
takes the few hours that colleagues far apart share; and the hours that mending it would give back.

About meetings, never about people (N8): who pays is told on the page of a series, to each of themself, and
hours of people together only where five or more must come (N5).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
from farflung.server.clock.planning.whom import employed

WEEKS: Final = 4
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
    ending it, or moving it, gives back) are None where fewer than five must come."""

    series: MeetingSeries
    weekly: timedelta
    pays: bool
    bare: bool
    stale: bool
    left: bool
    burnt: timedelta
    people: int | None
    gives: float | None

    @property
    def flagged(self) -> bool:
        """Whether there is anything to mend."""
        return self.pays or self.bare or self.stale or self.left or bool(self.burnt)


_audits: Kept[tuple[Audited, ...]] = Kept()


def portfolio(atlas: Atlas, now: datetime) -> tuple[Audited, ...]:
    """Every series of a map with meetings that has something to mend, those that give back most first."""
    today = now.astimezone(UTC).date()
    return _audits.get(atlas, today, lambda: tuple(_ordered(_Audit(atlas, today))))


def _ordered(audit: "_Audit") -> list[Audited]:
    found = [one for one in audit.all() if one.flagged]
    return sorted(found, key=lambda one: (-(one.gives or 0.0), -one.weekly, one.series.title, one.series.id))


class _Audit:
    """The four weeks from a day on."""

    def __init__(self, atlas: Atlas, today: date) -> None:
        start = datetime.combine(today, time(0), tzinfo=UTC)
        self._atlas, self._today, self._start = atlas, today, start
        self._window = Span(start, start + timedelta(weeks=WEEKS))
        self._table = load_packs().burden_points()
        self._rows: Mapping[str, Meeting] = {
            str(one.code): one for one in Meeting.objects.select_related("organizer").defer("before")
        }

    def all(self) -> Iterator[Audited]:
        """Each series that has a date in the window."""
        for series in self._atlas.meetings:
            held = self._atlas.occurrences(series, self._window)
            row = self._rows.get(series.id)
            if held and series.required and row is not None:
                yield self._audited(series, row, held)

    def _audited(self, series: MeetingSeries, row: Meeting, held: Sequence[Occurrence]) -> Audited:
        repeats = series.recurrence.rule is not None
        weekly = sum((one.end - one.start for one in held), timedelta()) / WEEKS
        stale, left = repeats and self._stale(row), repeats and self._left(row)
        bare = series.has_agenda is False
        burnt = self._burnt(series, held) if repeats else timedelta()
        people = len(set(series.required)) if len(set(series.required)) >= FEWEST else None
        back = weekly if bare or stale or left else burnt
        hours = None if people is None else round(back / timedelta(hours=1) * people, 1)
        return Audited(
            series, weekly, repeats and self._pays(series, len(held)), bare, stale, left, burnt, people, hours
        )

    def _pays(self, series: MeetingSeries, dates: int) -> bool:
        """Whether somebody pays on every date, on average, and others less than that."""
        load = loads(self._atlas, series, self._window, self._table)
        return load.worst > _LIGHT * dates and any(cost < 0.75 * load.worst for _, cost in load.by_person)

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
        if not both.any() or both.sum() * SLOT / (5 * WEEKS) > _SCARCE:
            return timedelta()
        taken = sum(int(both[self._slots(grid, one)].sum()) for one in held)
        return taken * SLOT / WEEKS

    def _slots(self, grid: CompanyGrid, one: Occurrence) -> slice:
        low, high = ((at - grid.start) // SLOT for at in (one.start, one.end))
        return slice(max(low, 0), max(high, 0))

    def _area(self, person: str) -> int:
        return self._atlas.kinds(self._window).kind(person).area

    def _others(self, required: Sequence[str], areas: set[int]) -> tuple[str, ...]:
        """The people elsewhere of the team that the meeting is one of."""
        counts = Counter(team for one in required for team in self._teams_of.get(one, ()))
        large = [team for team, count in counts.items() if count >= _SHARE * len(required)]
        wide = (
            (len(members), team, members) for team in large
            if len(members := self._here(team)) >= FEWEST and any(self._area(p) not in areas for p in members)
        )  # fmt: skip
        _, _, members = min(wide, default=(0, "", ()))
        return tuple(one for one in members if self._area(one) not in areas)

    def _here(self, team: str) -> tuple[str, ...]:
        people = self._atlas.members.get(team, ())
        return tuple(one for one in people if employed(self._atlas.person(one), self._today))

    @cached_property
    def _teams_of(self) -> Mapping[str, tuple[str, ...]]:
        return {person.id: person.teams for person in self._atlas.people}

    @cached_property
    def _grid(self) -> CompanyGrid:
        # Not kept by the Atlas, which would keep every day's for as long as nothing changes.
        return build_grid(self._atlas, self._window)

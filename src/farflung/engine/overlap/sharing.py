"""Who shares how much working time with whom: by rows of the grid, not by pairs of people."""

from collections.abc import Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, zone_clock
from farflung.engine.atlas.alike import PatternNumbers
from farflung.engine.model import Person
from farflung.engine.overlap.hour_rows import HourRows, Mask, different
from farflung.engine.time import Span

_WEEK = timedelta(days=7)
_MARGIN = timedelta(days=3)
"""No local date that bears on an instant is further than this from the date in UTC."""

_CHUNK = 4096
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """Two people (ids) and the minutes of working time they share in a week, on average over the window.

    `days` are the weekdays that the one who works on fewer of them works on.
    """

    first: str
    second: str
    weekly_minutes: float
    days: int

    @property
    def daily_minutes(self) -> float:
        """Shared minutes per working day."""
        return _daily(self.weekly_minutes, self.days)


def _daily(weekly_minutes: float, days: int) -> float:
    return weekly_minutes / days if days else 0.0


def _unswapped(person: Person) -> Person:
    """Without holidays a day taken for a worked one is leave like any other."""
    return replace(person, swaps=()) if person.swaps else person


def _alike(atlas: Atlas, window: Span) -> list[tuple[Person, list[str]]]:
    """Everybody by clock, hours and employment: who works alike but for days off, with one of them.

    Travellers are each by themselves.
    """
    first, last = window.start.date() - _MARGIN, window.end.date() + _MARGIN
    wide, patterns = Span(window.start - timedelta(days=1), window.end), PatternNumbers()
    zones = {person.place.zone for person in atlas.people}
    clocks = {zone: zone_clock(atlas.zones.zone(zone)).within(wide) for zone in zones}
    numbers = {clock: number for number, clock in enumerate(set(clocks.values()))}
    hour = {zone: numbers[clock] for zone, clock in clocks.items()}
    found: dict[Hashable, tuple[Person, list[str]]] = {}
    for person in atlas.people:
        started = person.started if person.started and person.started > first else None
        ended = person.ended if person.ended and person.ended < last else None
        key = (hour[person.place.zone], patterns.number(person), started, ended)
        found.setdefault(person.id if atlas.stays_of(person) else key, (person, []))[1].append(person.id)
    return list(found.values())


class Sharing:
    """The structural rows of a company in a window: hours and places, without holidays and leave.

    The window is cut to whole weeks, where it holds one, so that a weekly figure means what it says.
    """

    def __init__(self, atlas: Atlas, window: Span) -> None:
        whole = window.elapsed // _WEEK * _WEEK
        self.atlas = atlas
        self.window = Span(window.start, window.start + whole) if whole else window
        groups = _alike(atlas, self.window)
        someone = tuple(_unswapped(person) for person, _ in groups)
        grid = Atlas(someone, atlas.stays, zones=atlas.zones).grid(self.window)
        numbers = zip(grid.row_of.tolist(), groups, strict=True)
        self._keep(grid.start, grid.rows, {p: number for number, (_, ids) in numbers for p in ids})
        self._like.update((p, person.id) for person, ids in groups for p in ids)

    @classmethod
    def of_rows(cls, atlas: Atlas, window: Span, rows: Sequence[Mask]) -> "Sharing":
        """The same from rows that somebody has, one for each person of the Atlas and in their order.

        The window is whole weeks, and begins on a quarter hour.
        """
        made = cls.__new__(cls)
        made.atlas, made.window = atlas, window
        row_of = {person.id: n for n, person in enumerate(atlas.people)}
        made._keep(window.start, np.stack(rows), row_of)
        return made

    def _keep(self, start: datetime, matrix: Mask, row_of: dict[str, int]) -> None:
        first, alike = different(matrix)
        self.rows = HourRows(start, matrix[first])
        self._row_of = {person: alike[row] for person, row in row_of.items()}
        self._like: dict[str, str] = {}
        self._known_days: dict[str, int] = {}
        # Who has left shares nothing with anybody.
        self._busy: list[bool] = np.logical_or.reduce(self.rows.matrix, axis=1).tolist()

    def simulated(self, people: Sequence[str], moved: Iterable[Person]) -> "Sharing":
        """The same for some people only, of whom those of `moved` have other hours or places than before.

        Only their rows are made anew: nobody else's depends on them.
        """
        new = {person.id: person for person in moved}
        stays = tuple(stay for p in people for stay in self.atlas.stays_of(self.atlas.person(p)))
        twin = copy(self)
        someone = tuple(new.get(p) or self.atlas.person(p) for p in people)
        twin.atlas = Atlas(someone, stays, zones=self.atlas.zones)
        theirs = tuple(stay for stay in stays if stay.person in new)
        made = Atlas(tuple(map(_unswapped, new.values())), theirs, zones=self.atlas.zones).grid(self.window)
        kept = [self.row(p) for p in people]
        row_of = {
            p: len(kept) + int(made.row_of[made.index[p]]) if p in new else i for i, p in enumerate(people)
        }
        twin._keep(self.rows.start, np.concatenate([self.rows.matrix[kept], made.rows]), row_of)
        return twin

    def bits(self, row: int) -> int:
        """A row as one whole number, the first slot its highest bit."""
        return self.rows.numbers[row]

    @property
    def width(self) -> int:
        """How many bits such a number has: the slots, filled up to whole bytes."""
        return 8 * int(self.rows.packed.shape[1])

    @property
    def weeks(self) -> float:
        """The length of the window in weeks."""
        return self.window.elapsed / _WEEK

    def __contains__(self, person: str) -> bool:
        return person in self._row_of

    def row(self, person: str) -> int:
        """The number of a person's row."""
        return self._row_of[person]

    def works(self, person: str) -> bool:
        """Whether the person works at all in the window."""
        return self._busy[self._row_of[person]]

    def rows_of(self, people: Iterable[str]) -> list[int]:
        """The row of each of the people who works at all in the window."""
        return [row for row in map(self._row_of.__getitem__, people) if self._busy[row]]

    def minutes(self, left: Sequence[int] | Rows, right: Sequence[int] | Rows) -> NDArray[np.float64]:
        """Weekly minutes that pairs of rows share."""
        a, b = np.asarray(left, np.int64), np.asarray(right, np.int64)
        slots = np.zeros(len(a))
        for begin in range(0, len(a), _CHUNK):
            part = slice(begin, begin + _CHUNK)
            both = self.rows.packed[a[part]] & self.rows.packed[b[part]]
            slots[part] = np.bitwise_count(both).sum(axis=1)
        return slots * 15 / self.weeks

    def pairs(self, people: Sequence[tuple[str, str]], below: float = inf) -> tuple[PairOverlap, ...]:
        """The overlap of some pairs, without those of whom one does not work in the window.

        Only of those that share less than `below` minutes per working day, where that is given.
        """
        row_of, busy = self._row_of, self._busy
        alive = [(a, b) for a, b in people if busy[row_of[a]] and busy[row_of[b]]]
        rows = [(row_of[a], row_of[b]) for a, b in alive]
        each = list(dict.fromkeys(rows))
        shared = self.minutes([a for a, _ in each], [b for _, b in each]).tolist()
        minutes = dict(zip(each, shared, strict=True))
        days = {person: self._days(person) for person in {person for pair in alive for person in pair}}
        found: list[PairOverlap] = []
        for (a, b), both in zip(alive, rows, strict=True):
            weekly, on = minutes[both], min(days[a], days[b])
            if _daily(weekly, on) < below:
                found.append(PairOverlap(a, b, weekly, on))
        return tuple(found)

    def _days(self, person: str) -> int:
        """On how many days of a week somebody works; looked up once for all who work alike."""
        one = self._like.get(person, person)
        if one not in self._known_days:
            pattern = self.atlas.person(one).pattern_on(self.window.start.date())
            self._known_days[one] = len(pattern.weekdays) if pattern else 5
        return self._known_days[one]

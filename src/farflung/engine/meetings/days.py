"""The days of a kind of people as arrays: which are working days, which are holidays, which hours hold."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.burden import WeekCurve, local_day, week_curve
from farflung.engine.meetings.faces import Face
from farflung.engine.model import Person, WeeklyPattern
from farflung.rulepacks import BurdenTable

WORKS, OPEN = 1, 2
_BLOCK = 128
_THURSDAY = 3
"""1970-01-01, day 0, was a Thursday."""


@dataclass(frozen=True, eq=False, slots=True)
class Days:
    """Arrays by day from day `first` (since 1970) on.

    `signs` holds `WORKS` on a day of the week on which they work, and `OPEN` where it is no public holiday;
    `which` is the number of the day's pattern.
    """

    kind: Kind
    first: int
    signs: NDArray[np.uint8]
    patterns: tuple[WeeklyPattern | None, ...]
    which: NDArray[np.int64]
    _curves: dict[int, tuple[BurdenTable, tuple[WeekCurve, ...]]] = field(default_factory=dict)

    def signs_at(self, face: Face) -> NDArray[np.uint8]:
        """The signs that hold on all days of each meeting."""
        found: NDArray[np.uint8] = self.signs.take(face.day - self.first)
        late, until = face.over
        found[late] &= self.signs.take(until - self.first)
        return found

    def curves(self, table: BurdenTable) -> tuple[WeekCurve, ...]:
        """The curve of each pattern; kept by the table's identity, which is quicker than comparing tables."""
        if id(table) not in self._curves:
            rest = self.kind.person.rest
            self._curves[id(table)] = (table, tuple(week_curve(table, p, rest) for p in self.patterns))
        return self._curves[id(table)][1]


def days_between(kind: Kind, first: int, last: int) -> Days:
    """The days of a kind from `first` to `last` at least; made once for each stretch of time."""
    return _blocks(kind, first // _BLOCK, last // _BLOCK)


@lru_cache(maxsize=8192)
def _blocks(kind: Kind, low: int, high: int) -> Days:
    first, count = low * _BLOCK, (high - low + 1) * _BLOCK
    patterns, which = _patterns(kind.person, range(first, first + count))
    weekdays = np.array([_weekdays(pattern) for pattern in patterns], np.bool_)
    works = weekdays[which, (np.arange(first, first + count) + _THURSDAY) % 7]
    signs = np.where(works, WORKS | OPEN, OPEN).astype(np.uint8)
    signs[[day - first for day in kind.holidays if first <= day < first + count]] &= WORKS
    return Days(kind, first, signs, patterns, which)


def _patterns(person: Person, days: range) -> tuple[tuple[WeeklyPattern | None, ...], NDArray[np.int64]]:
    """The different patterns of some days, and which of them holds on each."""
    only = person.patterns[0] if len(person.patterns) == 1 else None
    always = only is not None and only.start is None and only.end is None
    if only is not None and always and person.started is None and person.ended is None:
        return (only.pattern,), np.zeros(len(days), np.int64)
    runs = person.patterns_over(*(local_day(day * 86400) for day in (days[0], days[-1])))
    different = list({id(pattern): pattern for _, _, pattern in runs}.values())
    numbers = {id(pattern): number for number, pattern in enumerate(different)}
    lengths = [(end - start).days + 1 for start, end, _ in runs]
    return tuple(different), np.repeat([numbers[id(pattern)] for _, _, pattern in runs], lengths)


def _weekdays(pattern: WeeklyPattern | None) -> list[bool]:
    weekdays = pattern.weekdays if pattern is not None else ()
    return [day in weekdays for day in range(7)]

"""What many meetings mean to many people at once: points, own hours and working days as arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.burden import WEEK, minute_of_week
from farflung.engine.meetings.marks import Marks, marks
from farflung.engine.meetings.rates import Lot, Rates
from farflung.engine.model import Occurrence
from farflung.engine.time import epoch

_DAY = 86400
_WIDTH = 2 * WEEK + 1
_THURSDAY = 3
"""1970-01-01, day 0, was a Thursday."""

Cells = NDArray[np.float64]
Mask = NDArray[np.bool_]
Seconds = NDArray[np.int64]
Values = TypeVar("Values", Cells, Mask)


@dataclass(frozen=True, eq=False)
class Bill:
    """Meetings of `minutes` at `starts` (seconds since 1970) for some lots: arrays (lots, starts).

    `local` and `last` have a row for each different clock; `row` is that of each lot.
    """

    rates: Rates
    lots: Sequence[Lot]
    starts: Seconds
    minutes: int

    @cached_property
    def row(self) -> Seconds:
        """The row of each lot in `local` and `last`."""
        rows: dict[int, int] = {}
        return np.array([rows.setdefault(lot.face, len(rows)) for lot in self.lots], np.int64)

    @cached_property
    def local(self) -> Seconds:
        """What each clock shows when a meeting starts (clocks, starts)."""
        return self._shown(self.starts)

    @cached_property
    def last(self) -> Seconds:
        """What each clock shows in the last second of a meeting (clocks, starts)."""
        return self._shown(self.starts + (self.minutes * 60 - 1))

    @cached_property
    def burden(self) -> Cells:
        """Points."""
        curves, start = self.rates.points.reshape(-1), self._place
        found: Cells = curves.take(start + self.minutes) - curves.take(start)
        return self._with_jumps(found, "burden")

    @cached_property
    def own(self) -> Mask:
        """Whether all of it is inside own hours."""
        curves, start = self.rates.own.reshape(-1), self._place
        found: Mask = curves.take(start + self.minutes) - curves.take(start) == self.minutes
        return self._with_jumps(found, "own")

    @cached_property
    def weekday(self) -> Mask:
        """Whether it is on a day of the week on which they work, from its first second to its last."""
        first, last = (self._working(shown // _DAY) for shown in (self.local, self.last))
        found: Mask = first & last
        return found

    def _working(self, day: Seconds) -> Mask:
        found: Mask = self.rates.works[self._hours(day), ((day + _THURSDAY) % 7)[self.row]]
        return found

    def _shown(self, seconds: Seconds) -> Seconds:
        return self.rates.dials.local(list(dict.fromkeys(lot.face for lot in self.lots)), seconds)

    @cached_property
    def _place(self) -> Seconds:
        """Where each meeting starts in the curves, written one after the other."""
        found: Seconds = self._hours(self.local // _DAY) * _WIDTH + minute_of_week(self.local)[self.row]
        return found

    def _hours(self, day: Seconds) -> Seconds:
        """The number of the hours in force on each day; one column where nobody's hours change."""
        first, changing = self._runs
        if not changing:
            return first
        found = first.repeat(day.shape[1], axis=1)
        for number in changing:
            shown = day[self.row[number]]
            for since, hours in self.lots[number].runs[1:]:
                found[number, shown >= since] = hours
        return found

    @cached_property
    def _runs(self) -> tuple[Seconds, list[int]]:
        """The number of the first hours of each lot, and the lots that have others after them."""
        first = np.array([lot.runs[0][1] for lot in self.lots], np.int64)[:, None]
        return first, [number for number, lot in enumerate(self.lots) if len(lot.runs) > 1]

    def _with_jumps(self, found: Values, name: str) -> Values:
        """The values with those of meetings during which a clock changes, each worked out by itself."""
        for number, columns, exact in self._jumps:
            found[number, columns] = getattr(exact, name)
        return found

    @cached_property
    def _jumps(self) -> list[tuple[int, NDArray[np.int64], Marks]]:
        uneven = self.last - self.local != self.minutes * 60 - 1
        if not uneven.any():
            return []
        columns = {row: np.flatnonzero(uneven[row]) for row in np.flatnonzero(uneven.any(axis=1)).tolist()}
        return [
            (number, columns[row], self._exactly(self.lots[number].kind, columns[row]))
            for number, row in enumerate(self.row.tolist())
            if row in columns
        ]

    def _exactly(self, kind: Kind, columns: NDArray[np.int64]) -> Marks:
        return marks(kind, self.starts[columns], self.minutes, self.rates.table)


def carried(rates: Rates, kinds: Iterable[Kind], held: Sequence[Occurrence]) -> list[float]:
    """The points of each kind over all these meetings, to two decimals."""
    lots, which = rates.lots_of(kinds)
    starts = np.array([epoch(o.start) for o in held], np.int64)
    lengths = (np.array([epoch(o.end) for o in held], np.int64) - starts) // 60
    points = np.zeros(len(lots))
    for minutes in set(lengths.tolist()):
        if minutes > 0 and lots:
            points += Bill(rates, lots, starts[lengths == minutes], minutes).burden.sum(axis=1)
    return [round(each, 2) for each in points[which].tolist()]

"""A typical week: how many people work in each half hour of the reader's week."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from farflung.draw.heat import SLOTS, Week
from farflung.engine.atlas import SLOT
from farflung.engine.time import epoch
from farflung.report.summary import Summary
from farflung.report.times import city

_WEEK = 7 * SLOTS
_MONDAY = 3 * SLOTS
"""1970-01-01 was a Thursday: three days after a Monday."""

_MISSING = 12
"""A week may lack so many half hours (clocks put forward, the window's ends) and still count."""


class Halves:
    """The reader's half hours of a window, sorted into weeks: made once for all that is asked about them."""

    def __init__(self, summary: Summary) -> None:
        grid = self._grid = summary.atlas.grid(summary.window)
        seconds = epoch(grid.start) + np.arange(grid.slots, dtype=np.int64) * int(SLOT.total_seconds())
        halves = (seconds + summary.reader.offsets(seconds)) // 1800
        self._summary = summary
        self._starts = np.flatnonzero(np.diff(halves, prepend=halves[0] - 1))
        self._ends = np.append(self._starts[1:], grid.slots) - 1
        weeks, self._halves = np.divmod(halves[self._starts] + _MONDAY, _WEEK)
        self._weeks = weeks - weeks[0]
        there = self._by_week(np.ones(len(self._starts), np.int64)) > 0
        self._whole = (~there).sum(axis=1) <= _MISSING

    def typical(self, people: Sequence[str] | None = None) -> Week:
        """The median over the window's weeks, so that one holiday does not bend the picture.

        Both quarters of a half hour count with the smaller of them: nobody is promised who leaves halfway.
        """
        counts = self._summary.at_work if people is None else self._grid.counts(people)
        weeks = self._by_week(np.minimum.reduceat(counts, self._starts))
        whole = weeks[self._whole]
        typical = np.median(whole, axis=0) if len(whole) else weeks.max(axis=0)
        flat = [max(int(value), 0) for value in typical]
        size = len(self._summary.atlas.people) if people is None else len(people)
        rows = tuple(tuple(flat[day * SLOTS : (day + 1) * SLOTS]) for day in range(7))
        return Week(rows, size, city(self._summary.reader))

    def shared(self, people: Sequence[str]) -> timedelta:
        """`shared_hours` of their typical week, from the time in which all of them are at work alone."""
        rows = sorted(set(self._grid.row_of[[self._grid.index[person] for person in people]].tolist()))
        together = np.logical_and.reduce(self._grid.rows[rows], axis=0)
        weeks = self._by_week(self._throughout(together))
        whole = weeks[self._whole]
        often = (whole > 0).sum(axis=0) > len(whole) // 2 if len(whole) else weeks.max(axis=0) > 0
        return int(often.sum()) * timedelta(minutes=30)

    def _throughout(self, slots: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The half hours all of whose slots are true; they have two, more where clocks are put back."""
        found = slots[self._starts]
        for later in range(1, int((self._ends - self._starts).max()) + 1):
            found &= slots[np.minimum(self._starts + later, self._ends)]
        return found

    def _by_week(self, values: NDArray[Any]) -> NDArray[np.int64]:
        """Values of the half hours as (weeks, half hours of a week); -1 where the window has none."""
        table = np.full((int(self._weeks[-1]) + 1, _WEEK), -1)
        table[self._weeks, self._halves] = values
        return table


def typical_week(summary: Summary, people: Sequence[str] | None = None) -> Week:
    """How many of some people, or of all, are at work in each half hour of the reader's typical week."""
    return Halves(summary).typical(people)


def shared_hours(week: Week) -> timedelta:
    """Elapsed time a week in which everybody of a typical week is at work."""
    halves = sum(1 for day in week.counts for n in day if n == week.people and n > 0)
    return halves * timedelta(minutes=30)

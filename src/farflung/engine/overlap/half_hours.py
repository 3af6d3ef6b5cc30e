"""The half hours of a week on one reader's clock, made of quarter hours of elapsed time."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from farflung.engine.time import Zone, epoch

HALVES = 48
"""Half hours of a day."""

_WEEK = 7 * HALVES
_MONDAY = 3 * HALVES
"""1970-01-01 was a Thursday: three days after a Monday."""

_MISSING = 12
"""A week may lack so many half hours (clocks put forward, the window's ends) and still count."""

_QUARTER = 900


class HalfHours:
    """The half hours of a window on the clock of a zone, sorted into weeks: made once for all questions.

    `slots` are the quarter hours from `start`. Weeks begin with Monday.
    """

    def __init__(self, start: datetime, slots: int, zone: Zone) -> None:
        seconds = epoch(start) + np.arange(slots, dtype=np.int64) * _QUARTER
        halves = (seconds + zone.offsets(seconds)) // 1800
        self._starts = np.flatnonzero(np.diff(halves, prepend=halves[0] - 1))
        self._ends = np.append(self._starts[1:], slots) - 1
        weeks, self._halves = np.divmod(halves[self._starts] + _MONDAY, _WEEK)
        self._weeks = weeks - weeks[0]
        there = self._by_week(np.ones(len(self._starts), np.int64)) > 0
        self._whole = (~there).sum(axis=1) <= _MISSING

    def typical(self, counts: NDArray[Any]) -> tuple[tuple[int, ...], ...]:
        """By weekday and half hour the median over the weeks, so that one holiday does not bend it.

        Both quarters of a half hour count with the smaller of them: nobody is promised who leaves halfway.
        A window without a whole week is taken as parts of one.
        """
        weeks = self._by_week(np.minimum.reduceat(counts, self._starts))
        whole = weeks[self._whole]
        typical = np.median(whole, axis=0) if len(whole) else weeks.max(axis=0)
        flat = [max(int(value), 0) for value in typical]
        return tuple(tuple(flat[day * HALVES : (day + 1) * HALVES]) for day in range(7))

    def usual(self, slots: NDArray[np.bool_]) -> timedelta:
        """Time of a typical week in which all slots of the half hour are true."""
        weeks = self._by_week(self._throughout(slots))
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

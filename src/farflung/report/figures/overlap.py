"""A typical week: how many people work in each half hour of the reader's week."""

from collections.abc import Sequence
from datetime import timedelta

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


def typical_week(summary: Summary, people: Sequence[str] | None = None) -> Week:
    """The median over the window's weeks, so that one holiday does not bend the picture.

    Both quarters of a half hour count with the smaller of them: nobody is promised who leaves halfway.
    """
    grid = summary.atlas.grid(summary.window)
    starts, halves = _halves(summary)
    lowest = np.minimum.reduceat(grid.counts(people), starts)
    weeks, slots = np.divmod(halves + _MONDAY, _WEEK)
    table = np.full((int(weeks[-1] - weeks[0]) + 1, _WEEK), -1)
    table[weeks - weeks[0], slots] = lowest
    whole = table[(table < 0).sum(axis=1) <= _MISSING]
    typical = np.median(whole, axis=0) if len(whole) else table.max(axis=0)
    flat = [max(int(value), 0) for value in typical]
    size = len(summary.atlas.people) if people is None else len(people)
    rows = tuple(tuple(flat[day * SLOTS : (day + 1) * SLOTS]) for day in range(7))
    return Week(rows, size, city(summary.reader))


def _halves(summary: Summary) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each of the reader's half hours begins in the grid, and its number since 1970 on their clock."""
    grid = summary.atlas.grid(summary.window)
    seconds = epoch(grid.start) + np.arange(grid.slots, dtype=np.int64) * int(SLOT.total_seconds())
    halves = (seconds + summary.reader.offsets(seconds)) // 1800
    starts = np.flatnonzero(np.diff(halves, prepend=halves[0] - 1))
    return starts, halves[starts]


def shared_hours(week: Week) -> timedelta:
    """Elapsed time a week in which everybody of a typical week is at work."""
    halves = sum(1 for day in week.counts for n in day if n == week.people and n > 0)
    return halves * timedelta(minutes=30)

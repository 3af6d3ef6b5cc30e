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
_MONDAY = 3
"""1970-01-01 was a Thursday, the fourth day of a week that begins on Monday."""


def typical_week(summary: Summary, people: Sequence[str] | None = None) -> Week:
    """The median over the window's weeks, so that one holiday does not bend the picture.

    Both quarters of a half hour count with the smaller of them: nobody is promised who leaves halfway.
    """
    grid = summary.atlas.grid(summary.window)
    seconds = epoch(grid.start) + np.arange(grid.slots) * int(SLOT.total_seconds())
    local = seconds + summary.reader.offsets(seconds.astype(np.int64))
    days, rest = np.divmod(local, 86400)
    half = ((days + _MONDAY) % 7) * SLOTS + rest // 1800
    counts = grid.counts(people)
    size = len(summary.atlas.people) if people is None else len(people)
    flat = [_typical(counts[half == slot], local[half == slot]) for slot in range(_WEEK)]
    rows = tuple(tuple(flat[day * SLOTS : (day + 1) * SLOTS]) for day in range(7))
    return Week(rows, size, city(summary.reader))


def _typical(counts: NDArray[np.int32], local: NDArray[np.int64]) -> int:
    if not len(counts):
        return 0
    starts = np.unique(local // 1800, return_index=True)[1]
    return int(np.median(np.minimum.reduceat(counts, starts)))


def shared_hours(week: Week) -> timedelta:
    """Elapsed time a week in which everybody of a typical week is at work."""
    halves = sum(1 for day in week.counts for n in day if n == week.people and n > 0)
    return halves * timedelta(minutes=30)

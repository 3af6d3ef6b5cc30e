"""What many starts look like on one clock: shared by everybody who lives by it, whatever their hours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Clock
from farflung.engine.meetings.burden import minute_of_week
from farflung.engine.model import DAY_MINUTES

Hours = tuple[int, int]
"""Local minutes of a day: from, and up to (1440 is midnight)."""

Seconds = NDArray[np.int64]
Mask = NDArray[np.bool_]
DAY = 86400


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """Meetings of `minutes` at `starts`, as the clock shows them.

    `local` seconds of the start, `day` of the start and `until` of the last second (days since 1970, from
    `first` to `final`), `week` minute of the start, `jumps` the numbers of those during which the clock
    changes, and `fits`: inside the hours asked for.
    """

    starts: Seconds
    minutes: int
    local: Seconds
    day: Seconds
    until: Seconds
    first: int
    final: int
    week: Seconds
    jumps: tuple[int, ...]
    fits: Mask


def face_of(clock: Clock, starts: Seconds, minutes: int, acceptable: Hours | None = None) -> Face:
    """The face of a clock for some starts (seconds since 1970)."""
    local = clock.local(starts)
    last = clock.local(starts + (minutes * 60 - 1))
    jumps = np.flatnonzero(last - local != minutes * 60 - 1)
    day, until = local // DAY, last // DAY
    fits = fitting(local, last, acceptable)
    first, final = (int(day.min()), int(until.max())) if len(starts) else (0, 0)
    week = minute_of_week(local)
    return Face(starts, minutes, local, day, until, first, final, week, tuple(jumps.tolist()), fits)


def fitting(local: Seconds, last: Seconds, acceptable: Hours | None) -> Mask:
    """Whether all of it lies inside the hours, `last` being the local second before the end."""
    if acceptable is None:
        return np.ones(len(local), np.bool_)
    low, high = acceptable
    start, end = local // 60 % DAY_MINUTES, last // 60 % DAY_MINUTES
    found: Mask = (local // DAY == last // DAY) & (start >= low) & (end < high)
    return found

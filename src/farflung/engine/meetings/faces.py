"""What many starts look like on the clocks of several people: the same for all who see the same hour."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Clock
from farflung.engine.meetings.burden import minute_of_week
from farflung.engine.model import DAY_MINUTES

Hours = tuple[int, int]
"""Local minutes of a day: from, and up to (1440 is midnight)."""

Seconds = NDArray[np.int64]
Mask = NDArray[np.bool_]
Piece = tuple[int, int, int]
"""Where a clock runs evenly: the day (since 1970), the minute of the week, and for how many minutes."""

Runs = tuple[tuple[int, int], ...]
"""The offsets of a clock, each with the second since which it holds."""

DAY = 86400
_THURSDAY = 3
"""1970-01-01, day 0, was a Thursday."""


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """Meetings of `minutes` at some starts, as the clock shows them.

    `local` seconds of the start, its `day` (since 1970) and `week` minute. `over`: the numbers of those that
    end on another day, and which; `jumps`: of those during which the clock changes, with the pieces of even
    time; `fits`: inside the hours asked for.
    """

    minutes: int
    local: Seconds
    day: Seconds
    week: Seconds
    over: tuple[Seconds, Seconds]
    jumps: tuple[tuple[int, tuple[Piece, ...]], ...]
    fits: Mask


@dataclass(frozen=True, eq=False, slots=True)
class Faces:
    """The face of each clock; `reach` are two days (since 1970) between which all that they show lies."""

    of: dict[Clock, Face]
    reach: tuple[int, int]


def faces_of(
    clocks: Iterable[Clock], starts: Seconds, minutes: int, acceptable: Hours | None = None
) -> Faces:
    """The faces of clocks for some starts (seconds since 1970); clocks that show the same share one."""
    low, high = (int(starts.min()), int(starts.max()) + minutes * 60) if len(starts) else (0, 0)
    runs = {clock: runs_of(clock, low, high) for clock in clocks}
    series = _series(starts)
    faces = {
        own: _kept(own, series, minutes, acceptable) if series else _face(own, starts, minutes, acceptable)
        for own in set(runs.values())
    }
    offsets = [offset for own in faces for _, offset in own] or [0]
    reach = (low + min(offsets)) // DAY, (high + max(offsets)) // DAY
    return Faces({clock: faces[own] for clock, own in runs.items()}, reach)


def offset_at(clock: Clock, second: int) -> int:
    """Seconds east of UTC at one moment."""
    since, offsets = _changes(clock)
    return offsets[bisect_right(since, second) - 1]


def runs_of(clock: Clock, low: int, high: int) -> Runs:
    """The offsets of a clock from a second up to another."""
    since, offsets = _changes(clock)
    first, last = bisect_right(since, low), bisect_left(since, high)
    if first >= last:
        return ((low, offsets[first - 1]),)
    return ((low, offsets[first - 1]), *zip(since[first:last], offsets[first:last], strict=True))


@lru_cache(maxsize=4096)
def _changes(clock: Clock) -> tuple[list[int], list[int]]:
    """When the clock changes and to which offsets, as plain numbers: quicker than arrays one at a time."""
    return clock.starts.tolist(), clock.offsets.tolist()


def _series(starts: Seconds) -> range | None:
    """The starts as a range, where they are one and neither few nor very many: then it pays to keep faces."""
    if not 100 <= len(starts) <= 4000:
        return None
    first, step = int(starts[0]), int(starts[1] - starts[0])
    even = step > 0 and bool((np.diff(starts) == step).all())
    return range(first, first + step * len(starts), step) if even else None


@lru_cache(maxsize=128)
def _kept(runs: Runs, series: range, minutes: int, acceptable: Hours | None) -> Face:
    """The face for all who see the same hour; whoever asks about a window again finds it made."""
    starts = np.arange(series.start, series.stop, series.step, dtype=np.int64)
    face = _face(runs, starts, minutes, acceptable)
    for shared in (face.local, face.day, face.week, face.fits):
        shared.flags.writeable = False
    return face


def _face(runs: Runs, starts: Seconds, minutes: int, acceptable: Hours | None) -> Face:
    local, last = _read(runs, starts), _read(runs, starts + (minutes * 60 - 1))
    uneven = (last - local != minutes * 60 - 1).nonzero()[0].tolist() if len(runs) > 1 else []
    jumps = tuple((number, _pieces(runs, int(starts[number]), minutes)) for number in uneven)
    day, until = local // DAY, last // DAY
    over = (until != day).nonzero()[0]
    fits = fitting(local, last, acceptable)
    return Face(minutes, local, day, minute_of_week(local), (over, until[over]), jumps, fits)


def fitting(local: Seconds, last: Seconds, acceptable: Hours | None) -> Mask:
    """Whether all of it lies inside the hours, `last` being the local second before the end."""
    if acceptable is None:
        return np.ones(local.shape, np.bool_)
    low, high = acceptable
    midnight = local // DAY * DAY
    found: Mask = (local - midnight >= low * 60) & (last - midnight < high * 60) & (last >= midnight)
    return found


def _read(runs: Runs, seconds: Seconds) -> Seconds:
    """What a clock shows."""
    local = seconds + runs[0][1]
    for since, offset in runs[1:]:
        local = np.where(seconds < since, local, seconds + offset)
    return local


def _pieces(runs: Runs, start: int, minutes: int) -> tuple[Piece, ...]:
    """The even pieces of one meeting."""
    end = start + minutes * 60
    edges = [start, *(since for since, _ in runs if start < since < end), end]
    return tuple(_piece(runs, begin, until) for begin, until in pairwise(edges))


def _piece(runs: Runs, begin: int, until: int) -> Piece:
    offset = next(offset for since, offset in reversed(runs) if since <= begin)
    day, second = divmod(begin + offset, DAY)
    return day, (day + _THURSDAY) % 7 * DAY_MINUTES + second // 60, (until - begin) // 60

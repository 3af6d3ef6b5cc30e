"""Stretches of time in which two clocks keep the same distance, and what was usual before each.

Toronto and Lisbon are five hours apart, but four from the second to the last Sunday of March: that
stretch is an *exception*, its usual distance is five hours, and the stretch after it is a return.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np

from farflung.engine.atlas import AFTER, BEFORE, Clock
from farflung.engine.time import Span, epoch

LONGEST_EXCEPTION = timedelta(days=45)
"""A distance that comes back within this was an exception (Ramadan in Morocco takes five weeks)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` (seconds since 1970) the other clock is `apart` seconds ahead of the anchor.

    `usual` is the distance that people were used to. `exception`: it comes back within weeks. `news`: it
    is not what people were used to; a return is none, nor is what a journey brings.
    """

    start: int
    end: int
    apart: int
    usual: int
    exception: bool
    news: bool

    @property
    def shift(self) -> timedelta:
        """How much later (negative: earlier) the other clock shows the anchor's hour than usual."""
        return timedelta(seconds=self.apart - self.usual)

    def matters(self, window: Span) -> bool:
        """News that begin in a window; an exception also where the window begins in the middle of it."""
        low, high = epoch(window.start), epoch(window.end)
        return self.news and self.start < high and (self.exception or self.start >= low)


@lru_cache(maxsize=16384)
def stretches(anchor: Clock, other: Clock, wide: Span) -> tuple[Stretch, ...]:
    """The stretches of a window, which should begin and end well outside the time of interest."""
    edges = _edges(anchor, other, wide)
    starts = np.array(edges[:-1], np.int64)
    apart = (other.offset(starts) - anchor.offset(starts)).tolist()
    pieces = _merged(edges, apart)
    journeys = {start for start, _ in other.zones[1:]}
    return tuple(_stretch(pieces, index, journeys) for index in range(len(pieces)))


@lru_cache(maxsize=16384)
def news(anchor: Clock, other: Clock, window: Span) -> tuple[Stretch, ...]:
    """The stretches that are news to the people of a window, and known well beyond it."""
    wide = Span(window.start - BEFORE, window.end + AFTER)
    return tuple(stretch for stretch in stretches(anchor, other, wide) if stretch.matters(window))


def _edges(anchor: Clock, other: Clock, wide: Span) -> list[int]:
    low, high = epoch(wide.start), epoch(wide.end)
    inner = {int(s) for clock in (anchor, other) for s in clock.starts if low < s < high}
    return [low, *sorted(inner), high]


def _merged(edges: list[int], apart: list[int]) -> list[tuple[int, int, int]]:
    """(start, end, apart) without the borders at which both clocks changed alike."""
    out: list[tuple[int, int, int]] = []
    for start, end, distance in zip(edges[:-1], edges[1:], apart, strict=True):
        if out and out[-1][2] == distance:
            out[-1] = (out[-1][0], end, distance)
        else:
            out.append((start, end, distance))
    return out


def _stretch(pieces: list[tuple[int, int, int]], index: int, journeys: set[int]) -> Stretch:
    start, end, apart = pieces[index]
    before = pieces[index - 1][2] if index else apart
    exception = _is_exception(pieces, index)
    back = index > 0 and _is_exception(pieces, index - 1)
    news = index > 0 and not back and start not in journeys
    return Stretch(start, end, apart, apart if back else before, exception, news)


def _is_exception(pieces: list[tuple[int, int, int]], index: int) -> bool:
    if not 0 < index < len(pieces) - 1:
        return False
    start, end, _ = pieces[index]
    short = end - start <= LONGEST_EXCEPTION.total_seconds()
    return short and pieces[index - 1][2] == pieces[index + 1][2]

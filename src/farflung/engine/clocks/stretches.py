"""Stretches of time in which two clocks keep the same distance, and what was usual before each.

Toronto and Lisbon are five hours apart, but four from the second to the last Sunday of March: that
stretch is an *exception*, its usual distance is five hours, and the stretch after it is a return.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

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

    def matters(self, low: int, high: int) -> bool:
        """News that begin between two seconds; an exception also where the first is in the middle of it."""
        return self.news and self.start < high and (self.exception or self.start >= low)


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A window with the time around it for which clocks are looked at; known by identity.

    Thousands of pairs of clocks are asked about one window, and to find it by value would cost the most.
    """

    window: Span
    wide: Span


@lru_cache(maxsize=64)
def frame_of(window: Span) -> Frame:
    """The frame of a window, wide enough to say what was usual before, and until when it lasts."""
    return Frame(window, Span(window.start - BEFORE, window.end + AFTER))


@lru_cache(maxsize=64)
def _whole(wide: Span) -> Frame:
    return Frame(wide, wide)


def stretches(anchor: Clock, other: Clock, wide: Span) -> tuple[Stretch, ...]:
    """The stretches of a window, which should begin and end well outside the time of interest."""
    frame = _whole(wide)
    return _between(_shape(anchor, frame), _shape(other, frame), frame)


def news(anchor: Clock, other: Clock, frame: Frame) -> tuple[Stretch, ...]:
    """The stretches that are news to the people of a window, and known well beyond it."""
    return _news(_shape(anchor, frame), _shape(other, frame), frame)


@lru_cache(maxsize=4096)
def regime(anchor: Clock, frame: Frame) -> tuple[tuple[int, int], ...]:
    """When a clock changes and by how much: where that is the same, a series that follows it moves alike."""
    first, *later = _shape(anchor, frame).offsets
    return tuple((since, offset - first[1]) for since, offset in later)


@dataclass(frozen=True, eq=False, slots=True)
class _Shape:
    """What a clock does in a window: two zones of the same shape are apart from a third alike.

    `offsets` with the second from which each holds; `journeys` are the seconds at which a stay begins.
    Clocks of the same shape share one, which is then known by identity.
    """

    offsets: tuple[tuple[int, int], ...]
    journeys: frozenset[int]


@lru_cache(maxsize=4096)
def _shape(clock: Clock, frame: Frame) -> _Shape:
    return _same_shape(clock.within(frame.wide), frozenset(start for start, _ in clock.zones[1:]))


@lru_cache(maxsize=4096)
def _same_shape(offsets: tuple[tuple[int, int], ...], journeys: frozenset[int]) -> _Shape:
    return _Shape(offsets, journeys)


@lru_cache(maxsize=16384)
def _news(anchor: _Shape, other: _Shape, frame: Frame) -> tuple[Stretch, ...]:
    low, high = epoch(frame.window.start), epoch(frame.window.end)
    return tuple(stretch for stretch in _between(anchor, other, frame) if stretch.matters(low, high))


@lru_cache(maxsize=16384)
def _between(anchor: _Shape, other: _Shape, frame: Frame) -> tuple[Stretch, ...]:
    mine, theirs = dict(anchor.offsets), dict(other.offsets)
    edges, apart = sorted(mine.keys() | theirs.keys()), []
    here, there = anchor.offsets[0][1], other.offsets[0][1]
    for edge in edges:
        here, there = mine.get(edge, here), theirs.get(edge, there)
        apart.append(there - here)
    pieces = _merged([*edges, epoch(frame.wide.end)], apart)
    return tuple(_stretch(pieces, index, other.journeys) for index in range(len(pieces)))


def _merged(edges: list[int], apart: list[int]) -> list[tuple[int, int, int]]:
    """(start, end, apart) without the borders at which both clocks changed alike."""
    out: list[tuple[int, int, int]] = []
    for start, end, distance in zip(edges[:-1], edges[1:], apart, strict=True):
        if out and out[-1][2] == distance:
            out[-1] = (out[-1][0], end, distance)
        else:
            out.append((start, end, distance))
    return out


def _stretch(pieces: list[tuple[int, int, int]], index: int, journeys: frozenset[int]) -> Stretch:
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

"""Burden: what an hour of meeting costs a person, by their own clock.

The points come from a table of bands on the clock's face (`farflung.rulepacks`), integrated by the
minute, and a person's own word comes first where it is known:

* inside the hours that a person has written down nothing is a burden, be it 22:00;
* inside a rest window that a person has chosen every hour costs what a night hour costs;
* hours that were only assumed, and the rest window that everybody starts with (22:00-07:00), are
  nobody's word: there the bands hold.

A day off does not change the points: a meeting on somebody's holiday is a clash, not a late hour.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, Clock, clock_of
from farflung.engine.model import DAY_MINUTES, Person, RestWindow, WeeklyPattern
from farflung.engine.time import Span, epoch
from farflung.rulepacks import BurdenTable

WEEK = 7 * DAY_MINUTES
_MONDAY = 4 * DAY_MINUTES
"""1970-01-01 was a Thursday: the first Monday is four days in."""

_EVERYBODYS_REST = RestWindow()
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
Minutes = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, eq=False, slots=True)
class WeekCurve:
    """Points and own minutes summed up from Monday 00:00 to each local minute of two weeks running, so that
    a meeting over the end of a week needs no care (length 20,161)."""

    points: NDArray[np.float64]
    own: NDArray[np.int16]

    def burden(self, start: Minutes, length: int) -> NDArray[np.float64]:
        """Points for `length` minutes (a week at most) from local minutes of the week."""
        found: NDArray[np.float64] = self.points[start + length] - self.points[start]
        return found

    def inside(self, start: Minutes, length: int) -> NDArray[np.bool_]:
        """Whether all of the `length` minutes are own hours."""
        found: NDArray[np.bool_] = self.own[start + length] - self.own[start] == length
        return found


@lru_cache(maxsize=512)
def week_curve(table: BurdenTable, pattern: WeeklyPattern | None, rest: RestWindow | None) -> WeekCurve:
    """The curve of everybody with these hours and this rest window."""
    day = np.concatenate([np.full(b.end - b.start, b.points / 60) for b in table.bands])
    rate = np.tile(day, 7)
    if rest is not None and rest != _EVERYBODYS_REST:
        night = max(b.points for b in table.bands) / 60
        rate[_daily(rest.start, rest.end)] = night
    own = _own_minutes(pattern)
    if pattern is not None and not pattern.assumed:
        rate[own] = 0.0
    return WeekCurve(_summed(rate, np.float64), _summed(own, np.int16))


def minute_of_week(local: NDArray[np.int64]) -> Minutes:
    """Local seconds since 1970 as minutes after Monday 00:00."""
    found: Minutes = (local // 60 - _MONDAY) % WEEK
    return found


def burden(atlas: Atlas, person: Person, span: Span, table: BurdenTable) -> float:
    """The points that a meeting costs one person, exactly, also across a change of clocks or of place."""
    clock = clock_of(atlas.whereabouts(person, span), atlas.zones)
    return burden_by(clock, person, epoch(span.start), epoch(span.end), table)


def burden_by(clock: Clock, person: Person, start: int, end: int, table: BurdenTable) -> float:
    """The same from seconds since 1970, for everybody with this clock and the hours of `person`."""
    pieces = _even_pieces(clock, start, end)
    return sum(float(_curve(person, local, table).burden(week, length)) for local, week, length in pieces)


def _even_pieces(clock: Clock, start: int, end: int) -> list[tuple[int, Minutes, int]]:
    """Where the clock runs evenly: its reading, that as a minute of the week, and for how many minutes."""
    inner = [int(s) for s in clock.starts if start < s < end]
    edges = np.array([start, *inner, end], np.int64)
    local, lengths = clock.local(edges[:-1]), np.diff(edges) // 60
    week = minute_of_week(local)
    return [(int(local[n]), week[n], int(length)) for n, length in enumerate(lengths)]


def _curve(person: Person, local: int, table: BurdenTable) -> WeekCurve:
    return week_curve(table, person.pattern_on(local_day(local)), person.rest)


def local_day(local: int) -> date:
    """The date of local seconds since 1970."""
    return date.fromordinal(local // 86400 + _EPOCH_ORDINAL)


def _daily(start: int, end: int) -> NDArray[np.bool_]:
    day = np.zeros(DAY_MINUTES, np.bool_)
    day[np.arange(start, end) % DAY_MINUTES] = True
    return np.tile(day, 7)


def _own_minutes(pattern: WeeklyPattern | None) -> NDArray[np.bool_]:
    own = np.zeros(WEEK, np.bool_)
    for block in pattern.blocks if pattern else ():
        first = block.weekday * DAY_MINUTES
        own[np.arange(first + block.start, first + block.end) % WEEK] = True
    return own


def _summed(rate: NDArray[Any], kind: type[Number]) -> NDArray[Number]:
    found = np.zeros(2 * WEEK + 1, kind)
    np.cumsum(np.tile(rate, 2), dtype=kind, out=found[1:])
    return found

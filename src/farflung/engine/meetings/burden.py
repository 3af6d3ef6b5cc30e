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
    """Points and own minutes from Monday 00:00 up to each local minute of the week (length 10,081)."""

    points: NDArray[np.float64]
    own: NDArray[np.int64]

    def burden(self, start: Minutes, length: int) -> NDArray[np.float64]:
        """Points for `length` minutes from local minutes of the week."""
        whole, rest = np.divmod(start + length, WEEK)
        found: NDArray[np.float64] = whole * self.points[-1] + self.points[rest] - self.points[start]
        return found

    def inside(self, start: Minutes, length: int) -> NDArray[np.bool_]:
        """Whether all of the `length` minutes are own hours."""
        whole, rest = np.divmod(start + length, WEEK)
        found: NDArray[np.bool_] = whole * self.own[-1] + self.own[rest] - self.own[start] == length
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
    return WeekCurve(_summed(rate, np.float64), _summed(own, np.int64))


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
    inner = [int(s) for s in clock.starts if start < s < end]
    edges = np.array([start, *inner, end], np.int64)
    pieces = zip(clock.local(edges[:-1]).tolist(), np.diff(edges).tolist(), strict=True)
    return sum(_piece(person, local, seconds, table) for local, seconds in pieces)


def local_day(local: int) -> date:
    """The date of local seconds since 1970."""
    return date.fromordinal(local // 86400 + _EPOCH_ORDINAL)


def _piece(person: Person, local: int, seconds: int, table: BurdenTable) -> float:
    curve = week_curve(table, person.pattern_on(local_day(local)), person.rest)
    start = minute_of_week(np.array([local], np.int64))
    return float(curve.burden(start, seconds // 60)[0])


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
    return np.concatenate(([0], np.cumsum(rate))).astype(kind)

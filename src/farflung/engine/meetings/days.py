"""The days of a kind of people as arrays: which are working days, which are holidays, which hours hold."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.burden import local_day
from farflung.engine.model import Person, WeeklyPattern

_BLOCK = 128
_THURSDAY = 3
"""1970-01-01, day 0, was a Thursday."""


@dataclass(frozen=True, eq=False, slots=True)
class Days:
    """Arrays by day from day `first` (since 1970) on; `which` is the number of the day's pattern."""

    first: int
    works: NDArray[np.bool_]
    holiday: NDArray[np.bool_]
    patterns: tuple[WeeklyPattern | None, ...]
    which: NDArray[np.int64]


def days_between(kind: Kind, first: int, last: int) -> Days:
    """The days of a kind from `first` to `last` at least; made once for each stretch of time."""
    return _blocks(kind, first // _BLOCK, last // _BLOCK)


@lru_cache(maxsize=8192)
def _blocks(kind: Kind, low: int, high: int) -> Days:
    first, count = low * _BLOCK, (high - low + 1) * _BLOCK
    days = range(first, first + count)
    holiday = np.array([day in kind.holidays for day in days], np.bool_)
    patterns, which = _patterns(kind.person, days)
    weekdays = np.array([_weekdays(pattern) for pattern in patterns], np.bool_)
    works: NDArray[np.bool_] = weekdays[which, (np.arange(first, first + count) + _THURSDAY) % 7]
    return Days(first, works, holiday, patterns, which)


def _patterns(person: Person, days: range) -> tuple[tuple[WeeklyPattern | None, ...], NDArray[np.int64]]:
    """The different patterns of some days, and which of them holds on each."""
    only = person.patterns[0] if len(person.patterns) == 1 else None
    always = only is not None and only.start is None and only.end is None
    if only is not None and always and person.started is None and person.ended is None:
        return (only.pattern,), np.zeros(len(days), np.int64)
    runs = person.patterns_over(*(local_day(day * 86400) for day in (days[0], days[-1])))
    different = list({id(pattern): pattern for _, _, pattern in runs}.values())
    numbers = {id(pattern): number for number, pattern in enumerate(different)}
    lengths = [(end - start).days + 1 for start, end, _ in runs]
    return tuple(different), np.repeat([numbers[id(pattern)] for _, _, pattern in runs], lengths)


def _weekdays(pattern: WeeklyPattern | None) -> list[bool]:
    return [pattern is not None and day in pattern.weekdays for day in range(7)]

"""What an hour of meeting costs whom: worked out once for all whose clocks and hours are the same.

A company has thousands of kinds of people, for every country and region has its own holidays; what a meeting
costs them differs far less. Here people are told apart by clock and hours alone.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind, Kinds
from farflung.engine.meetings.burden import WEEK, local_day, week_curve
from farflung.engine.meetings.dials import dials_of
from farflung.engine.model import Person, RestWindow, WeeklyPattern
from farflung.rulepacks import BurdenTable

_ROWS = 64
"""Rows at first: memory that is not written to costs nothing."""

Runs = tuple[tuple[int, int], ...]
"""The first day (since 1970) of each of somebody's weekly hours, and the number of these; in their order."""


@dataclass(frozen=True, eq=False, slots=True)
class Lot:
    """Everybody with the same clock, home and hours. `kind` is one of theirs, whose holidays do not matter.

    `face` and `home` number what their clock shows, with journeys and without; `runs` are their hours.
    """

    kind: Kind
    face: int
    home: int
    runs: Runs


class Rates:
    """The lots of a company under one table of points; kinds are sorted into them as they are asked for.

    `points` and `own` are the curves of all different hours, a row for each (`burden.WeekCurve`); `works`
    says on which weekdays work starts. Rows beyond the last hours are empty.
    """

    def __init__(self, kinds: Kinds, table: BurdenTable) -> None:
        self.table = table
        self.lots: list[Lot] = []
        self.dials = dials_of(kinds)
        self.points = np.empty((_ROWS, 2 * WEEK + 1))
        self.own = np.empty((_ROWS, 2 * WEEK + 1), np.int16)
        self.works = np.empty((_ROWS, 7), np.bool_)
        self._known = kinds.wide.start.date(), kinds.wide.end.date()
        self._lot_of: dict[int, int] = {}
        self._lots: dict[Hashable, int] = {}
        self._hours: dict[Hashable, int] = {}

    def lots_of(self, kinds: Iterable[Kind]) -> tuple[list[Lot], NDArray[np.int64]]:
        """The different lots of some kinds, in the order of first sight, and for each kind which it is."""
        found: dict[int, int] = {}
        known = self._lot_of
        numbers = (known[k.number] if k.number in known else self._lot(k) for k in kinds)
        which = [found.setdefault(number, len(found)) for number in numbers]
        return [self.lots[number] for number in found], np.array(which, np.int64)

    def _lot(self, kind: Kind) -> int:
        number = self._lot_of[kind.number] = self._sorted(kind)
        return number

    def _sorted(self, kind: Kind) -> int:
        """Patterns are known by identity: readers make one for many people, and the kinds hold them."""
        person, (first, last) = kind.person, self._known
        patterns = tuple((id(p.pattern), p.start, p.end) for p in person.patterns)
        started = person.started if person.started and person.started > first else None
        ended = person.ended if person.ended and person.ended < last else None
        face, home = self.dials.number(kind.clock), self.dials.number(kind.home)
        key = (face, home, patterns, person.rest, started, ended)
        number = self._lots.get(key)
        if number is None:
            number = self._lots[key] = len(self.lots)
            steady = len(patterns) == 1 and patterns[0][1:] == (None, None) == (started, ended)
            self.lots.append(Lot(kind, face, home, self._runs(person, steady)))
        return number

    def _runs(self, person: Person, steady: bool) -> Runs:
        """The hours of somebody; `steady` are those who have the same ones all the time."""
        day, (first, last) = local_day(0), self._known
        if steady:
            return (((first - day).days, self._number(person.patterns[0].pattern, person.rest)),)
        runs = person.patterns_over(first, last)
        return tuple(((start - day).days, self._number(pattern, person.rest)) for start, _, pattern in runs)

    def _number(self, pattern: WeeklyPattern | None, rest: RestWindow | None) -> int:
        """The number of some hours; their row is written when they are first seen."""
        key = (id(pattern), rest)
        number = self._hours.get(key)
        if number is None:
            number = self._hours[key] = len(self._hours)
            self._make_room(number)
            curve = week_curve(self.table, pattern, rest)
            self.points[number], self.own[number] = curve.points, curve.own
            weekdays = pattern.weekdays if pattern else frozenset()
            self.works[number] = [day in weekdays for day in range(7)]
        return number

    def _make_room(self, number: int) -> None:
        """Twice the rows whenever they are full, so that each is copied about once."""
        if number == len(self.points):
            self.points, self.own, self.works = (
                np.concatenate([rows, np.empty_like(rows)]) for rows in (self.points, self.own, self.works)
            )

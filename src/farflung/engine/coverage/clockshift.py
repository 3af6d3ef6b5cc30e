"""Whether two stints that do not meet would meet if the clocks had not changed."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, product

from farflung.engine.time import Span, Transition, ZoneDatabase, epoch

_WIDEST = timedelta(hours=4)
"""Zones that change in opposite directions open two hours at most; twice that is no clock's doing."""

_YEAR = timedelta(days=400)
_OFTEN = 0.25
"""Two stints that meet for less than this part of a year only happen to: their gap was planned."""

_AFTERWARDS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a hole begins or ends, and by whose clocks that moment was fixed."""

    instant: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class ClockShift:
    """The clock changes that opened a hole between two edges.

    `opened_by` are the changes since the two last met; `follows` is the change of the zone that has not
    moved yet, where it comes soon; `until` is the change that will close the hole again.
    """

    opened_by: tuple[Transition, ...]
    follows: Transition | None
    until: Transition | None


class ClockShifts:
    """Answers for many holes: between the same two clock changes the same gap has the same answer."""

    def __init__(self, zones: ZoneDatabase) -> None:
        self._zones = zones
        self._known: dict[Hashable, ClockShift | None] = {}

    def of(self, before: Edge, after: Edge) -> ClockShift | None:
        """Why the clocks of `after` no longer meet those of `before`; None where clocks have no part."""
        if before.zone == after.zone or after.instant - before.instant > _WIDEST:
            return None
        key = (*self._era(before), *self._era(after), after.instant - before.instant)
        if key not in self._known:
            self._known[key] = clock_shift(before, after, self._zones)
        return self._known[key]

    def _era(self, edge: Edge) -> tuple[str, int, bool]:
        at = epoch(edge.instant)
        since, _ = self._zones.zone(edge.zone).in_force(at)
        return edge.zone, since, since == at  # at a change itself the wall clock can be read in two ways


def clock_shift(before: Edge, after: Edge, zones: ZoneDatabase) -> ClockShift | None:
    """The same for one hole.

    At the moment of a change a clock shows two times: 02:00 of a shift that ends when clocks jump to 03:00,
    and 03:00 of one that is written so. Either may be what was meant.
    """
    readings = product(_offsets(before, zones), _offsets(after, zones))
    found = (_opened(_Gap(before, after, zones, *reading)) for reading in readings)
    return next((shift for shift in found if shift is not None), None)


def _offsets(edge: Edge, zones: ZoneDatabase) -> tuple[int, ...]:
    """The offsets by which the moment of an edge can be read: two where its clock changes just then."""
    zone, at = zones.zone(edge.zone), epoch(edge.instant)
    return tuple(dict.fromkeys((zone.offset(at), zone.offset(at - 1))))


def _opened(gap: "_Gap") -> ClockShift | None:
    if gap.met() < _OFTEN:
        return None
    passed: list[Transition] = []
    for change in sorted(gap.changes(-_YEAR), key=lambda t: t.instant, reverse=True):
        passed.append(change)
        if gap.at(epoch(change.instant) - 1) <= 0:
            opened = tuple(sorted(passed, key=lambda t: t.instant))
            return ClockShift(opened, gap.follows(opened), gap.closes())
    return None


class _Gap:
    """The seconds between the two edges, as they would be under the offsets of another time."""

    def __init__(self, before: Edge, after: Edge, zones: ZoneDatabase, end: int, start: int) -> None:
        self._after = after
        self._left, self._right = zones.zone(before.zone), zones.zone(after.zone)
        self._end, self._start = epoch(before.instant) + end, epoch(after.instant) + start

    def at(self, moment: int) -> int:
        """The gap if the offsets of `moment` held; zero or less means that they meet."""
        return (self._start - self._right.offset(moment)) - (self._end - self._left.offset(moment))

    def changes(self, reach: timedelta) -> Iterator[Transition]:
        """The changes of both zones from the hole back, or on."""
        here = self._after.instant
        window = Span(here + reach, here) if reach < timedelta() else Span(here, here + reach)
        for zone in (self._left, self._right):
            yield from zone.transitions(window)

    def met(self) -> float:
        """For which part of the year before the hole they would have met."""
        here = self._after.instant
        borders = [here - _YEAR, *sorted(change.instant for change in self.changes(-_YEAR)), here]
        met = (b - a for a, b in pairwise(borders) if self.at(epoch(a)) <= 0)
        return sum(met, timedelta()) / _YEAR

    def follows(self, opened: tuple[Transition, ...]) -> Transition | None:
        """The first change of a zone that has not changed, if it comes within two months."""
        moved = {change.zone for change in opened}
        coming = (t for t in self.changes(_AFTERWARDS) if t.zone not in moved)
        return min(coming, key=lambda t: t.instant, default=None)

    def closes(self) -> Transition | None:
        """The first change after which the two meet again."""
        coming = sorted(self.changes(_YEAR), key=lambda t: t.instant)
        return next((t for t in coming if self.at(epoch(t.instant)) <= 0), None)

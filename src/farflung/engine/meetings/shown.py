"""What the clocks of many people show at a few moments: equal readings are worked out once."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import repeat

from farflung.engine.atlas import Clock
from farflung.engine.meetings.faces import DAY, Runs, runs_of
from farflung.engine.time import CivilTime, Span, ZoneDatabase, epoch
from farflung.engine.time.civil import date_and_time

Columns = tuple[tuple[date, ...], tuple[time, ...]]


class Readings:
    """The readings of any number of clocks at some instants, one at least.

    Clocks are right inside `known` only, zones always: outside it every reading comes from the zone.
    """

    def __init__(self, instants: Sequence[datetime], zones: ZoneDatabase, known: Span) -> None:
        self._instants, self._zones = instants, zones
        self._moments = [epoch(instant) for instant in instants]
        self._low, self._high = min(self._moments) - DAY, max(self._moments) + 1
        self._known = epoch(known.start) <= self._low and self._high <= epoch(known.end)
        self._columns: dict[int, Columns] = {}

    def of(self, clock: Clock) -> list[CivilTime]:
        """What a clock shows at each of the instants."""
        if not self._known:
            return [self._read(clock, instant) for instant in self._instants]
        runs = runs_of(clock, self._low, self._high)
        if len(runs) > 1:
            return self._uneven(clock, runs)
        return list(map(CivilTime, *self._at(runs[0][1]), repeat(clock.zone_at(self._instants[0]))))

    def _uneven(self, clock: Clock, runs: Runs) -> list[CivilTime]:
        """The same for one that changes: only within a day of that can a time be shown twice."""
        since, column = [second for second, _ in runs], []
        for number, (instant, moment) in enumerate(zip(self._instants, self._moments, strict=True)):
            changed, offset = runs[bisect_right(since, moment) - 1]
            if moment - DAY < changed:
                column.append(self._read(clock, instant))
            else:
                days, times = self._at(offset)
                column.append(CivilTime(days[number], times[number], clock.zone_at(instant)))
        return column

    def _at(self, offset: int) -> Columns:
        """The dates and the times that every clock with this offset shows."""
        if offset not in self._columns:
            days, times = zip(*(date_and_time(moment + offset) for moment in self._moments), strict=True)
            self._columns[offset] = days, times
        return self._columns[offset]

    def _read(self, clock: Clock, instant: datetime) -> CivilTime:
        return CivilTime.of(instant, self._zones.zone(clock.zone_at(instant)))

"""When turn number k begins, and the time it covers.

Everything is counted on the calendar and resolved to an instant last, so a handover at 09:00 stays at
09:00. Resolution is monotone, so turns meet whatever the clocks do: a border inside a gap is the end of
the gap, for the turn that ends there as for the one that begins.
"""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from farflung.engine.rotation.cadence import Unit
from farflung.engine.rotation.rotation import Rotation
from farflung.engine.time import CivilTime, Span, Zone, from_epoch, merged
from farflung.engine.time.civil import local_seconds

_DAY = 86400
_ALL_DAYS = frozenset(range(7))


class Turns(ABC):
    """The turns of one rotation, numbered from 0."""

    def __init__(self, rotation: Rotation, zone: Zone) -> None:
        self.zone = zone
        self.first = rotation.start
        self.count = rotation.cadence.count
        self.weekdays = rotation.weekdays or _ALL_DAYS

    @abstractmethod
    def begins(self, number: int) -> datetime:
        """The instant of the handover to this turn; never falls as `number` grows."""

    @abstractmethod
    def covers(self, number: int) -> tuple[Span, ...]:
        """The time of this turn: one span, or one per run of active days. May be empty inside a gap."""

    def at_or_after(self, instant: datetime) -> int:
        """The number of the first turn that begins at or after an instant."""
        high = 1
        while self.begins(high) < instant:
            high *= 2
        low = 0
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.begins(middle) < instant else (low, middle)
        return low

    def wall(self, day: date, second: int) -> datetime:
        """The first valid instant at local `second` (also past 86,400) of a date."""
        return from_epoch(self.zone.first_valid(local_seconds(day, second)))


def turns_of(rotation: Rotation, zone: Zone) -> Turns:
    """The right kind of turns for the rotation's cadence."""
    if rotation.cadence.elapsed:
        return _ElapsedTurns(rotation, zone)
    kinds: dict[Unit, type[Turns]] = {
        Unit.HOUR: _ClockTurns,
        Unit.DAY: _DayTurns,
        Unit.WEEK: _WeekTurns,
        Unit.MONTH: _MonthTurns,
    }
    return kinds[rotation.cadence.unit](rotation, zone)


def _second(civil: CivilTime) -> int:
    return civil.time.hour * 3600 + civil.time.minute * 60 + civil.time.second


class _DatedTurns(Turns):
    """Turns made of whole days, each from the handover time to the same time next day."""

    @abstractmethod
    def days(self, number: int) -> Iterable[date]:
        """The local dates of a turn, active or not, in order."""

    def begins(self, number: int) -> datetime:
        return self.wall(next(self._active_days(number)), _second(self.first))

    def covers(self, number: int) -> tuple[Span, ...]:
        second = _second(self.first)
        active = self._active_days(number)
        return merged(Span(self.wall(day, second), self.wall(day, second + _DAY)) for day in active)

    def _active_days(self, number: int) -> Iterator[date]:
        return (day for day in self.days(number) if day.weekday() in self.weekdays)


class ActiveDays:
    """The active dates from a first one on, by number, without counting through them."""

    def __init__(self, start: date, weekdays: frozenset[int]) -> None:
        week = [start + timedelta(days=n) for n in range(7)]
        self._days = [day for day in week if day.weekday() in weekdays]

    def __getitem__(self, number: int) -> date:
        weeks, rest = divmod(number, len(self._days))
        return self._days[rest] + timedelta(days=7 * weeks)


class _DayTurns(_DatedTurns):
    def __init__(self, rotation: Rotation, zone: Zone) -> None:
        super().__init__(rotation, zone)
        self._active = ActiveDays(self.first.date, self.weekdays)

    def days(self, number: int) -> Iterator[date]:
        return (self._active[n] for n in range(number * self.count, (number + 1) * self.count))


class _WeekTurns(_DatedTurns):
    def days(self, number: int) -> Iterator[date]:
        first = self.first.date + timedelta(days=7 * self.count * number)
        return (first + timedelta(days=n) for n in range(7 * self.count))


class _MonthTurns(_DatedTurns):
    """A handover on the 31st is on the last day of a shorter month, and on the 31st again after it."""

    def days(self, number: int) -> Iterator[date]:
        first, last = self._border(number), self._border(number + 1)
        return (first + timedelta(days=n) for n in range((last - first).days))

    def _border(self, number: int) -> date:
        start = self.first.date
        months = start.year * 12 + start.month - 1 + number * self.count
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))


class _ClockTurns(Turns):
    """Hours that divide 24: so many turns on each active date, at the same times on the wall clock."""

    def __init__(self, rotation: Rotation, zone: Zone) -> None:
        super().__init__(rotation, zone)
        self._length = 3600 * self.count
        self._a_day = _DAY // self._length
        self._active = ActiveDays(self.first.date, self.weekdays)
        begun, self._clock = divmod(_second(self.first), self._length)
        self._begun = begun if self._active[0] == self.first.date else 0

    def begins(self, number: int) -> datetime:
        return self._border(number, 0)

    def covers(self, number: int) -> tuple[Span, ...]:
        return merged([Span(self._border(number, 0), self._border(number, 1))])

    def _border(self, number: int, end: int) -> datetime:
        day, turn = divmod(number + self._begun, self._a_day)
        return self.wall(self._active[day], self._clock + self._length * (turn + end))


class _ElapsedTurns(Turns):
    """Exact elapsed hours; where only some days are active, the slots that begin on them."""

    def __init__(self, rotation: Rotation, zone: Zone) -> None:
        super().__init__(rotation, zone)
        self._begin = self.first.instant(zone)
        self._length = timedelta(hours=self.count)
        self._slots: list[int] = []

    def begins(self, number: int) -> datetime:
        return self._begin + self._slot(number) * self._length

    def covers(self, number: int) -> tuple[Span, ...]:
        begin = self.begins(number)
        return (Span(begin, begin + self._length),)

    def _slot(self, number: int) -> int:
        if self.weekdays == _ALL_DAYS:
            return number
        while len(self._slots) <= number:
            self._slots.append(self._next_active(self._slots[-1] + 1 if self._slots else 0))
        return self._slots[number]

    def _next_active(self, slot: int) -> int:
        while CivilTime.of(self._begin + slot * self._length, self.zone).date.weekday() not in self.weekdays:
            slot += 1
        return slot

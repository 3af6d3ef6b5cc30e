"""Shifts and plans written by hand: a person, a clock, a date, a start and a length in elapsed time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place
from farflung.engine.rota.rules import Rule, Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.time import Span, packaged_zones
from farflung.engine.time.civil import local_span

ZONES = packaged_zones()
MONDAY = date(2027, 3, 1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
WEEK = 7 * DAY


def person(place: Place, name: str = "Nele") -> Person:
    """Somebody who is there round the clock, so that only the rule asked about speaks."""
    return replace(Person.simple(name, place.zone, 0, 1440, range(7)), place=place)


def shift(zone: str, day: date, start: str, minutes: int, who: str = "Nele") -> Assignment:
    """From a local time on, so many minutes of elapsed time."""
    hour, minute = map(int, start.split(":"))
    begin = local_span(day, hour * 60 + minute, hour * 60 + minute + 1, ZONES.zone(zone)).start
    return Assignment(Span(begin, begin + timedelta(minutes=minutes)), who, "watch", start, day, minutes)


def days(zone: str, first: date, count: int, start: str, minutes: int, step: int = 1) -> list[Assignment]:
    """The same shift on `count` dates, every `step` days."""
    return [shift(zone, first + n * step * DAY, start, minutes) for n in range(count)]


def weeks(zone: str, first: date, count: int) -> Span:
    """A window of whole local weeks from a date on."""
    key = ZONES.zone(zone)
    return Span(local_span(first, 0, 1, key).start, local_span(first + count * 7 * DAY, 0, 1, key).start)


def breaks(
    rule: Rule, place: Place, window: Span, shifts: Sequence[Assignment], atlas: Atlas | None = None
) -> tuple[Violation, ...]:
    """What a rule says of shifts by hand."""
    who = person(place)
    turns = Turns(atlas or Atlas((who,)), who, window, tuple(sorted(shifts)))
    return tuple(rule.violations(turns))


def instant(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Hand:
    """Plans in one zone that have exactly so much of something."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def rest(self, minutes: int) -> list[Assignment]:
        first = shift(self.zone, MONDAY, "09:00", 480)
        second = shift(self.zone, MONDAY + DAY, "09:00", 480)
        start = first.span.end + minutes * MINUTE
        day = MONDAY + timedelta(days=(start - first.span.start) // DAY)
        return [first, _moved(second, start, day)]

    def day(self, minutes: int) -> list[Assignment]:
        return [shift(self.zone, MONDAY, "08:00", minutes)]

    def night(self, minutes: int) -> list[Assignment]:
        return [shift(self.zone, MONDAY, "21:00", minutes)]

    def week(self, minutes: int, monday: int = 0) -> list[Assignment]:
        """On six days, evenly."""
        share, rest = divmod(minutes, 6)
        first = MONDAY + monday * WEEK
        return [shift(self.zone, first + n * DAY, "06:00", share + (n < rest)) for n in range(6)]

    def average(self, minutes: int, count: int, start: str = "06:00") -> list[Assignment]:
        """So many minutes in all, over weeks of which the last is the plan's; five days each."""
        share, rest = divmod(minutes, 5 * count)
        dates = [MONDAY + (n - count + 1) * WEEK + d * DAY for n in range(count) for d in range(5)]
        return [shift(self.zone, day, start, share + (n >= len(dates) - rest)) for n, day in enumerate(dates)]

    def weekly_rest(self, minutes: int) -> list[Assignment]:
        """Every day of the week, with one pause of so many minutes after the Tuesday's shift."""
        early = days(self.zone, MONDAY, 2, "06:00", 480)
        start, found = early[-1].span.end + minutes * MINUTE, list(early)
        end = weeks(self.zone, MONDAY, 1).end
        while start < end:
            day = MONDAY + timedelta(days=(start - weeks(self.zone, MONDAY, 1).start) // DAY)
            found.append(_moved(shift(self.zone, day, "06:00", 240), start, day))
            start += timedelta(hours=22)
        return found

    def in_a_row(self, count: int, start: str = "09:00") -> list[Assignment]:
        return days(self.zone, MONDAY, count, start, 240)

    def sundays(self, count: int) -> list[Assignment]:
        """The last Sunday is the plan's."""
        return [shift(self.zone, MONDAY + 6 * DAY - n * WEEK, "09:00", 60) for n in range(count)]

    def nights(self, count: int, until: str = "02:01") -> list[Assignment]:
        """Two a week and the rest in the plan's; each from 20:00 to a time after midnight."""
        minutes = 240 + 60 * int(until[:2]) + int(until[3:])
        early = [MONDAY - (n // 3 + 1) * WEEK + (n % 3) * DAY for n in range(count - 1)]
        return [shift(self.zone, day, "20:00", minutes) for day in (*early, MONDAY)]

    def after_nights(self, count: int, minutes: int) -> list[Assignment]:
        nights = days(self.zone, MONDAY, count, "22:00", 480)
        start = nights[-1].span.end + minutes * MINUTE
        day = MONDAY + timedelta(days=(start - weeks(self.zone, MONDAY, 1).start) // DAY)
        return [*nights, _moved(nights[0], start, day)]


def _moved(one: Assignment, start: datetime, day: date) -> Assignment:
    span = Span(start, start + one.span.elapsed)
    return Assignment(span, one.person, one.duty, one.kind, day, one.minutes)

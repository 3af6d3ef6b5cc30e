"""What stands in a calendar, before it is written in anybody's format."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from farflung.engine.time import CivilTime, Span, Zone, day_span

_BEFORE, _AHEAD = 1, 13
"""Months: how far back a calendar reaches, and how far ahead."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a local date to another, both inclusive, on whatever clock."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Hours:
    """From an instant to another; `zone` is the clock by which they are meant."""

    start: datetime
    end: datetime
    zone: Zone


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a calendar. `busy` says that the time is taken for whoever looks at it.

    `uid` stays the same as long as it is the same thing; `sequence` rises when that thing is changed.
    """

    uid: str
    title: str
    when: Days | Hours
    busy: bool = False
    note: str = ""
    sequence: int = 0

    @property
    def order(self) -> tuple[str, str]:
        """By date, then by name, so that the same things are always written in the same way."""
        when = self.when
        begin = when.first.isoformat() if isinstance(when, Days) else when.start.isoformat()
        return begin, self.uid


def uid(kind: str, *parts: object) -> str:
    """A name that is the same whenever it is made of the same; nothing can be read off it."""
    whole = "\0".join(map(str, (kind, *parts)))
    return f"{kind}-{sha256(whole.encode()).hexdigest()[:32]}@farflung"


def reach(now: datetime, zone: Zone) -> Span:
    """Whole months on a clock, from the one before this to a year ahead.

    They move on only when a month begins, so a calendar in which nothing changes is written the same for a
    month, and programs that ask again need not fetch it.
    """
    today = CivilTime.of(now, zone).date
    first, last = _month(today, -_BEFORE), _month(today, _AHEAD)
    return Span(day_span(first, zone).start, day_span(last, zone).start)


def days_of(window: Span, zone: Zone) -> Days:
    """The dates of a window on a clock."""
    first = CivilTime.of(window.start, zone).date
    return Days(first, CivilTime.of(window.end, zone).date - timedelta(days=1))


def _month(day: date, ahead: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return date(years, month + 1, 1)

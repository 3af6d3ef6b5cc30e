"""Dates, times and durations as iCalendar writes them (RFC 5545 section 3.3), without deciding anything.

A `Moment` still knows whether it was a date, floating, in UTC or in a named zone; only `FileClock`,
which knows the file's zones, turns it into a civil time or an instant.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from farflung.engine.said import SaidError, said
from farflung.intake.ics.library import length_of
from farflung.intake.ics.lines import Property

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_NOMINAL = re.compile(r"\+?P(?:\d+W)?(?:\d+D)?(?:T(?:0+[HMS])*)?")
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date (`clock` is None), or a date and time that is in UTC, in the zone `tzid`, or floating."""

    day: date
    clock: time | None = None
    utc: bool = False
    tzid: str | None = None

    @property
    def floating(self) -> bool:
        """A time that names no zone at all."""
        return self.clock is not None and not self.utc and self.tzid is None


@dataclass(frozen=True, slots=True)
class Period:
    """A start with its own length, as RDATE;VALUE=PERIOD writes it."""

    start: Moment
    end: Moment | None
    length: timedelta | None


def moment(text: str, tzid: str | None = None) -> Moment:
    """Reads a DATE or DATE-TIME; raises `SaidError` with what is wrong with it."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        read = text.strip()[:40]
        raise SaidError(
            said("{text!r} is not a date or time of a calendar: write 20270318T193000", text=read)
        )
    year, month, day, hour, minute, second, suffix = match.groups()
    if suffix and suffix not in "Zz":
        raise SaidError(
            said(
                "{text!r} has an offset, which names no zone: write TZID=... or a final Z", text=text.strip()
            )
        )
    try:
        found = date(int(year), int(month), int(day))
        # A leap second (60) is the second before it: no schedule depends on one.
        clock = time(int(hour), int(minute), min(int(second or 0), 59)) if hour else None
    except ValueError as error:
        message = said(
            "{text!r} is no date and time of any calendar ({english})", text=text.strip(), english=str(error)
        )
        raise SaidError(message) from error
    return Moment(found, clock, bool(suffix), None if suffix or clock is None else (tzid or None))


def moments(prop: Property) -> list[Moment]:
    """All values of a DTSTART, EXDATE or the like, in the property's zone."""
    tzid = prop.params.get("TZID")
    return [moment(part, tzid) for part in prop.value.split(",") if part.strip()]


def periods(prop: Property) -> list[Period]:
    """The values of an RDATE, with the own end or length of those that have one."""
    return [_period(part, prop.params.get("TZID")) for part in prop.value.split(",") if part.strip()]


def _period(text: str, tzid: str | None) -> Period:
    first, _, rest = text.partition("/")
    if rest.strip()[:1].upper() in ("P", "+", "-"):
        return Period(moment(first, tzid), None, duration(rest))
    return Period(moment(first, tzid), moment(rest, tzid) if rest else None, None)


def duration(text: str) -> timedelta:
    """Reads a DURATION; raises `SaidError` where it is none, negative or over a year."""
    try:
        length = length_of(text.strip().upper())
    except ValueError as error:
        message = said("{text!r} is not a duration: write PT1H30M", text=text.strip()[:40])
        raise SaidError(message) from error
    if length < timedelta() or length > _LONGEST:
        read = text.strip()[:40]
        raise SaidError(said("a duration of {text!r} is impossible: write PT1H30M", text=read))
    return length


def is_nominal(text: str) -> bool:
    """Whether a DURATION is in whole days or weeks, which last as long as the calendar's do."""
    return _NOMINAL.fullmatch(text.strip().upper()) is not None

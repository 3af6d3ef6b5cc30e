"""A VTIMEZONE as explicit offsets, and how it differs from a zone of the IANA database.

Calendar programs write zones in three ways: rules for ever (Outlook, Google), the list of changes that
a program needed for the events in the file (Apple, sabre/dav), or one fixed offset. `ZoneRules.known`
says which years a definition speaks about, because only those may be compared.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Final

from dateutil.rrule import rrulestr

from farflung.engine.said import SaidError, said, why
from farflung.engine.time import Zone, epoch
from farflung.intake.ics.lines import Property
from farflung.intake.ics.rule_dates import possible
from farflung.intake.ics.tree import Component
from farflung.intake.ics.values import Moment, moment, periods

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Rules are written out for these years; no calendar that plans people needs more."""

COMPARED = (2020, 2037)
"""The years over which a file's definition and an IANA zone are compared, both inclusive."""

_BEFORE_TIME = -(2**60)
_MOST_OBSERVANCES = 500
_MOST_RULES = 10
_MOST_ONSETS = 2_000
"""No zone has changed its clocks so often since 1970, nor will by `LAST_YEAR`; two a year are 262."""
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS: Final = {
    "FREQ": r"YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"\d{1,5}",
    "WKST": r"[A-Z]{2}",
    **dict.fromkeys(("BYHOUR", "BYMINUTE", "BYSECOND"), r"\d{1,2}"),
    **dict.fromkeys(
        ("BYMONTH", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), r"[-+,A-Z0-9]{1,99}"
    ),
}
"""What a rule of clocks may say. Unbounded, one line takes for ever: an interval of 0, every second."""
_LATE: Final = 7_600
"""Years, a multiple of the 400 after which dates and weekdays repeat. Rules are tried so much later, as
`dateutil` looks for what never comes until the year 9999."""
_NTH_WEEKDAY: Final = re.compile(rf"([+-]?[1-5])({'|'.join(_WEEKDAYS)})")


class BadTimezoneError(SaidError):
    """A VTIMEZONE that cannot be used, with the reason for a person."""


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """`changes` as in `Zone`; `known` is the part of time (UTC seconds) the definition speaks about."""

    changes: list[tuple[int, int]]
    known: tuple[int, int]

    def zone(self, key: str) -> Zone:
        """These rules as a zone named `key`."""
        return Zone(key, self.changes)

    def equals(self, other: Zone) -> bool:
        """Whether both have the same offsets in all compared years of which the definition speaks."""
        first, last = (_year(COMPARED[0]), _year(COMPARED[1] + 1))
        low, high = max(first, self.known[0]), min(last, self.known[1])
        if low >= high:  # it only speaks of the past: what it left in force must agree
            low, high = first, last
        return self.same_between(other, low, high)

    def ever_equalled(self, other: Zone) -> bool:
        """Whether a whole earlier year of `other` had these offsets: the definition is merely out of date.

        Or nearly a whole year, where it is one fixed offset: Google writes Morocco so, without Ramadan.
        """
        years = [(_year(y), _year(y + 1)) for y in range(2000, COMPARED[1] + 1)]
        return any(self.same_between(other, *year) or self._fixed_and_usual(other, *year) for year in years)

    def same_between(self, other: Zone, low: int, high: int) -> bool:
        """Whether the offsets agree from `low` up to, not including, `high`.

        A minute after each change, because Outlook writes a change at midnight as one at 23:59:59.
        """
        mine = Zone("", self.changes)
        moments = {low, *(m for m, _ in (*self.changes, *other.changes) if low <= m < high)}
        return all(mine.offset(moment + 60) == other.offset(moment + 60) for moment in moments)

    def _fixed_and_usual(self, other: Zone, low: int, high: int) -> bool:
        """Whether these rules know one offset, and `other` kept to it for most of that time."""
        if len(self.changes) > 1:
            return False
        days = range(low, high, 86400)
        return sum(other.offset(day) == self.changes[0][1] for day in days) > 0.8 * len(days)


def read_rules(component: Component, watch: Callable[[], None] = lambda: None) -> ZoneRules:
    """The offsets of a VTIMEZONE; raises `BadTimezoneError` with the line where it has none.

    `watch` is called before each of its parts, and may raise.
    """
    observances = [child for child in component.children if child.name in ("STANDARD", "DAYLIGHT")]
    if not observances or len(observances) > _MOST_OBSERVANCES:
        raise BadTimezoneError(
            said(
                "the VTIMEZONE on line {line} has {parts} STANDARD or DAYLIGHT parts",
                line=component.line,
                parts=len(observances),
            )
        )
    onsets: list[tuple[int, int, int]] = []
    endless = len(observances) == 1
    for observance in observances:
        watch()
        before, after = _offset(observance, "TZOFFSETFROM"), _offset(observance, "TZOFFSETTO")
        endless |= _is_endless(observance)
        onsets += [(wall - before, before, after) for wall in _walls(observance, before)]
        if len(onsets) > _MOST_ONSETS:
            raise BadTimezoneError(
                said(
                    "the VTIMEZONE on line {line} changes its clocks more than {most:,} times",
                    line=component.line,
                    most=_MOST_ONSETS,
                )
            )
    onsets.sort()
    return ZoneRules(_changes(onsets), (onsets[0][0], _year(LAST_YEAR) if endless else onsets[-1][0] + 1))


def _changes(onsets: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    changes = [(_BEFORE_TIME, onsets[0][1])]
    for instant, _, after in onsets:
        if after != changes[-1][1]:
            changes.append((instant, after))
    return changes


def _walls(observance: Component, before: int) -> list[int]:
    """The wall-clock seconds, in the old offset, at which the observance begins."""
    prop = observance.get("DTSTART")
    if prop is None:
        raise BadTimezoneError(
            said("the {part} part on line {line} has no DTSTART", part=observance.name, line=observance.line)
        )
    try:
        start = moment(prop.value)
        walls = [start, *(period.start for rdate in observance.all("RDATE") for period in periods(rdate))]
        ruled = [
            wall
            for rule in observance.all("RRULE")[:_MOST_RULES]
            for wall in islice(_yearly(rule, start, before), _MOST_ONSETS + 1)
        ]
    except ValueError as error:
        raise BadTimezoneError(
            said(
                "the {part} part on line {line}: {why}",
                part=observance.name,
                line=observance.line,
                why=why(error),
            )
        ) from error
    return sorted({*(_wall_seconds(wall, before) for wall in walls), *ruled})


def _wall_seconds(wall: Moment, before: int) -> int:
    return epoch(_as_datetime(wall)) + (before if wall.utc else 0)


def _as_datetime(wall: Moment) -> datetime:
    """The wall clock presented as if it were UTC, which has no gaps and no folds."""
    clock = wall.clock
    return datetime(
        wall.day.year,
        wall.day.month,
        wall.day.day,
        *((clock.hour, clock.minute, clock.second) if clock else (0, 0, 0)),
        tzinfo=UTC,
    )


def _yearly(rule: Property, start: Moment, before: int) -> Iterator[int]:
    """The onsets of a yearly rule from 1970 on; an UNTIL in UTC is read on the old wall clock."""
    parts = dict(part.upper().split("=", 1) for part in rule.value.split(";") if "=" in part)
    if not _can_be_followed(parts):
        raise _unreadable(rule)
    until = moment(parts.pop("UNTIL")) if "UNTIL" in parts else None
    begin = _as_datetime(start)
    # Outlook starts its rules in 1601. The weekday rule is the same in every year, so start where needed.
    if begin.year < FIRST_YEAR and "COUNT" not in parts:
        begin = begin.replace(year=FIRST_YEAR)
    last = _year(LAST_YEAR) if until is None else _wall_seconds(until, before)
    try:
        for made in _made(parts, begin):
            if epoch(made) > last or made.year > LAST_YEAR:
                return
            yield epoch(made)
    except IndexError:  # what `dateutil` makes of a 37th Monday of December
        raise _unreadable(rule) from None


def _unreadable(rule: Property) -> SaidError:
    return SaidError(said("a zone whose clocks change by {rule!r} cannot be read", rule=rule.value[:60]))


def _can_be_followed(parts: dict[str, str]) -> bool:
    """Whether the rule is one of years, and makes a date sooner or later."""
    known = {key: value for key, value in parts.items() if key != "UNTIL"}
    return (
        "FREQ" in parts
        and all(key in _PARTS and re.fullmatch(_PARTS[key], value) for key, value in known.items())
        and possible(known)
    )


def _made(parts: dict[str, str], begin: datetime) -> Iterable[datetime]:
    """What the rule makes from `begin` on. The form that nearly every file has goes without a search."""
    day = _NTH_WEEKDAY.fullmatch(parts.get("BYDAY", ""))
    month = parts.get("BYMONTH", "")
    if parts.keys() == {"FREQ", "BYMONTH", "BYDAY"} and day and month.isdigit() and 1 <= int(month) <= 12:
        return _nth_weekdays(int(month), int(day[1]), _WEEKDAYS.index(day[2]), begin)
    if begin.year > LAST_YEAR:
        return ()
    late = begin.replace(year=begin.year + _LATE)
    found = rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=late)
    return (one.replace(year=one.year - _LATE) for one in found)


def _nth_weekdays(month: int, nth: int, weekday: int, begin: datetime) -> Iterator[datetime]:
    """The nth such weekday of the month (negative: from its end) of every year that has one."""
    for year in range(begin.year, LAST_YEAR + 1):
        length = monthrange(year, month)[1]
        days = range(1 + (weekday - date(year, month, 1).weekday()) % 7, length + 1, 7)
        if -len(days) <= nth <= len(days):
            made = begin.replace(year=year, month=month, day=days[nth - 1 if nth > 0 else nth])
            if made >= begin:
                yield made


def _is_endless(observance: Component) -> bool:
    return any("UNTIL=" not in rule.value.upper() for rule in observance.all("RRULE"))


def _offset(observance: Component, name: str) -> int:
    text = observance.text(name).replace(":", "")
    digits = text.lstrip("+-")
    if not digits.isdigit() or len(digits) not in (4, 6):
        raise BadTimezoneError(
            said(
                "the {part} part on line {line} has {name} {text!r}, not +0100",
                part=observance.name,
                line=observance.line,
                name=name,
                text=text[:20],
            )
        )
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    if seconds > timedelta(hours=26).total_seconds():
        raise BadTimezoneError(
            said("the offset {offset!r} on line {line} is more than a day", offset=text, line=observance.line)
        )
    return -seconds if text.startswith("-") else seconds


def _year(year: int) -> int:
    return epoch(datetime(year, 1, 1, tzinfo=UTC))

"""Times as people type them: an instant with its zone, a date, a length of time.

A local time without a zone is refused: there is no default zone. One that the clocks skip or show
twice is refused too, with what may have been meant.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from farflung.cli import clock
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text
from farflung.engine.model import clock as clock_minutes
from farflung.engine.time import CivilTimeError, Span, Zone, ZoneDatabase, as_instant, typed
from farflung.intake.inline import zone_named, zone_remark
from farflung.intake.weekdays import read_weekdays

_CIVIL = re.compile(r"^(\d{4}-\d\d-\d\d)[T ](\d{1,2}:\d\d)(?::\d\d)?\s+(?P<place>\D.*)$")
_LENGTH = re.compile(
    r"^(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>minutes?|mins?|m|hours?|h|days?|d|weeks?|w)?$", re.IGNORECASE
)
FIRST_YEAR, LAST_YEAR = 1900, 2199
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LONGEST = timedelta(days=1000)
_SHORTEST, _DAY = timedelta(minutes=5), timedelta(days=1)


def moment(text: str, zones: ZoneDatabase) -> datetime:
    """An instant from "2027-03-15T11:15Z", "2027-03-15 11:15 Europe/Lisbon" (or a city), or "now"."""
    if text.strip().lower() == "now":
        return clock.now()
    civil = _CIVIL.match(text.strip())
    if civil is not None and civil["place"].upper() not in ("Z", "UTC"):
        return local(date_typed(civil[1]), civil[2], zones.zone(zone_named(civil["place"], zones)))
    try:
        value = datetime.fromisoformat(re.sub(r"\s*(?:UTC|Z)$", "+00:00", text.strip()))
    except ValueError:
        raise UsageError(
            f"{text!r} is no time: write it like 2027-03-15T11:15Z or '2027-03-15 11:15 Lisbon'"
        ) from None
    if value.tzinfo is None:
        raise UsageError(f"{text!r} has no zone: write {text}Z for UTC, or name one: '{text} Europe/Lisbon'")
    _in_reach(text, value.year)
    return as_instant(value)


def moment_from(first: date, text: str, zones: ZoneDatabase) -> datetime:
    """The same, and "Tue 15:00Z" or "Tuesday 15:00 Lisbon": the first such weekday from `first` on."""
    word, _, rest = text.strip().partition(" ")
    days = read_weekdays(word) if rest and word.isalpha() else None
    if days is None or len(days) > 1:
        return moment(text, zones)
    (weekday,) = days
    return moment(f"{first + timedelta(days=(weekday - first.weekday()) % 7)} {rest.strip()}", zones)


def zone_of(text: str, zones: ZoneDatabase) -> str:
    """The zone that a typed moment names; UTC where it is written in UTC; an offset names none."""
    civil = _CIVIL.match(text.strip())
    if civil is not None and civil["place"].upper() not in ("Z", "UTC"):
        return zone_named(civil["place"], zones)
    if re.search(r"(?:UTC|Z|\+00:?00)$", text.strip(), re.IGNORECASE):
        return "UTC"
    raise UsageError(f"{text!r} names no zone to follow: write it like '2027-03-15 09:00 America/Chicago'")


def remark(text: str, zones: ZoneDatabase) -> str:
    """What may be checked about the place that a typed moment names; empty where nothing."""
    civil = _CIVIL.match(text.strip())
    return zone_remark(civil["place"], zones) if civil is not None else ""


def local(day: date, text: str, zone: Zone) -> datetime:
    """The one instant of a local time that was typed."""
    hour, minute = (int(part) for part in text.split(":")[:2])
    try:
        return typed(day, time(hour, minute), zone).instant(zone)
    except CivilTimeError as error:
        raise UsageError(str(error)) from error
    except ValueError:
        raise UsageError(f"{text!r} is not a time of day: write it like 09:30") from None


def date_typed(text: str) -> date:
    """A date from "2027-03-15"."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date: write it like 2027-03-15") from None
    _in_reach(text, day.year)
    return day


def _in_reach(text: str, year: int) -> None:
    """Refuses years in which nobody plans: a window at either end of the calendar has no day beside it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"{text!r} is out of reach: years go from {FIRST_YEAR} to {LAST_YEAR}")


def length(text: str, unit: str = "m") -> timedelta:
    """A length of time from "60" (in `unit`), "90 min", "1.5h", "2 days"; always elapsed time."""
    match = _LENGTH.match(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is no length of time: write it like 45m, 1.5h or 2d")
    one, number = _UNITS[(match["unit"] or unit)[0].lower()], float(match["number"])
    if number * one.total_seconds() > _LONGEST.total_seconds():
        raise UsageError(f"{text!r} is too long: lengths of time go up to {_LONGEST.days} days")
    return number * one


def meeting_length(text: str, longest: timedelta = _DAY) -> timedelta:
    """The length of a meeting, from `--length`."""
    found = length(text)
    if not _SHORTEST <= found <= longest:
        least, most = hours_text(_SHORTEST), hours_text(longest)
        raise UsageError(
            f"{text!r} is {hours_text(found)}: a meeting takes {least} to {most} here. "
            "Write it like 45m or 1.5h",
            param_hint="--length",
        )
    return found


def step(text: str) -> timedelta:
    """How far apart starts are that are tried, from `--step`."""
    found = length(text)
    if found < _SHORTEST or _DAY % found:
        raise UsageError(
            f"{text!r} is {hours_text(found)}: starts are {hours_text(_SHORTEST)} apart or more, and divide "
            "a day. Write 15m, 30m or 60m",
            param_hint="--step",
        )
    return found


def day_hours(text: str) -> tuple[int, int]:
    """Minutes of a day from "07-22" or "08:30-19"."""
    first, _, last = text.replace("–", "-").partition("-")
    try:
        hours = clock_minutes(first), clock_minutes(last)
    except ValueError as error:
        raise UsageError(f"{text!r} are no hours of a day: write them like 07-22. {error}") from error
    if hours[0] >= hours[1]:
        raise UsageError(f"{text!r} ends before it begins: hours of one day are meant, like 07-22")
    return hours


def window(first: str | None, days: int) -> Span:
    """`days` UTC dates from `first` (None: from the UTC date of now)."""
    day = date_typed(first) if first else clock.now().date()
    if not 1 <= days <= 731:
        raise UsageError(f"--days is {days}: it can be 1 to 731")
    start = datetime.combine(day, time(0, 0), tzinfo=UTC)
    return Span(start, start + timedelta(days=days))

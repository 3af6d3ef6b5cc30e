"""When a rule holds: `always`, `Mon-Fri 09:00-18:00`, `08-20 UTC`, with a zone beside it or inside."""

from dataclasses import dataclass
from difflib import get_close_matches

from farflung.engine.model import DAY_MINUTES, WeeklyPattern
from farflung.engine.said import Said, SaidError, in_turn, said
from farflung.engine.time import packaged_zones
from farflung.intake.hours import HoursError, read_hours
from farflung.intake.weekdays import EVERY_DAY, read_weekdays

_ALWAYS = frozenset(
    ("", "always", "at all times", "all times", "24/7", "24x7", "round the clock", "any time", "all the time")
)


class WindowError(SaidError):
    """The text does not say when; the message tells why and what to write."""


@dataclass(frozen=True, slots=True)
class Window:
    """`pattern` None is always; `zone` None is each person's own."""

    pattern: WeeklyPattern | None = None
    zone: str | None = None


def says_always(text: str) -> bool:
    """Whether a text means round the clock, every day."""
    return text.strip().casefold().rstrip(".") in _ALWAYS


def read_window(
    text: str, zone: str | None = None, days: str | None = None, *, every_day: bool = False
) -> Window:
    """The window in a text; raises `WindowError`. `every_day` is what hours without days mean."""
    if says_always(text):
        return read_days(days, zone) if days else Window()
    try:
        hours = read_hours(text)
    except HoursError as error:
        raise WindowError(in_turn(error.said, error.remedy)) from error
    if days is None and not hours.names_days and not every_day:
        raise WindowError(
            said("{text!r} does not say on which days: write it like Mon-Thu {text}.", text=text)
        )
    pattern = hours.pattern(_weekdays(days) if days else EVERY_DAY)
    return Window(pattern, known_zone(hours.zone or zone))


def read_days(days: str, zone: str | None) -> Window:
    """The whole of the named days; raises `WindowError`."""
    return Window(WeeklyPattern.daily(0, DAY_MINUTES, _weekdays(days)), known_zone(zone))


def _weekdays(text: str) -> frozenset[int]:
    found = read_weekdays(text)
    if found is None:
        raise WindowError(
            said("{text!r} is not a list of days: write them like Mon-Thu or Sat, Sun.", text=text)
        )
    return found


def known_zone(name: str | None) -> str | None:
    """The zone, if one is named; raises `WindowError` with names near it."""
    if name is None:
        return None
    try:
        return packaged_zones().zone(name).key
    except LookupError as error:
        raise WindowError(
            in_turn(_unknown(name), said("Write a name such as Europe/Lisbon, or UTC."))
        ) from error


def _unknown(name: str) -> Said:
    zones = packaged_zones()
    near = tuple(get_close_matches(name, sorted(zones.names), n=3))
    if not near:
        return said(
            "{zone!r} is not a zone of the IANA database {version}.", zone=name, version=zones.version
        )
    return said(
        "{zone!r} is not a zone of the IANA database {version}; near it: {near}.",
        zone=name,
        version=zones.version,
        near=near,
    )

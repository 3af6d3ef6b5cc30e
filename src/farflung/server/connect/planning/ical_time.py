"""Local times and clocks as iCalendar writes them (RFC 5545), by the pinned zone database.

Each clock change of the time that matters is written out: no reader's older database moves anything.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from unicodedata import category

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDDDLists, vUTCOffset

from farflung.engine.time import Span, Zone

_MARGIN: Final = timedelta(days=2)


def civil(part: Any, name: str, shown: datetime | list[datetime], zone: Zone) -> None:
    """A local time with the name of its zone; `shown` is what its clock shows, written as if it were UTC."""
    if isinstance(shown, list):
        value: Any = vDDDLists([one.replace(tzinfo=None) for one in shown])
        part.add(name, value, parameters={"TZID": zone.key})
    else:
        part.add(name, shown.replace(tzinfo=None), parameters={"TZID": zone.key})


def printed(text: str) -> str:
    """A text without control characters, which no calendar may hold (RFC 5545, 3.3.11)."""
    return "".join(one for one in text if one == "\n" or category(one) != "Cc")


def on_one_line(text: str) -> str:
    """The same without ends of lines: for what nobody has a way to write them in."""
    return printed(" ".join(text.split()))


def wall(instant: datetime, zone: Zone) -> datetime:
    """What a clock shows at an instant, written as if it were UTC."""
    return instant + zone.utc_offset(instant)


def instant(shown: datetime, zone: Zone) -> datetime:
    """The instant at which a clock shows what is written as if it were UTC."""
    seconds = zone.first_valid(int(shown.timestamp()))
    return datetime.fromtimestamp(seconds, UTC)


def add_zones(calendar: Any, zones: Iterable[Zone], window: Span) -> None:
    """Puts into a calendar what these clocks show in a window."""
    for zone in sorted(zones, key=lambda one: one.key):
        calendar.add_component(_timezone(zone, Span(window.start - _MARGIN, window.end + _MARGIN)))


def _timezone(zone: Zone, window: Span) -> Component:
    block: Any = Timezone()
    block.add("TZID", zone.key)
    begins = zone.utc_offset(window.start)
    block.add_component(_observance(False, datetime(1970, 1, 1, tzinfo=UTC), begins, begins))
    for part in _changes(zone, window):
        block.add_component(part)
    return block  # type: ignore[no-any-return]


def _changes(zone: Zone, window: Span) -> Iterator[Component]:
    for change in zone.transitions(window):
        forward = change.shift > timedelta()
        yield _observance(forward, change.instant + change.before, change.before, change.after)


def _observance(summer: bool, wall: datetime, before: timedelta, after: timedelta) -> Component:
    """`wall` is what clocks showed until the change, written as if it were UTC."""
    part: Any = TimezoneDaylight() if summer else TimezoneStandard()
    part.add("DTSTART", wall.replace(tzinfo=None))
    part.add("TZOFFSETFROM", vUTCOffset(before))
    part.add("TZOFFSETTO", vUTCOffset(after))
    return part  # type: ignore[no-any-return]

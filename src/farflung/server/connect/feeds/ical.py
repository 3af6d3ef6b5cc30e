"""Calendars written by RFC 5545, and availability by RFC 7953, with the clocks of the pinned zone database.

Each clock change of the time that matters is written out: no reader's older database moves anything.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from icalendar import Availability as VAvailability
from icalendar import Available, Calendar, Component, Event, FreeBusy
from icalendar.prop import vPeriod, vRecur, vText

from farflung import __version__
from farflung.engine.time import CivilTime, Span, merged
from farflung.server.connect.feeds.entries import Days, Entry, Hours, uid
from farflung.server.connect.feeds.hours import Availability, Rule
from farflung.server.connect.planning.ical_time import add_zones, civil, instant, on_one_line, printed, wall

_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ASK_AGAIN: Final = "PT1H"


def events(name: str, entries: Sequence[Entry], stamp: datetime) -> bytes:
    """A calendar of entries. `stamp` is when something in it last changed: all is written as of then."""
    calendar = _calendar(name)
    timed = [entry.when for entry in entries if isinstance(entry.when, Hours)]
    zones = {hours.zone.key: hours.zone for hours in timed}
    if timed:
        window = Span(min(hours.start for hours in timed), max(hours.end for hours in timed))
        add_zones(calendar, zones.values(), window)
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    written: bytes = calendar.to_ical()
    return written


def reachable(name: str, whose: str, found: Availability, stamp: datetime, version: int) -> bytes:
    """Availability as a VAVAILABILITY, and beside it what is taken from it, without saying by what."""
    calendar = _calendar(name)
    add_zones(calendar, {rule.zone.key: rule.zone for rule in found.rules}.values(), found.window)
    block: Any = VAvailability()
    _begin(block, uid("hours", whose), stamp, found.window)
    block.add("SEQUENCE", version)
    block.add("SUMMARY", on_one_line(name))
    block.add("BUSYTYPE", vText("BUSY-UNAVAILABLE"))
    for rule in found.rules:
        block.add_component(_rule(rule, whose, stamp))
    for span in found.single:
        part = Available()
        _begin(part, uid("block", whose, span.start), stamp, span)
        block.add_component(part)
    calendar.add_component(block)
    calendar.add_component(_off(found, whose, stamp))
    written: bytes = calendar.to_ical()
    return written


def busy(taken: Sequence[Span], within: Span) -> bytes:
    """When time is taken in a window, as a VFREEBUSY: nothing says by what."""
    calendar = _calendar("")
    found: Any = FreeBusy()
    _begin(found, uid("busy", within.start, within.end), within.start, within)
    for span in merged(taken):
        found.add("FREEBUSY", vPeriod((span.start, span.end)))
    calendar.add_component(found)
    written: bytes = calendar.to_ical()
    return written


def _calendar(name: str) -> Any:
    """With a name, one that programs fetch and ask for again; without, one of a collection."""
    calendar: Any = Calendar()
    calendar.add("PRODID", f"-//farflung//farflung {__version__}//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    if not name:
        return calendar
    calendar.add("NAME", on_one_line(name))
    calendar.add("X-WR-CALNAME", on_one_line(name))
    calendar.add("REFRESH-INTERVAL", vText(_ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vText(_ASK_AGAIN))
    return calendar


def _event(entry: Entry, stamp: datetime) -> Component:
    event: Any = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", entry.sequence)
    event.add("SUMMARY", printed(entry.title))
    if isinstance(entry.when, Days):
        event.add("DTSTART", entry.when.first)
        event.add("DTEND", entry.when.last + timedelta(days=1))
    else:
        _hours(event, entry.when)
    if entry.note:
        event.add("DESCRIPTION", printed(entry.note))
    event.add("TRANSP", "OPAQUE" if entry.busy else "TRANSPARENT")
    # What Outlook goes by: it shows days that are "free" without a bar across them.
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "OOF" if entry.busy else "FREE")
    return event  # type: ignore[no-any-return]


def _hours(event: Any, when: Hours) -> None:
    """By the wall clock; by UTC where that shows one of them a second time: readers take the first.

    What clocks leave no time of begins, and has no end (RFC 5545, 3.6.1).
    """
    edges = (("DTSTART", when.start), ("DTEND", when.end))[: 1 if when.start == when.end else 2]
    again = any(CivilTime.of(at, when.zone).fold for _, at in edges)
    for name, at in edges:
        if again:
            event.add(name, at)
        else:
            civil(event, name, wall(at, when.zone), when.zone)


def _begin(part: Any, name: str, stamp: datetime, span: Span) -> None:
    part.add("UID", name)
    part.add("DTSTAMP", stamp)
    part.add("DTSTART", span.start)
    part.add("DTEND", span.end)


def _rule(rule: Rule, whose: str, stamp: datetime) -> Component:
    part: Any = Available()
    first = datetime.combine(rule.first, time(0, 0), tzinfo=UTC)
    part.add("UID", uid("hours", whose, rule.zone.key, rule.start, rule.end, rule.first, rule.weekdays))
    part.add("DTSTAMP", stamp)
    civil(part, "DTSTART", first + timedelta(minutes=rule.start), rule.zone)
    civil(part, "DTEND", first + timedelta(minutes=rule.end), rule.zone)
    last = datetime.combine(rule.last, time(0, 0), tzinfo=UTC) + timedelta(minutes=rule.start)
    # By UTC, as the standard wants it; the last date's own start, for which clocks are sure to exist.
    until = last - rule.zone.utc_offset(instant(last, rule.zone))
    repeats = {"FREQ": "WEEKLY", "UNTIL": until, "BYDAY": [_BYDAY[day] for day in rule.weekdays]}
    part.add("RRULE", vRecur(repeats))
    if rule.without:
        midnights = (datetime.combine(day, time(0, 0), tzinfo=UTC) for day in rule.without)
        civil(part, "EXDATE", [day + timedelta(minutes=rule.start) for day in midnights], rule.zone)
    return part  # type: ignore[no-any-return]


def _off(found: Availability, whose: str, stamp: datetime) -> Component:
    taken: Any = FreeBusy()
    _begin(taken, uid("off", whose), stamp, found.window)
    for span in found.off:
        period = vPeriod((span.start, span.end))
        taken.add("FREEBUSY", period, parameters={"FBTYPE": "BUSY-UNAVAILABLE"})
    return taken  # type: ignore[no-any-return]

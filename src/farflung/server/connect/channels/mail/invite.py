"""A series of meetings as calendars take it from a mail: RFC 5545, by the rules of RFC 5546 for events.

All of the series is in every message, with each date that was moved: whoever missed one has it with the next.
Nobody is asked to answer: who comes and who does not is for nobody to keep.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from icalendar import Calendar, Component, Event
from icalendar.prop import vCalAddress, vDuration, vRecur, vText

from farflung import __version__
from farflung.engine.model import Override, Recurrence
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones
from farflung.server.clock.planning.revising import last_of, without_end
from farflung.server.connect.planning.ical_time import add_zones, civil
from farflung.server.connect.planning.invitations import Guest, Invite, dates

_CLOCKS: Final = timedelta(days=10 * 366)
"""So far ahead the clocks of a series without an end are written out."""


_DAY: Final = timedelta(hours=26)
"""No local day is longer."""


def written(invite: Invite) -> bytes:
    """The calendar part of a mail: a request, or the end of one."""
    zone = packaged_zones().zone(invite.rule.zone)
    calendar: Any = Calendar()
    calendar.add("PRODID", f"-//farflung//farflung {__version__}//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method(invite))
    first = _first(invite.rule)
    start = first.instant(zone)
    add_zones(calendar, [zone], Span(min(start, invite.changed), max(start, invite.changed) + _CLOCKS))
    for event in _events(invite, first, zone):
        calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found


def method(invite: Invite) -> str:
    """What is done to the calendar of whoever reads it."""
    return "REQUEST" if invite.held else "CANCEL"


def _first(rule: Recurrence) -> CivilTime:
    """The first date that the rule makes: where a series begins for every reader of the standard."""
    begin = datetime.combine(rule.start.date, time(0), tzinfo=UTC) - timedelta(days=2)
    plain = Recurrence(rule.start, rule.end_minutes, rule.rule, rule.elapsed, until=rule.until)
    return next((one.civil for one in dates(plain, begin)), rule.start)


def _events(invite: Invite, first: CivilTime, zone: Zone) -> Iterator[Component]:
    rule = invite.rule
    whole = _event(invite)
    _when(whole, rule, first, zone)
    if rule.rule is not None and invite.held:
        whole.add("RRULE", _rrule(rule, zone))
    off = {*rule.excluded, *(one.original for one in rule.overrides if one.start is None)}
    for name, days in (("RDATE", {*rule.extra}), ("EXDATE", off)):
        if days and invite.held:
            civil(whole, name, [_shown(one) for one in sorted(days)], zone)
    yield whole
    if invite.held:
        yield from (_moved(invite, one, zone) for one in rule.overrides if one.start is not None)


def _when(event: Any, rule: Recurrence, first: CivilTime, zone: Zone) -> None:
    civil(event, "DTSTART", _shown(first), zone)
    if rule.elapsed is not None:
        event.add("DURATION", vDuration(rule.elapsed))
    else:
        civil(event, "DTEND", _shown(first) + timedelta(minutes=rule.end_minutes), zone)


def _rrule(rule: Recurrence, zone: Zone) -> vRecur:
    """The rule, ending with its last date by an instant, as the standard wants it where a zone is named."""
    found: vRecur = vRecur.from_ical(without_end(rule.rule) or "")
    last = last_of(rule, packaged_zones())
    if last is not None:
        # Of several starts on a day the last: an earlier one would take those after it away.
        begin = CivilTime(last, time(0), rule.zone).instant(zone)
        plain = Recurrence(rule.start, rule.end_minutes, rule.rule, rule.elapsed, until=rule.until)
        starts = [one.start for one in dates(plain, begin, _DAY) if one.civil.date == last]
        found["UNTIL"] = max(starts, default=CivilTime(last, rule.start.time, rule.zone).instant(zone))
    return found


def _moved(invite: Invite, one: Override, zone: Zone) -> Component:
    event = _event(invite)
    civil(event, "RECURRENCE-ID", _shown(one.original), zone)
    event.add("DTSTART", one.start)
    event.add("DTEND", one.end)
    return event  # type: ignore[no-any-return]


def _event(invite: Invite) -> Any:
    event: Any = Event()
    event.add("UID", invite.uid)
    event.add("DTSTAMP", invite.changed)
    event.add("SEQUENCE", invite.sequence)
    event.add("SUMMARY", invite.title)
    event.add("STATUS", "CONFIRMED" if invite.held else "CANCELLED")
    event.add("CLASS", "PRIVATE" if invite.private else "PUBLIC")
    event.add("TRANSP", "OPAQUE")
    event.add("ORGANIZER", _organizer(invite), encode=0)
    for guest in invite.guests:
        event.add("ATTENDEE", _guest(guest), encode=0)
    if invite.held:
        event.add("URL", invite.url)
    if invite.after:
        event.add("RELATED-TO", vText(invite.after), parameters={"RELTYPE": "SIBLING"})
    return event


def _organizer(invite: Invite) -> vCalAddress:
    found = vCalAddress(f"mailto:{invite.organizer.address}")
    found.params["CN"] = vText(invite.organizer.name)
    if invite.organizer.address != invite.sender:
        found.params["SENT-BY"] = vText(f"mailto:{invite.sender}")
    return found


def _guest(guest: Guest) -> vCalAddress:
    found = vCalAddress(f"mailto:{guest.address}")
    found.params["CN"] = vText(guest.name)
    found.params["CUTYPE"] = vText("INDIVIDUAL")
    found.params["ROLE"] = vText("REQ-PARTICIPANT" if guest.required else "OPT-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("FALSE")
    return found


def _shown(one: CivilTime) -> datetime:
    """What the clock shows, written as if it were UTC."""
    return datetime.combine(one.date, one.time, tzinfo=UTC)

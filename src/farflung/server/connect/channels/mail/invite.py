"""A series of meetings as calendars take it from a mail: RFC 5545, by the rules of RFC 5546 for events.

All of the series is in every message, with each date that was moved: whoever missed one has it with the next.
A date that calendars would read otherwise, as clocks change on it, stands beside the rule in UTC.
Nobody is asked to answer: who comes and who does not is for nobody to keep.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from icalendar import Calendar, Component, Event
from icalendar.prop import vCalAddress, vDuration, vRecur, vText

from farflung import __version__
from farflung.engine.model import Occurrence, Override, Recurrence
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones
from farflung.server.clock.planning.revising import last_of, without_end
from farflung.server.connect.channels.mail.clock_changes import even, near_changes, read, read_otherwise
from farflung.server.connect.planning.ical_time import add_zones, civil, printed
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
    within = Span(min(start, invite.changed), max(start, invite.changed) + _CLOCKS)
    add_zones(calendar, [zone], within)
    for event in _events(invite, first, zone, within):
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


def _events(invite: Invite, first: CivilTime, zone: Zone, within: Span) -> Iterator[Component]:
    rule = invite.rule
    whole = _event(invite)
    near = near_changes(rule, zone, Span(within.start - _DAY, within.end))
    once = _once(rule, zone, near)
    if once is not None:
        _at(whole, once.start, once.end)
    else:
        _when(whole, rule, first, zone)
    if not invite.held or once is not None:
        yield whole
        return
    if rule.rule is not None:
        whole.add("RRULE", _rrule(rule, zone))
    names = {one.start: one.civil for one in near}
    off = {*rule.excluded, *(one.original for one in rule.overrides if one.start is None)}
    extra = {one for one in rule.extra if rule.until is None or one.date <= rule.until}
    for name, days in (("RDATE", extra), ("EXDATE", {_named(one, names, zone) for one in off})):
        if days:
            civil(whole, name, [_shown(one) for one in sorted(days)], zone)
    yield whole
    for one in _alone(rule, zone, near):
        yield _moved(invite, _named(one.original, names, zone), one, zone)


def _once(rule: Recurrence, zone: Zone, near: list[Occurrence]) -> Span | None:
    """Of what is held once, and was moved or would be read otherwise: when. It has no rule to differ from."""
    if rule.rule is not None or rule.extra:
        return None
    for moved in rule.overrides:
        if moved.start is not None and moved.end is not None:
            return Span(moved.start, moved.end)
    return next((Span(one.start, one.end) for one in read_otherwise(rule, zone, near)), None)


def _alone(rule: Recurrence, zone: Zone, near: list[Occurrence]) -> Iterator[Override]:
    """The dates that stand beside the rule: moved by hand, in turn, or read otherwise by calendars."""
    yield from (one for one in rule.overrides if one.start is not None)
    known = {one.instant(zone) for one in (*rule.excluded, *(moved.original for moved in rule.overrides))}
    for one in read_otherwise(rule, zone, near):
        if one.start not in known:
            yield Override(one.civil, one.start, one.end)


def _named(original: CivilTime, names: Mapping[datetime, CivilTime], zone: Zone) -> CivilTime:
    """A date as the rule has it: of one that clocks skip, a file may say the instant at which it is."""
    return names.get(original.instant(zone), original)


def _when(event: Any, rule: Recurrence, first: CivilTime, zone: Zone) -> None:
    civil(event, "DTSTART", _shown(first), zone)
    if rule.elapsed is not None:
        event.add("DURATION", vDuration(rule.elapsed))
    elif not even(rule, first, zone):
        event.add("DURATION", vDuration(timedelta(minutes=rule.end_minutes)))
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
        held = [one for one in dates(plain, begin, _DAY) if one.civil.date == last]
        starts = (max(one.start, read(one.civil.local_seconds, zone)) for one in held)
        found["UNTIL"] = max(starts, default=CivilTime(last, rule.start.time, rule.zone).instant(zone))
    return found


def _moved(invite: Invite, original: CivilTime, one: Override, zone: Zone) -> Component:
    event = _event(invite)
    civil(event, "RECURRENCE-ID", _shown(original), zone)
    _at(event, one.start, one.end)
    return event  # type: ignore[no-any-return]


def _at(event: Any, start: datetime | None, end: datetime | None) -> None:
    """By UTC; what clocks leave no time of begins, and has no end (RFC 5545, 3.6.1)."""
    event.add("DTSTART", start)
    if end != start:
        event.add("DTEND", end)


def _event(invite: Invite) -> Any:
    event: Any = Event()
    event.add("UID", invite.uid)
    event.add("DTSTAMP", invite.changed)
    event.add("SEQUENCE", invite.sequence)
    event.add("SUMMARY", printed(invite.title))
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
    found.params["CN"] = vText(printed(invite.organizer.name))
    if invite.organizer.address != invite.sender:
        found.params["SENT-BY"] = vText(f"mailto:{invite.sender}")
    return found


def _guest(guest: Guest) -> vCalAddress:
    found = vCalAddress(f"mailto:{guest.address}")
    found.params["CN"] = vText(printed(guest.name))
    found.params["CUTYPE"] = vText("INDIVIDUAL")
    found.params["ROLE"] = vText("REQ-PARTICIPANT" if guest.required else "OPT-PARTICIPANT")
    found.params["PARTSTAT"] = vText("NEEDS-ACTION")
    found.params["RSVP"] = vText("FALSE")
    return found


def _shown(one: CivilTime) -> datetime:
    """What the clock shows, written as if it were UTC."""
    return datetime.combine(one.date, one.time, tzinfo=UTC)

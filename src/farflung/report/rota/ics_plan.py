"""A plan as calendars: all of it, one person's, or one duty's.

An event keeps its UID from plan to plan, so publishing again moves it rather than putting another beside it.
In a person's calendar it is known by the person, the duty and the date; in a duty's by the duty, the date and
which of the day's shifts it is: another holder, or another hour, is the same event.

Titles are for people, and a duty may be called like anything ("on call", "Payments: EU"). So duty and person
stand by themselves too, in properties of ours (RFC 5545, section 3.8.8.2), by which a plan is read back;
CATEGORIES are for calendars that colour by them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from farflung import __version__
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import CivilTime, Zone
from farflung.report.ics_lines import calendar_text, civil_value, text_value, utc_value, vtimezone
from farflung.report.rota.view import PlanView


def plan_ics(view: PlanView) -> str:
    """Everything, each time in UTC."""
    return _calendar(view, view.record.rota, _by_duty(view, view.shifts), None)


def person_ics(view: PlanView, person: str) -> str:
    """One person's shifts, by the clocks of where they are."""
    shifts, seen = view.shifts_of(person), Counter[tuple[str, str]]()
    keyed = []
    for shift in shifts:
        slot = (shift.duty, shift.day.isoformat())
        keyed.append((_uid(view, "person", person, *slot, str(seen[slot])), shift))
        seen[slot] += 1
    home = view.atlas.zones.zone(view.atlas.person(person).place.zone)
    return _calendar(view, f"{view.record.rota}: {view.names[person]}", keyed, home)


def duty_ics(view: PlanView, duty: str) -> str:
    """One duty's shifts, each time in UTC."""
    shifts = (shift for shift in view.shifts if shift.duty == duty)
    return _calendar(view, f"{view.record.rota}: {duty}", _by_duty(view, shifts), None)


def cancelled(text: str, at: datetime) -> str:
    """A calendar of ours with every event called off: those who subscribe to it see them go.

    Unchanged where there is nothing to call off any more.
    """
    if _CONFIRMED not in text:
        return text
    told = {"DTSTAMP": utc_value(at), "LAST-MODIFIED": utc_value(at), "SEQUENCE": str(_sequence(at)),
            "STATUS": "CANCELLED", "TRANSP": "TRANSPARENT"}  # fmt: skip
    lines = (line.partition(":") for line in text.split("\r\n"))
    return "\r\n".join(
        f"{key}:{told[key]}" if key in told else key + colon + rest for key, colon, rest in lines
    )


_CONFIRMED = "\r\nSTATUS:CONFIRMED\r\n"
Keyed = tuple[str, Assignment]


def _by_duty(view: PlanView, shifts: Iterable[Assignment]) -> Iterator[Keyed]:
    seen = Counter[tuple[str, str]]()
    for shift in sorted(shifts):
        slot = (shift.duty, f"{shift.span.start:%Y-%m-%d}")
        yield _uid(view, "duty", *slot, str(seen[slot])), shift
        seen[slot] += 1


def _uid(view: PlanView, *parts: str) -> str:
    what = "\0".join((view.record.rota, *parts))
    return f"{sha256(what.encode()).hexdigest()[:24]}@farflung"


def _calendar(view: PlanView, name: str, shifts: Iterable[Keyed], zone: Zone | None) -> str:
    """`zone` is the clock that times are written in; UTC where there is none."""
    events = [line for keyed in shifts for line in _event(view, *keyed, zone)]
    return calendar_text(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//farflung//farflung {__version__}//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"NAME:{text_value(name)}",
            f"X-WR-CALNAME:{text_value(name)}",
            *(vtimezone(view.window, zone) if zone and zone.key != "UTC" else ()),
            *events,
            "END:VCALENDAR",
        ]
    )


def _event(view: PlanView, uid: str, shift: Assignment, zone: Zone | None) -> list[str]:
    made = view.record.made
    own = view.atlas.zone_of(view.atlas.person(shift.person), shift.span.start)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{utc_value(made)}",
        f"LAST-MODIFIED:{utc_value(made)}",
        f"SEQUENCE:{_sequence(made)}",
        f"DTSTART{_time(shift.span.start, zone)}",
        f"DTEND{_time(shift.span.end, zone)}",
        f"SUMMARY:{text_value(f'{shift.duty}: {view.in_files(shift.person)}')}",
        f"DESCRIPTION:{text_value(_about(view, shift, own))}",
        f"CATEGORIES:{text_value(shift.duty)}",
        f"X-FARFLUNG-DUTY:{text_value(shift.duty)}",
        f"X-FARFLUNG-PERSON:{text_value(view.in_files(shift.person))}",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _time(moment: datetime, zone: Zone | None) -> str:
    """On the zone's clock, but for an hour that clocks show twice: only UTC says which one is meant."""
    if zone is None:
        return f":{utc_value(moment)}"
    civil = CivilTime.of(moment, zone)
    twice = len(zone.candidates(civil.local_seconds)) > 1
    return f":{utc_value(moment)}" if twice else civil_value(civil)


def _sequence(made: datetime) -> int:
    """Grows with every plan: the minutes since 2020, which its 31 bits hold for ages."""
    return int((made - datetime(2020, 1, 1, tzinfo=made.tzinfo)).total_seconds() // 60)


def _about(view: PlanView, shift: Assignment, own: Zone) -> str:
    start, end = CivilTime.of(shift.span.start, own), CivilTime.of(shift.span.end, own)
    told = f"{shift.kind}, {start.time:%H:%M}-{end.time:%H:%M} {own.key}"
    until = view.reachable.get(shift)
    if until is None:
        return told
    return f"{told}; reachable for the handover until {CivilTime.of(until, own).time:%H:%M}"

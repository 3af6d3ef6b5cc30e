"""The best fix of each finding as calendar entries (RFC 5545), to be looked at and taken over.

An entry that replaces a known one has its UID and a higher SEQUENCE; one that goes is CANCELLED. Clock
rules are written out from the zone database of the report, so that no reader's older one moves them.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from farflung.draw.markup import plain
from farflung.engine.atlas import Change
from farflung.engine.checks import Finding, Fix
from farflung.engine.model import DAY_MINUTES, MeetingSeries, Recurrence, Shift
from farflung.engine.time import CivilTime, Span, Zone, from_epoch
from farflung.engine.time.civil import local_seconds
from farflung.report.changes import begun
from farflung.report.summary import Summary

_WIDTH = 75
"""Octets of a line before it is folded."""

_RULES_AHEAD = timedelta(days=2 * 366)
"""How far beyond the window clock changes are written out."""

Recurring = Shift | MeetingSeries


def calendar(summary: Summary) -> str:
    """One calendar with every entry that the best fixes take out or put in."""
    events = [line for entry in _entries(summary) for line in entry]
    zones = sorted(
        {item.recurrence.zone for _, fix in _best(summary) for item in _recurring(fix.change)} - {"UTC"}
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//farflung//farflung {summary.version}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Farflung fixes",
        *(line for key in zones for line in _zone(summary, summary.atlas.zones.zone(key))),
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _best(summary: Summary) -> Iterator[tuple[Finding, Fix]]:
    """The first fix of each finding that says what to change."""
    for finding in summary.findings:
        fix = next((fix for fix in finding.fixes if fix.change is not None), None)
        if fix is not None:
            yield finding, fix


def _recurring(change: Change | None) -> list[Recurring]:
    items = (*change.remove, *change.add) if change else ()
    return [item for item in items if isinstance(item, Shift | MeetingSeries)]


def _entries(summary: Summary) -> Iterator[list[str]]:
    seen: set[str] = set()
    for finding, fix in _best(summary):
        change = fix.change or Change()
        added = [item for item in change.add if isinstance(item, Shift | MeetingSeries)]
        kept = {uid(item) for item in added}
        gone = [i for i in change.remove if isinstance(i, Shift | MeetingSeries) and uid(i) not in kept]
        for item, status in [*((i, "CANCELLED") for i in gone), *((i, "TENTATIVE") for i in added)]:
            if (key := uid(item)) not in seen:
                seen.add(key)
                yield _event(summary, finding, fix, item, status)


def uid(item: Recurring) -> str:
    """The series' own id, or one made from what a shift is; the same in every run."""
    if isinstance(item, MeetingSeries):
        return item.id
    what = "\0".join((item.duty, item.person or "", str(item.recurrence.start), item.recurrence.rule or ""))
    return f"{sha256(what.encode()).hexdigest()[:24]}@farflung"


def _event(summary: Summary, finding: Finding, fix: Fix, item: Recurring, status: str) -> list[str]:
    recurrence = begun(summary, item) if isinstance(item, Shift) else item.recurrence
    made = summary.made or summary.window.start
    about = f"{fix.action}: {fix.effect}\n\n{finding.title}\n{finding.cause}\n{finding.rule}: {finding.basis}"
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(uid(item))}",
        f"DTSTAMP:{_utc(made)}",
        "SEQUENCE:1",
        f"STATUS:{status}",
        f"SUMMARY:{_text(_title(summary, item))}",
        f"DESCRIPTION:{_text(about)}",
        f"DTSTART{_civil(recurrence.start)}",
        _end(recurrence),
        *([f"RRULE:{_rule(summary, recurrence)}"] if recurrence.rule else []),
        *(f"EXDATE{_civil(civil)}" for civil in _excluded(recurrence)),
        *(f"RDATE{_civil(civil)}" for civil in _extra(recurrence)),
        "END:VEVENT",
        *_moved(summary, item),
    ]


def _title(summary: Summary, item: Recurring) -> str:
    if isinstance(item, MeetingSeries):
        return item.title
    return f"{item.duty}: {summary.names((item.person,)) if item.person else 'nobody yet'}"


def _end(recurrence: Recurrence) -> str:
    if recurrence.elapsed is not None:
        return f"DURATION:PT{int(recurrence.elapsed.total_seconds()) // 60}M"
    start = recurrence.start
    nights, minute = divmod(start.time.hour * 60 + start.time.minute + recurrence.end_minutes, DAY_MINUTES)
    end = CivilTime(start.date + timedelta(days=nights), time(minute // 60, minute % 60), start.zone)
    return f"DTEND{_civil(end)}"


def _rule(summary: Summary, recurrence: Recurrence) -> str:
    """The rule, with the last date as an UNTIL where it has neither that nor a count."""
    rule = (recurrence.rule or "").removeprefix("RRULE:")
    if recurrence.until is None or "UNTIL" in rule or "COUNT" in rule:
        return rule
    zone = summary.atlas.zones.zone(recurrence.zone)
    last = from_epoch(zone.first_valid(local_seconds(recurrence.until, 86400 - 1)))
    return f"{rule};UNTIL={_utc(last)}"


def _excluded(recurrence: Recurrence) -> tuple[CivilTime, ...]:
    cancelled = (override.original for override in recurrence.overrides if override.start is None)
    return (*recurrence.excluded, *cancelled)


def _extra(recurrence: Recurrence) -> tuple[CivilTime, ...]:
    """Dates besides the rule; the last date ends them too."""
    last = recurrence.until
    return tuple(civil for civil in recurrence.extra if last is None or civil.date <= last)


def _moved(summary: Summary, item: Recurring) -> Iterable[str]:
    """The occurrences that were moved by hand keep their own times."""
    made = summary.made or summary.window.start
    for override in item.recurrence.overrides:
        if override.start is not None and override.end is not None:
            yield from (
                "BEGIN:VEVENT",
                f"UID:{_text(uid(item))}",
                f"DTSTAMP:{_utc(made)}",
                f"RECURRENCE-ID{_civil(override.original)}",
                f"SUMMARY:{_text(_title(summary, item))}",
                f"DTSTART:{_utc(override.start)}",
                f"DTEND:{_utc(override.end)}",
                "END:VEVENT",
            )


def _zone(summary: Summary, zone: Zone) -> list[str]:
    """A VTIMEZONE with each clock change of the time that matters, one observance for each."""
    window = Span(summary.window.start - _RULES_AHEAD, summary.window.end + _RULES_AHEAD)
    begins = zone.utc_offset(window.start)
    out = [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone.key}",
        *_observance("STANDARD", datetime(1970, 1, 1, tzinfo=UTC), begins, begins),
    ]
    for change in zone.transitions(window):
        kind = "DAYLIGHT" if change.shift > timedelta() else "STANDARD"
        out += _observance(kind, change.instant + change.before, change.before, change.after)
    return [*out, "END:VTIMEZONE"]


def _observance(kind: str, wall: datetime, before: timedelta, after: timedelta) -> list[str]:
    """`wall` is what clocks showed until the change, written as if it were UTC."""
    offsets = (f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}")
    return [f"BEGIN:{kind}", f"DTSTART:{wall:%Y%m%dT%H%M%S}", *offsets, f"END:{kind}"]


def _offset(value: timedelta) -> str:
    minutes = round(value / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _civil(civil: CivilTime) -> str:
    clock = f"{_day(civil.date)}T{civil.time:%H%M%S}"
    return f":{clock}Z" if civil.zone == "UTC" else f";TZID={civil.zone}:{clock}"


def _day(value: date) -> str:
    return f"{value:%Y%m%d}"


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """TEXT of RFC 5545, section 3.3.11."""
    safe = "\n".join(plain(part) for part in value.splitlines())
    return safe.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Folded by octets, never inside a character (section 3.1)."""
    out, room = [], _WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            out.append("\r\n ")
            room = _WIDTH - 1
        out.append(character)
        room -= size
    return "".join(out)

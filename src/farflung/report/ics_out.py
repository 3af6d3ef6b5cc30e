"""The best fix of each finding as calendar entries (RFC 5545), to be looked at and taken over.

An entry that replaces a known one has its UID and a higher SEQUENCE; one that goes is CANCELLED. Clock
rules are written out from the zone database of the report, so that no reader's older one moves them.
"""

from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from hashlib import sha256

from farflung.engine.atlas import Change
from farflung.engine.checks import Finding, Fix
from farflung.engine.model import DAY_MINUTES, MeetingSeries, Recurrence, Shift
from farflung.engine.time import CivilTime, from_epoch
from farflung.engine.time.civil import local_seconds
from farflung.report.changes import begun
from farflung.report.ics_lines import calendar_text, civil_value, text_value, utc_value, vtimezone
from farflung.report.summary import Summary

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
        *(line for key in zones for line in vtimezone(summary.window, summary.atlas.zones.zone(key))),
        *events,
        "END:VCALENDAR",
    ]
    return calendar_text(lines)


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
        f"UID:{text_value(uid(item))}",
        f"DTSTAMP:{utc_value(made)}",
        "SEQUENCE:1",
        f"STATUS:{status}",
        f"SUMMARY:{text_value(_title(summary, item))}",
        f"DESCRIPTION:{text_value(about)}",
        f"DTSTART{civil_value(recurrence.start)}",
        _end(recurrence),
        *([f"RRULE:{_rule(summary, recurrence)}"] if recurrence.rule else []),
        *(f"EXDATE{civil_value(civil)}" for civil in _excluded(recurrence)),
        *(f"RDATE{civil_value(civil)}" for civil in _extra(recurrence)),
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
    return f"DTEND{civil_value(end)}"


def _rule(summary: Summary, recurrence: Recurrence) -> str:
    """The rule, with the last date as an UNTIL where it has neither that nor a count."""
    rule = (recurrence.rule or "").removeprefix("RRULE:")
    if recurrence.until is None or "UNTIL" in rule or "COUNT" in rule:
        return rule
    zone = summary.atlas.zones.zone(recurrence.zone)
    last = from_epoch(zone.first_valid(local_seconds(recurrence.until, 86400 - 1)))
    return f"{rule};UNTIL={utc_value(last)}"


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
                f"UID:{text_value(uid(item))}",
                f"DTSTAMP:{utc_value(made)}",
                f"RECURRENCE-ID{civil_value(override.original)}",
                f"SUMMARY:{text_value(_title(summary, item))}",
                f"DTSTART:{utc_value(override.start)}",
                f"DTEND:{utc_value(override.end)}",
                "END:VEVENT",
            )

"""The window on one line: findings by the day they begin, clock changes and holidays."""

from collections.abc import Sequence
from datetime import date, timedelta

from farflung.draw.timeline import Event, Lane
from farflung.engine.checks import Severity
from farflung.engine.time import CivilTime, as_instant
from farflung.report.figures.calendar import ClockChange, DayOff
from farflung.report.summary import Summary
from farflung.report.times import count

_LANES = (
    (Severity.ERROR, "Errors", "diamond"),
    (Severity.WARNING, "Warnings", "triangle"),
    (Severity.NOTE, "Notes", "dot"),
)


def first_day(summary: Summary) -> date:
    """The reader's local date on which the window begins."""
    return CivilTime.of(summary.window.start, summary.reader).date


def day_count(summary: Summary) -> int:
    """How many of the reader's local dates the window touches."""
    last = CivilTime.of(summary.window.end - timedelta(seconds=1), summary.reader).date
    return (last - first_day(summary)).days + 1


def lanes(summary: Summary, changes: Sequence[ClockChange], days: Sequence[DayOff]) -> tuple[Lane, ...]:
    """One lane for each severity that occurs, one for clocks, one for holidays."""
    out = [
        Lane(title, severity.word, mark, _findings(summary, severity))
        for severity, title, mark in _LANES
        if any(f.severity is severity and f.start for f in summary.findings)
    ]
    out.append(Lane("Clocks", "clock", "dot", _clocks(summary, changes)))
    out.append(Lane("Holidays", "holiday", "bar", _holidays(days)))
    return tuple(out)


def _findings(summary: Summary, severity: Severity) -> tuple[Event, ...]:
    return tuple(
        Event(max(CivilTime.of(as_instant(f.start), summary.reader).date, first_day(summary)), f.title)
        for f in summary.findings
        if f.severity is severity and f.start is not None
    )


def _clocks(summary: Summary, changes: Sequence[ClockChange]) -> tuple[Event, ...]:
    return tuple(
        Event(
            CivilTime.of(change.instant, summary.reader).date,
            f"clocks change in {', '.join(change.cities[:3])} ({count(change.people, 'person', 'people')})",
        )
        for change in changes
    )


def _holidays(days: Sequence[DayOff]) -> tuple[Event, ...]:
    return tuple(
        Event(off.day, f"{off.name} in {', '.join(off.where)} ({count(off.people, 'person', 'people')})")
        for off in days
    )

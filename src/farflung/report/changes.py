"""The fixes of a report as plain rows: what to take out of, and put into, the calendar or the rota."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from farflung.engine.atlas import Item
from farflung.engine.checks import Finding, Fix
from farflung.engine.model import (
    DAY_MINUTES,
    WEEKDAYS,
    Block,
    MeetingSeries,
    Person,
    Recurrence,
    Shift,
    WeeklyPattern,
    clock_text,
)
from farflung.engine.time import CivilTime
from farflung.report.summary import Summary


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One item of a fix. `verb` is "add" or "remove", `kind` "shift", "meeting", "hours" or "agreement".

    `starts` is the first local start ("2027-03-29 09:00"), `ends` the local end ("17:00", with "+1" where
    it is on the next day), `repeats` an RFC 5545 rule, `without` the local dates on which it does not happen
    ("2027-03-29 2027-04-05"); empty where the kind has no such thing.
    """

    verb: str
    kind: str
    what: str
    who: str
    starts: str = ""
    ends: str = ""
    zone: str = ""
    repeats: str = ""
    until: str = ""
    without: str = ""


def fixes_with_changes(summary: Summary) -> Iterator[tuple[Finding, int, Fix]]:
    """Every fix that says what to put into the files, with its finding and its rank from 1."""
    for finding in summary.findings:
        for rank, fix in enumerate(finding.fixes, 1):
            if fix.change is not None:
                yield finding, rank, fix


def rows(summary: Summary, fix: Fix) -> tuple[ChangeRow, ...]:
    """What a fix takes out, then what it puts in."""
    if fix.change is None:
        return ()
    gone = (_row(summary, "remove", item) for item in fix.change.remove)
    new = (_row(summary, "add", item) for item in fix.change.add)
    return (*gone, *new)


def _row(summary: Summary, verb: str, item: Item) -> ChangeRow:
    if isinstance(item, Shift):
        who = summary.names((item.person,)) if item.person else ""
        return _recurring(summary, verb, "shift", item.duty, who, begun(summary, item))
    if isinstance(item, MeetingSeries):
        names = ", ".join(person.name for person in summary.people(item.attendees))
        return _recurring(summary, verb, "meeting", item.title, names, item.recurrence)
    if isinstance(item, Person):
        return ChangeRow(verb, "hours", hours_text(item), item.name, zone=item.place.zone)
    return ChangeRow(verb, "agreement", item.name, item.owner or "")


def _recurring(
    summary: Summary, verb: str, kind: str, what: str, who: str, recurrence: Recurrence
) -> ChangeRow:
    start = recurrence.start
    return ChangeRow(
        verb,
        kind,
        what,
        who,
        starts=f"{start.date} {start.time:%H:%M}",
        ends=_end(summary, recurrence),
        zone=recurrence.zone,
        repeats=recurrence.rule or "",
        until=str(recurrence.until or ""),
        without=" ".join(sorted({str(civil.date) for civil in recurrence.excluded})),
    )


def begun(summary: Summary, shift: Shift) -> Recurrence:
    """A shift that holds since long ago as it is from the window on: that is what a fix is about.

    One that ends after a number of times keeps its first, from which they are counted.
    """
    recurrence, window = shift.recurrence, summary.window
    if recurrence.rule is None or "COUNT" in recurrence.rule:
        return recurrence
    zone = summary.atlas.zones.zone(recurrence.zone)
    starts = (o.start for o in summary.atlas.occurrences(shift, window) if o.start >= window.start)
    first = next((CivilTime.of(start, zone).date for start in starts), recurrence.start.date)
    if first <= recurrence.start.date:
        return recurrence
    return replace(recurrence, start=replace(recurrence.start, date=first))


def _end(summary: Summary, recurrence: Recurrence) -> str:
    """The local end of the first occurrence, whether its length is one of the clock or of elapsed time."""
    start = recurrence.start
    if recurrence.elapsed is not None:
        zone = summary.atlas.zones.zone(recurrence.zone)
        end = CivilTime.of(start.instant(zone) + recurrence.elapsed, zone)
        return _clock_end((end.date - start.date).days, end.time.hour * 60 + end.time.minute)
    first = start.time.hour * 60 + start.time.minute
    return _clock_end(*divmod(first + recurrence.end_minutes, DAY_MINUTES))


def _clock_end(nights: int, minute: int) -> str:
    return clock_text(minute) + (f" +{nights}" if nights else "")


def hours_text(person: Person) -> str:
    """The hours of a person's first pattern in words: "Mon-Fri 09:00-17:00"."""
    return pattern_text(person.patterns[0].pattern) if person.patterns else ""


def pattern_text(pattern: WeeklyPattern) -> str:
    """Weekdays with the same hours together: "Mon-Thu 09:00-17:00; Fri 09:00-13:00"."""
    by_hours: dict[tuple[int, int], list[int]] = {}
    for block in pattern.blocks:
        by_hours.setdefault((block.start, block.end), []).append(block.weekday)
    return "; ".join(f"{_days(days)} {_hours(Block(0, *hours))}" for hours, days in by_hours.items())


def _hours(block: Block) -> str:
    return f"{clock_text(block.start)}-{clock_text(block.end)}"


def _days(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in days)

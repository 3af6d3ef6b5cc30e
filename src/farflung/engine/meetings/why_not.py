"""Why a time is not proposed: each blocker by person, rule and source.

A blocker never says what a person does instead: an absence is "unavailable", another meeting is "in
another meeting" without its title, another calendar "busy". A public holiday is public.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.attendance import options_at
from farflung.engine.meetings.busy import absence_span, meetings_of
from farflung.engine.meetings.elsewhere import NOTHING
from farflung.engine.meetings.slot_values import Attendance, SlotRequest
from farflung.engine.model import Person, Source, WeeklyPattern, clock_text
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import BurdenTable


class BlockerKind(StrEnum):
    """The rules that can speak against a time, the hardest first."""

    UNAVAILABLE = "unavailable"
    MEETING = "another meeting"
    BUSY = "busy"
    HOLIDAY = "public holiday"
    DAY_OFF = "no working day"
    REST = "rest window"
    HOURS_ASKED = "outside the hours asked for"
    OWN_HOURS = "outside own hours"
    PERHAPS = "perhaps busy"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason: whom it concerns, what their clock shows, the rule in words and where it is written."""

    person: str
    kind: BlockerKind
    local: CivilTime
    rule: str
    source: Source | None = None


def why_not(atlas: Atlas, request: SlotRequest, start: datetime, table: BurdenTable) -> tuple[Blocker, ...]:
    """Everything that speaks against a start, person by person in the order of the invitation."""
    span = Span(start, start + request.length)
    window = Span(min(request.window.start, span.start), max(request.window.end, span.end))
    (option,) = options_at(atlas, replace(request, window=window, elsewhere=NOTHING), table, [start])
    return tuple(blocker for row in option.attendance for blocker in _blockers(atlas, request, row, span))


def _blockers(atlas: Atlas, request: SlotRequest, row: Attendance, span: Span) -> Iterator[Blocker]:
    person = atlas.person(row.person)
    if any(span.overlaps(absence_span(atlas, person, a)) for a in atlas.absences_of(person)):
        yield Blocker(person.id, BlockerKind.UNAVAILABLE, row.local, "unavailable at that time")
        return
    busy, perhaps = request.elsewhere.at(person.id, span)
    if _meets(atlas, request, person, span):
        yield Blocker(person.id, BlockerKind.MEETING, row.local, "in another meeting")
    elif busy:
        yield Blocker(person.id, BlockerKind.BUSY, row.local, "busy at that time")
    holiday = _holiday(atlas, person, span)
    if holiday:
        rule, source = holiday
        yield Blocker(person.id, BlockerKind.HOLIDAY, row.local, rule, source)
    elif row.off:
        rule = f"does not work on a {row.local.date:%A}"
        yield Blocker(person.id, BlockerKind.DAY_OFF, row.local, rule, person.source)
    elif not row.fits or not row.own:
        yield from _hours(atlas, request, row, span)
    if perhaps:
        yield Blocker(person.id, BlockerKind.PERHAPS, row.local, "perhaps busy at that time")


def _hours(atlas: Atlas, request: SlotRequest, row: Attendance, span: Span) -> Iterator[Blocker]:
    person = atlas.person(row.person)
    if not row.own and person.rest and atlas.rest(person, span):
        rule = f"rest window {clock_text(person.rest.start)}-{clock_text(person.rest.end)}"
        yield Blocker(person.id, BlockerKind.REST, row.local, rule, person.source)
    if request.acceptable is None:
        rule = _own_hours(person.pattern_on(row.local.date), row)
        yield Blocker(person.id, BlockerKind.OWN_HOURS, row.local, rule, person.source)
    elif not row.fits:
        low, high = map(clock_text, request.acceptable)
        yield Blocker(person.id, BlockerKind.HOURS_ASKED, row.local, f"asked for {low}-{high} of their day")


def _meets(atlas: Atlas, request: SlotRequest, person: Person, span: Span) -> bool:
    held = meetings_of(atlas, {person.id}, request.moving)
    return any(o.start < span.end and span.start < o.end for s in held for o in atlas.occurrences(s, span))


def _holiday(atlas: Atlas, person: Person, span: Span) -> tuple[str, Source] | None:
    """The public holiday that the meeting touches on the person's clock, in words, and its calendar."""
    calendar = atlas.calendar(atlas.where(person, span.start).base)
    last = max(span.start, span.end - timedelta(seconds=1))
    days = (atlas.local(person, span.start).date, atlas.local(person, last).date)
    found = [h for h in calendar.between(*days) if person.keeps_holiday(h.date)] if calendar else []
    if not found or calendar is None:
        return None
    estimated = " (estimated)" if found[0].estimated else ""
    place = "-".join(filter(None, (calendar.country, calendar.subdivision)))
    return f"{found[0].name}{estimated}, {place}", Source(calendar.source or f"holidays of {place}")


def _own_hours(pattern: WeeklyPattern | None, row: Attendance) -> str:
    blocks = pattern.on(row.local.date.weekday()) if pattern else ()
    hours = ", ".join(f"{clock_text(block.start)}-{clock_text(block.end)}" for block in blocks)
    return f"own hours {hours}{' (assumed)' if pattern and pattern.assumed else ''}"

"""A roster of any kind, a sheet or a calendar, taken for a plan: its shifts as lines of a problem."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Shift
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import CivilTime, Span
from farflung.engine.time.civil import date_shown

_MINUTE = timedelta(minutes=1)


def assignments_of(
    atlas: Atlas, shifts: Sequence[Shift], window: Span, kinds: Sequence[ShiftKind]
) -> tuple[Assignment, ...]:
    """The shifts that begin in a window, each by the kind that it is, else named by its hours."""
    return tuple(sorted(set(_each(atlas, shifts, window, kinds))))


def _each(
    atlas: Atlas, shifts: Sequence[Shift], window: Span, kinds: Sequence[ShiftKind]
) -> Iterator[Assignment]:
    for shift in shifts:
        if shift.person is None:
            continue
        person = atlas.person(shift.person)
        for occurrence in atlas.occurrences(shift, window):
            if occurrence.start in window:
                yield _line(atlas, person, shift.duty, Span(occurrence.start, occurrence.end), kinds)


def _line(atlas: Atlas, person: Person, duty: str, span: Span, kinds: Sequence[ShiftKind]) -> Assignment:
    zone = atlas.zone_of(person, span.start)
    day = date_shown(span.start, zone)
    for kind in kinds:
        if kind.duty == duty and _same_clock(kind, span, atlas, person):
            found = shift_on(atlas, person, kind, day)
            if found is not None and found.span == span:
                return found
    start, end = (CivilTime.of(moment, zone).time for moment in (span.start, span.end))
    name = f"{duty} {start:%H:%M}-{end:%H:%M}"
    return Assignment(span, person.id, duty, name, day, span.elapsed // _MINUTE)


def _same_clock(kind: ShiftKind, span: Span, atlas: Atlas, person: Person) -> bool:
    """Whether the shift begins when the kind does, by the clock the kind is written in: looked at first."""
    zone = atlas.zones.zone(kind.zone) if kind.zone else atlas.zone_of(person, span.start)
    start = CivilTime.of(span.start, zone).time
    return start.hour * 60 + start.minute == kind.start

"""Why working time is missing: the public holidays and absences that fall on it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import time

from farflung.cli.times import day_text
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.off import Off, OffKind, off_time
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, intersection


def days_off(atlas: Atlas, people: Iterable[Person], window: Span) -> Iterator[tuple[Person, Off]]:
    """What each of them is off for in hours that they would work; an absence says nothing but that."""
    plain = _without_days_off(atlas)
    # An agreement by which shifts are worked on public holidays does not make an own hour of them.
    known = atlas.with_(agreements=())
    for person in people:
        hours = plain.working(plain.person(person.id), window)
        for off in off_time(known, person, window):
            if intersection(hours, [off.span]):
                yield person, off


def off_text(off: Off, zone: Zone, window: Span) -> str:
    """ "Fri 26 Mar Good Friday"; an absence is "Fri 26 Mar", or "Fri 26 Mar 13:00-17:00"."""
    start, end = CivilTime.of(off.span.start, zone), CivilTime.of(off.span.end, zone)
    if off.kind == OffKind.HOLIDAY:
        return f"{day_text(start.date)} {off.label}"
    whole = (start.time == time() or off.span.start == window.start) and (
        end.time == time() or off.span.end == window.end
    )
    return day_text(start.date) if whole else f"{day_text(start.date)} {start.time:%H:%M}-{end.time:%H:%M}"


def _without_days_off(atlas: Atlas) -> Atlas:
    people = tuple(replace(person, swaps=()) if person.swaps else person for person in atlas.people)
    return atlas.with_(people=people, absences=(), holidays={})

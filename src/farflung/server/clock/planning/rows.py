"""People and groups as rows of the day ribbon, on the reader's day."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from django.utils.translation import gettext
from numpy.typing import NDArray

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.model import Person, Place
from farflung.engine.time import CivilTime, Span, Zone
from farflung.report.figures.reference import coordinates
from farflung.server.clock.planning.hours import hours_around
from farflung.server.clock.planning.states import unavailable

_SHADES = 5


def person_row(atlas: Atlas, person: Person, place: Place, day: Day, *, own: bool = False) -> Row:
    """One person's day: exact hours, the sun where they are; the rest window on one's own row (N15)."""
    work = [span for span in hours_around(atlas, person, day.noon) if span.overlaps(day.span)]
    where = coordinates(place)
    return Row(
        name=person.name,
        place=place.label,
        zone=atlas.zones.zone(place.zone),
        work=tuple((span, 1.0) for span in work),
        rest=atlas.rest(person, day.span) if own else (),
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        note="" if work else why_off(atlas, person, place, day),
    )


def why_off(atlas: Atlas, person: Person, place: Place, day: Day) -> str:
    """Why nobody need look for somebody that day: a public holiday, a free weekday, or just unavailable."""
    noon = CivilTime.of(day.noon, atlas.zones.zone(place.zone))
    calendar = atlas.calendar(person.place)
    held = calendar.between(noon.date, noon.date) if calendar else ()
    if held:
        return held[0].name
    if unavailable(atlas, person, noon):
        return gettext("unavailable")
    pattern = person.pattern_on(noon.date)
    free = pattern is not None and noon.date.weekday() not in pattern.weekdays
    return gettext("not a working day") if free else ""


def group_row(name: str, zone: Zone, spans: Sequence[tuple[Span, float]]) -> Row:
    """A group's day, without a sky: it has no one place."""
    return Row(name, "", zone, tuple(spans), person=False)


def shares(
    grid: CompanyGrid, counts: NDArray[np.int32], people: int, day: Day, *, exact: bool
) -> tuple[tuple[Span, float], ...]:
    """How much of a group is at work in steps of a fifth; not `exact`: only whether somebody is."""
    low, high = ((moment - grid.start) // SLOT for moment in (day.span.start, day.span.end))
    low, high = max(low, 0), min(high, grid.slots)
    part = counts[low:high]
    steps = np.ceil(part * (_SHADES / people) - 0.5).clip(part > 0) if exact else (part > 0) * 3
    out, at = [], low
    for step, run in groupby(steps.astype(int).tolist()):
        width = len(list(run))
        if step > 0:
            out.append((Span(grid.instant(at), grid.instant(at + width)), step / _SHADES))
        at += width
    return tuple(out)

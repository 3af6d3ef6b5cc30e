"""Rotations as plans: turns of a list, without a solver, as assignments that every rule can look at."""

from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.assignment import Assignment
from farflung.engine.rotation import Rotation, pairs, periods
from farflung.engine.time import Span, clipped

TURN = "turn"
"""The name of the kind of shift that a turn is."""


def rotated(rotation: Rotation, duty: str, window: Span, atlas: Atlas) -> tuple[Assignment, ...]:
    """Whose turn it is on a duty through a window, by person ids. Turns that cross its ends are cut."""
    found = periods(rotation, window, atlas.zones)
    return tuple(_line(atlas, period.member, duty, period.span) for period in found)


def seconds(
    rotation: Rotation, duty: str, window: Span, atlas: Atlas, other: Rotation | None = None
) -> tuple[Assignment, ...]:
    """Who is called second on `duty`: the next in the list, or whoever `other` names; never the first."""
    found = [
        _line(atlas, pair.secondary, duty, span)
        for pair in pairs(rotation, window, atlas.zones, other)
        if pair.secondary is not None
        for span in clipped([pair.span], window)
    ]
    return tuple(found)


def _line(atlas: Atlas, person: str, duty: str, span: Span) -> Assignment:
    day = atlas.local(atlas.person(person), span.start).date
    return Assignment(span, person, duty, TURN, day, span.elapsed // timedelta(minutes=1))

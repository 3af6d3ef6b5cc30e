"""Whose dates a change of a rotation moves: they are told, once; nobody else is."""

from dataclasses import dataclass

from farflung.engine.rotation.periods import periods
from farflung.engine.rotation.rotation import Rotation
from farflung.engine.time import Span, ZoneDatabase, difference


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One message to one person: the time they are no longer on (`lost`) and newly on (`gained`)."""

    member: str
    lost: tuple[Span, ...]
    gained: tuple[Span, ...]


def told(before: Rotation, after: Rotation, window: Span, zones: ZoneDatabase) -> tuple[Told, ...]:
    """One entry for each person whose own time in the window differs, by id; never two for one person."""
    old, new = _by_member(before, window, zones), _by_member(after, window, zones)
    found = (
        Told(
            member,
            difference(old.get(member, ()), new.get(member, ())),
            difference(new.get(member, ()), old.get(member, ())),
        )
        for member in sorted(old.keys() | new.keys())
    )
    return tuple(notice for notice in found if notice.lost or notice.gained)


def _by_member(rotation: Rotation, window: Span, zones: ZoneDatabase) -> dict[str, tuple[Span, ...]]:
    spans: dict[str, list[Span]] = {}
    for period in periods(rotation, window, zones):
        spans.setdefault(period.member, []).append(period.span)
    return {member: tuple(found) for member, found in spans.items()}

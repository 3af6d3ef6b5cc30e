"""People by place, for the map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from farflung.draw.world import Spot
from farflung.engine.atlas import SLOT
from farflung.engine.time import Span
from farflung.report.figures.reference import coordinates
from farflung.report.summary import Summary

_MOST = 160


Key = tuple[str, float, float]


def spots(summary: Summary, instant: datetime) -> tuple[Spot, ...]:
    """The places where people are at home, most people first, and how many of them work at an instant."""
    return spots_at(summary, (instant,))[0]


def spots_at(summary: Summary, instants: Iterable[datetime]) -> list[tuple[Spot, ...]]:
    """The same at several instants."""
    homes = _homes(summary)
    people = Counter(homes.values())
    ordered = sorted(people, key=lambda key: (-people[key], key))[:_MOST]
    found = []
    for instant in instants:
        at_work = Counter(homes[person] for person in _working(summary, instant) if person in homes)
        found.append(tuple(Spot(*key, people[key], at_work[key]) for key in ordered))
    return found


def _homes(summary: Summary) -> dict[str, Key]:
    """Name and coordinates of the place where each person is at home; nobody whose place has none."""
    where = ((person.id, person.place, coordinates(person.place)) for person in summary.atlas.people)
    return {key: (place.label, *found) for key, place, found in where if found is not None}


def _working(summary: Summary, instant: datetime) -> tuple[str, ...]:
    """Who works at an instant, also just outside the window: the reader's day may begin before it."""
    window = summary.window if instant in summary.window else Span(instant, instant + SLOT)
    return summary.atlas.grid(window).who(instant)


def unplaced(summary: Summary) -> int:
    """How many people have neither coordinates nor a zone with a place."""
    return sum(1 for person in summary.atlas.people if coordinates(person.place) is None)


def moments(start: datetime, count: int = 4) -> Sequence[datetime]:
    """Evenly spread instants of the 24 hours from `start`, cut to whole quarter hours."""
    step = timedelta(days=1) / count
    return tuple(start + n * step for n in range(count))

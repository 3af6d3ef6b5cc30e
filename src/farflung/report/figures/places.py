"""People by place, for the map."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from farflung.draw.world import Spot
from farflung.engine.atlas import SLOT
from farflung.engine.time import Span
from farflung.report.figures.reference import coordinates
from farflung.report.summary import Summary

_MOST = 160


def spots(summary: Summary, instant: datetime) -> tuple[Spot, ...]:
    """The places where people are at home, most people first, and how many of them work at an instant."""
    working = _working(summary, instant)
    people: Counter[tuple[str, float, float]] = Counter()
    at_work: Counter[tuple[str, float, float]] = Counter()
    for person in summary.atlas.people:
        where = coordinates(person.place)
        if where is not None:
            key = (person.place.label, *where)
            people[key] += 1
            at_work[key] += person.id in working
    ordered = sorted(people, key=lambda key: (-people[key], key))
    return tuple(Spot(*key, people[key], at_work[key]) for key in ordered[:_MOST])


def _working(summary: Summary, instant: datetime) -> frozenset[str]:
    """Who works at an instant, also just outside the window: the reader's day may begin before it."""
    window = summary.window if instant in summary.window else Span(instant, instant + SLOT)
    return frozenset(summary.atlas.grid(window).who(instant))


def unplaced(summary: Summary) -> int:
    """How many people have neither coordinates nor a zone with a place."""
    return sum(1 for person in summary.atlas.people if coordinates(person.place) is None)


def moments(start: datetime, count: int = 4) -> Sequence[datetime]:
    """Evenly spread instants of the 24 hours from `start`, cut to whole quarter hours."""
    step = timedelta(days=1) / count
    return tuple(start + n * step for n in range(count))

"""People by place, for the map."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from farflung.draw.world import Spot
from farflung.report.figures.reference import coordinates
from farflung.report.summary import Summary

_MOST = 160


def spots(summary: Summary, instant: datetime) -> tuple[Spot, ...]:
    """The places where people are at home, most people first, and how many of them work at an instant."""
    working = set(summary.atlas.grid(summary.window).who(instant))
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


def unplaced(summary: Summary) -> int:
    """How many people have neither coordinates nor a zone with a place."""
    return sum(1 for person in summary.atlas.people if coordinates(person.place) is None)


def moments(start: datetime, count: int = 4) -> Sequence[datetime]:
    """Evenly spread instants of the 24 hours from `start`, cut to whole quarter hours."""
    step = timedelta(days=1) / count
    return tuple(start + n * step for n in range(count))

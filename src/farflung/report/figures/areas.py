"""Zone areas by home: everybody whose home shows the same hour throughout the window.

The engine's areas follow each person's trips, which is right for a count of points and wrong for a
picture: two hundred travellers would be two hundred areas of one.
"""

from collections import Counter
from collections.abc import Iterable

from farflung.engine.atlas import ZoneArea
from farflung.engine.model import Person
from farflung.report.summary import Summary

FEWEST = 5
"""No aggregate under five people."""

_Hours = tuple[tuple[int, int], ...]


def home_areas(summary: Summary, ids: Iterable[str] | None = None) -> tuple[ZoneArea, ...]:
    """The areas of some people (None: of all), most people first."""
    people = summary.atlas.people if ids is None else summary.people(ids)
    hours = {key: _hours(summary, key) for key in {person.place.zone for person in people}}
    groups: dict[_Hours, list[Person]] = {}
    for person in people:
        groups.setdefault(hours[person.place.zone], []).append(person)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group[0].place.label))
    return tuple(_area(number, group) for number, group in enumerate(ordered))


def _hours(summary: Summary, key: str) -> _Hours:
    """What clocks of a zone do in the window: offset in seconds from each moment on."""
    zone = summary.atlas.zones.zone(key)
    begins = int(zone.utc_offset(summary.window.start).total_seconds())
    changes = ((c.instant, c.after) for c in zone.transitions(summary.window) if c.shift)
    later = tuple((int(at.timestamp()), int(after.total_seconds())) for at, after in changes)
    return ((0, begins), *later)


def _area(number: int, people: list[Person]) -> ZoneArea:
    places = Counter(person.place.label for person in people)
    zones = Counter(person.place.zone for person in people)
    return ZoneArea(number, tuple(p.id for p in people), _by_count(places), _by_count(zones))


def _by_count(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))

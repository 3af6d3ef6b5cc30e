"""The changes of clocks ahead that concern five people or more, anywhere in the company."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.draw.world import FEWEST
from farflung.engine.atlas import Atlas
from farflung.engine.clocks import ClockChange, clock_changes
from farflung.engine.time import CivilTime, Span
from farflung.server.core.privacy import tellable


@dataclass(frozen=True, slots=True)
class Change:
    """On a local date clocks go forward by `shift` (negative: back), for so many people.

    `cities` are the reference cities of zones with five of them or more, most people first. `people` is None
    where it is not to be said.
    """

    day: date
    at: datetime
    shift: timedelta
    cities: tuple[str, ...]
    people: int | None


def changes(atlas: Atlas, window: Span, counted: Iterable[Iterable[Collection[str]]]) -> tuple[Change, ...]:
    """Changes of one local date by the same amount are one: half a continent follows hour by hour.

    `counted` are groups by kind whose size is told, from which that of a change must not differ by a few.
    """
    found: dict[tuple[date, timedelta], list[ClockChange]] = defaultdict(list)
    for change in clock_changes(atlas, window):
        if change.shift:
            local = CivilTime.of(change.instant, atlas.zones.zone(change.zones[0]))
            found[local.date, change.shift].append(change)
    moved = {key: {one for change in changes for one in change.people} for key, changes in found.items()}
    told = tellable(moved, least=FEWEST, besides=counted)
    order = sorted(found, key=lambda key: (min(c.instant for c in found[key]), -len(moved[key])))
    large = (key for key in order if len(moved[key]) >= FEWEST)
    return tuple(_change(atlas, key, found[key], len(moved[key]) if key in told else None) for key in large)


def _change(
    atlas: Atlas, key: tuple[date, timedelta], changes: list[ClockChange], people: int | None
) -> Change:
    ids = {person for change in changes for person in change.people}
    living = Counter(atlas.zone_of(atlas.person(p), changes[0].instant).key for p in ids)
    cities = [zone.rsplit("/", 1)[-1].replace("_", " ") for zone, n in living.most_common() if n >= FEWEST]
    return Change(key[0], min(c.instant for c in changes), key[1], tuple(cities), people)

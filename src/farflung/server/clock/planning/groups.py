"""People by place, without anybody being read out of it (N5).

No group under five people, and no sum from which what is shown can be taken away to leave fewer: what is left
over has to be as large as a group itself. Which of them have a number at work is decided together with teams
(`core/privacy.py`), for a team and a place can differ by a few as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from farflung.draw.world import FEWEST
from farflung.engine.model import Place
from farflung.report.figures.reference import coordinates

MOST_PLACES = 60
"""More places than this nobody reads in a table."""

_MIDDLES = {
    "Africa": (2.0, 21.0),
    "America": (12.0, -88.0),
    "Antarctica": (-58.0, 0.0),
    "Arctic": (74.0, 16.0),
    "Asia": (45.0, 88.0),
    "Atlantic": (30.0, -38.0),
    "Australia": (-25.0, 134.0),
    "Europe": (50.0, 20.0),
    "Indian": (-12.0, 75.0),
    "Pacific": (-8.0, -165.0),
}
"""Where a part of the world is drawn: never where anybody is, so no place can be worked out of it."""


Key = tuple[str, str, float | None, float | None]
"""A place: its name, its zone, where it is."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of a place, or (`rest`) of all smaller places of a part of the world, named as in IANA zones.

    `working` is None where it is not to be said. `zone` is "" for a rest: it has no one clock. `of` are the
    places of those in it, by which it is known.
    """

    label: str
    people: int
    working: int | None
    zone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    rest: bool = False
    of: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """Everybody once in `listed` (with numbers at work) and once in `drawn` (without).

    What is listed is made of whole groups that are drawn, so the one can be taken from the other without
    leaving fewer than five. Both are largest first, and empty for fewer than five people.
    """

    listed: tuple[Group, ...]
    drawn: tuple[Group, ...]


def groups(people: Iterable[tuple[Place, bool]], told: Collection[object] = ()) -> Groups:
    """The groups of people, who come as their places with whether they are at work.

    `told` are those, by their places, that may have a number at work.
    """
    found, working = _counted(people)
    places = [_place(key, found[key], working[key]) for key in found if found[key] >= FEWEST]
    few = [_place(key, found[key], working[key]) for key in found if found[key] < FEWEST]
    drawn = _folded(places, _by_part(few))
    listed = (group if group.of in told else replace(group, working=None) for group in _listed(drawn))
    return Groups(tuple(sorted(listed, key=_order)), tuple(sorted(drawn, key=_order)))


def key_of(place: Place) -> Key:
    """How a place is known here."""
    return (place.label, place.zone, *(coordinates(place) or (None, None)))


def _order(group: Group) -> tuple[bool, int, str]:
    return group.rest, -group.people, group.label


def _listed(drawn: list[Group]) -> list[Group]:
    """The largest places, and all other groups by part of the world."""
    ordered = sorted(drawn, key=_order)
    places = [group for group in ordered if not group.rest][:MOST_PLACES]
    kept = {id(group) for group in places}
    return [*places, *_by_part(group for group in ordered if id(group) not in kept)]


def _counted(people: Iterable[tuple[Place, bool]]) -> tuple[Counter[Key], Counter[Key]]:
    found: Counter[Key] = Counter()
    working: Counter[Key] = Counter()
    keys: dict[int, tuple[Place, Key]] = {}  # most people share a few places: each is described once
    for place, at_work in people:
        known = keys.get(id(place))
        if known is None:
            known = keys[id(place)] = place, key_of(place)
        found[known[1]] += 1
        working[known[1]] += at_work
    return found, working


def _place(key: Key, people: int, working: int) -> Group:
    label, zone, latitude, longitude = key
    return Group(label, people, working, zone, latitude, longitude, of=(key,))


def _by_part(others: Iterable[Group]) -> list[Group]:
    """Groups put together by the part of the world that their zone is named after; "" is all of it."""
    parts: dict[str, list[Group]] = {}
    for group in others:
        part = group.label if group.rest else group.zone.partition("/")[0]
        parts.setdefault(part, []).append(group)
    return [_rest(part, found) for part, found in parts.items()]


def _rest(part: str, found: Iterable[Group]) -> Group:
    kept = list(found)
    people, working = sum(g.people for g in kept), sum(g.working or 0 for g in kept)
    of = tuple(sorted((key for g in kept for key in g.of), key=str))
    latitude, longitude = _MIDDLES.get(part, (None, None))
    return Group(part, people, working, "", latitude, longitude, rest=True, of=of)


def _folded(places: list[Group], rests: list[Group]) -> list[Group]:
    """Rests too small to be shown become one, with the smallest of the others while it is too small."""
    large = sorted((rest for rest in rests if rest.people >= FEWEST), key=lambda g: g.people)
    small = [rest for rest in rests if rest.people < FEWEST]
    places = sorted(places, key=lambda g: g.people)
    while 0 < sum(g.people for g in small) < FEWEST and (large or places):
        small.append(large.pop(0) if large else places.pop(0))
    together = [_rest("", small)] if sum(g.people for g in small) >= FEWEST else []
    return [*places, *large, *together]

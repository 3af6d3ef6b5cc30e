"""Which meanings fit all the clues, and which of those may be taken without asking.

The rules, in order (docs/reference/places.md says the same for readers):
1. A meaning counts for each clue it agrees with; those that agree with most clues stay.
2. Names before codes; a country's name before towns abroad; the most exact of places inside one another.
3. Places that no clock and no public holiday tells apart are one place: the largest.
4. The largest of several namesakes is taken if it has at least `OUTWEIGHS` times the people of the next and
   at least `LARGE` people, and every word of the cell was understood. Places without people give way to all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final

from farflung.intake.gazetteer.options import Option, calendar_code, people, zone_shares
from farflung.intake.gazetteer.readings import Clue, Reading, contains
from farflung.intake.gazetteer.tables import Tables

OUTWEIGHS: Final = 10
# Regions are counted with every suburb in them, so a region must be that many times larger than a town.
REGION_OUTWEIGHS: Final = 50
LARGE: Final = 500_000
_SAME_TOWN_KM: Final = 80
_KM_PER_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Best:
    """Meanings that agree with most clues, the clues they leave unexplained, and those that mean nothing."""

    readings: tuple[Reading, ...]
    against: tuple[Clue, ...]
    unread: tuple[Clue, ...]


def best(clues: Sequence[Clue], tables: Tables) -> Best:
    """Return the meanings that agree with most of the clues."""
    meant = [clue for clue in clues if clue.readings]
    unread = tuple(clue for clue in clues if not clue.readings)
    anchors = list(dict.fromkeys(reading for clue in meant for reading in clue.readings))
    agreed = {anchor: [c for c in meant if _agrees(c, anchor, tables)] for anchor in anchors}
    most = max((len(found) for found in agreed.values()), default=0)
    top = [anchor for anchor in anchors if len(agreed[anchor]) == most]
    against = tuple(clue for clue in meant if all(clue not in agreed[anchor] for anchor in top))
    if not against and most < len(meant):
        against = tuple(meant)
    return Best(_narrowed(top, tables), against, unread)


def merged(found: list[Option], tables: Tables) -> list[Option]:
    """Return the options with those that neither clock nor holidays tell apart made one, largest first."""
    kept: dict[tuple[str, str | None, str], Option] = {}
    for option in sorted(found, key=_rank):
        kept.setdefault(_matters(option, tables), option)
    return list(kept.values())


def outweighing(found: list[Option], tables: Tables) -> list[Option]:
    """Return the options of the largest namesake if rule 4 lets it stand for the name, else all of them.

    A country stands for its name only where nothing else does: Georgia is asked about whatever the numbers.
    A place of which nobody is counted (a research station) gives way to any that people live in.
    """
    found = [option for option in found if option.reading.row < 0 or option.population] or found
    sizes = {option.reading: people(option.reading, tables) for option in found}
    order = sorted(sizes, key=lambda reading: -sizes[reading])
    if len(order) < 2 or any(reading.kind == "country" for reading in order):
        return found
    first, second = sizes[order[0]], sizes[order[1]]
    times = OUTWEIGHS if order[0].kind == "city" else REGION_OUTWEIGHS
    unknown = any(reading.kind == "region" and not sizes[reading] for reading in order)
    if unknown or first < LARGE or first < times * second:
        return found
    return [option for option in found if option.reading == order[0]]


def _agrees(clue: Clue, anchor: Reading, tables: Tables) -> bool:
    return any(
        reading == anchor or contains(reading, anchor, tables) or _same_town(reading, anchor, tables)
        for reading in clue.readings
        if reading.country == anchor.country
    )


def _same_town(one: Reading, other: Reading, tables: Tables) -> bool:
    """Tell whether two towns are parts of one another: Brooklyn, New York."""
    if one.row < 0 or other.row < 0 or (one.subdivision, one.zone) != (other.subdivision, other.zone):
        return False
    a, b = tables.city(one.row), tables.city(other.row)
    east = (a.longitude - b.longitude) * cos(radians(a.latitude))
    return hypot(a.latitude - b.latitude, east) * _KM_PER_DEGREE < _SAME_TOWN_KM


def _narrowed(top: list[Reading], tables: Tables) -> tuple[Reading, ...]:
    named = [reading for reading in top if reading.named] or top
    # A country's name in a third language (Salvador, in French) does not outdo a town of that name.
    countries = {reading.country for reading in named if reading.kind == "country" and reading.own}
    if countries:
        named = [reading for reading in named if _beside_country(reading, countries, tables)]
    outer = [r for r in named if any(o != r and _around(r, o, tables) for o in named)]
    return tuple(reading for reading in named if reading not in outer)


def _beside_country(reading: Reading, countries: set[str], tables: Tables) -> bool:
    """Keep towns called like their own country (Singapore) and states called like another one (Georgia).

    Puerto Rico has a country code of its own; the US subdivision of that name holds no towns in the list.
    """
    if reading.kind == "city":
        return reading.own and reading.country in countries
    return reading.kind == "country" or (reading.country == "US" and people(reading, tables) > 0)


def _around(outer: Reading, inner: Reading, tables: Tables) -> bool:
    """Tell whether *outer* needs no question beside *inner*: it holds it, or is around its zone.

    Buenos Aires is a province and, outside it, a city: the city is meant. Washington is a state far from
    the city.
    """
    if outer.kind == "region" and inner.kind == "city" and outer.country == inner.country:
        return (inner.own and inner.zone in {share.zone for share in zone_shares(outer, tables)}) or (
            contains(outer, inner, tables)
        )
    return outer.kind != inner.kind and contains(outer, inner, tables)


def _matters(option: Option, tables: Tables) -> tuple[str, str | None, str]:
    country = tables.countries.get(option.reading.country)
    varies = country is not None and country.holidays_vary
    return option.reading.country, calendar_code(option.reading, tables) if varies else None, option.zone


def _rank(option: Option) -> tuple[bool, bool, int]:
    reading = option.reading
    return reading.kind != "city", not reading.own, -option.population

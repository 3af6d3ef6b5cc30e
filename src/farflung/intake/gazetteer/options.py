"""From meanings to places: a town has its zone, a region or country may have several."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from farflung.intake.gazetteer.clocks import Clock, clock_of
from farflung.intake.gazetteer.readings import Reading
from farflung.intake.gazetteer.tables import Region, Tables, Zone, ZoneShare
from farflung.intake.gazetteer.values import ResolvedPlace
from farflung.intake.gazetteer.zone_clues import ZoneClue

# One person in 200: a clock kept by fewer (Broken Hill in New South Wales) is named in the note, not asked
# about.
RARE: Final = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One place that fits the words, its zone, and the row of the town that stands for it or -1."""

    reading: Reading
    zone: str
    population: int
    row: int


def options(reading: Reading, clue: ZoneClue | None, tables: Tables, on: date | None = None) -> list[Option]:
    """Return the places a meaning stands for, one for each clock as of *on*, if *clue* accepts it."""
    if reading.zone is not None:
        fits = clue is None or clue.accepts(tables.zones[reading.zone])
        return (
            [Option(reading, reading.zone, tables.city(reading.row).population, reading.row)] if fits else []
        )
    shares = zone_shares(reading, tables)
    known = reading.kind == "country" or people(reading, tables) > 0
    if clue is not None:
        shares = _accepted(shares, clue, tables)
    elif known:  # of a region without towns nobody can tell which of the country's clocks is rare there
        shares = _common(shares, tables, on)
    return [
        Option(reading, share.zone, share.population, share.row)
        for share in _one_per_clock(shares, tables, on)
    ]


def zone_shares(reading: Reading, tables: Tables) -> tuple[ZoneShare, ...]:
    """Return the zones of a country or region, most people first; its whole's where it has no towns."""
    country = tables.countries.get(reading.country)
    everywhere = country.shares if country is not None else ()
    region = tables.region(reading.country, reading.subdivision)
    while region is not None and not region.shares:
        region = tables.region(region.country, region.parent)
    return region.shares if region is not None else everywhere


def people(reading: Reading, tables: Tables) -> int:
    """Return the people of a town, or of a region's or country's own towns."""
    if reading.row >= 0:
        return tables.city(reading.row).population
    region = tables.region(reading.country, reading.subdivision)
    holder = region or tables.countries.get(reading.country)
    return sum(share.population for share in holder.shares) if holder else 0


def place(option: Option, how: str, tables: Tables) -> ResolvedPlace:
    """Return an option as an answer."""
    reading = option.reading
    city = tables.city(reading.row) if reading.row >= 0 else None
    subdivision = calendar_code(reading, tables)
    near = tables.city(option.row) if option.row >= 0 else tables.zones[option.zone]
    return ResolvedPlace(
        reading.country, subdivision, city.name if city else None, option.zone, near.latitude, near.longitude,
        option.population, how,
    )  # fmt: skip


def zone_place(zone: Zone, how: str) -> ResolvedPlace:
    """Return a zone alone as an answer: its position for the map, and no country."""
    return ResolvedPlace(None, None, None, zone.name, zone.latitude, zone.longitude, zone.population, how)


def _accepted(shares: tuple[ZoneShare, ...], clue: ZoneClue, tables: Tables) -> tuple[ZoneShare, ...]:
    named = tuple(share for share in shares if clue.exact and share.zone in clue.zones)
    # A zone nobody asks about (Chatham, Galapagos) counts only when it is named.
    return named or tuple(share for share in _asked(shares) if clue.accepts(tables.zones[share.zone]))


def _asked(shares: tuple[ZoneShare, ...]) -> tuple[ZoneShare, ...]:
    return tuple(share for share in shares if share.listed) or shares


def _common(shares: tuple[ZoneShare, ...], tables: Tables, on: date | None) -> tuple[ZoneShare, ...]:
    """Return the largest zone where hardly anybody keeps another clock, else all of them."""
    total = sum(share.population for share in shares)
    often = tuple(share for share in _asked(shares) if share.population * RARE >= total)
    return often if len(_one_per_clock(often, tables, on)) == 1 else shares


def _one_per_clock(shares: tuple[ZoneShare, ...], tables: Tables, on: date | None) -> list[ZoneShare]:
    first: dict[Clock, ZoneShare] = {}
    for share in shares:
        first.setdefault(clock_of(share.zone, on, tables), share)
    return list(first.values())


def calendar_code(reading: Reading, tables: Tables) -> str | None:
    """Return the subdivision's code, or its parent's where only that one has a public holiday calendar."""
    if reading.kind == "city":
        return reading.subdivision
    region = tables.region(reading.country, reading.subdivision)
    above: Region | None = None
    if region is not None and not region.in_holidays:
        above = tables.region(region.country, region.parent)
    return above.code if above is not None and above.in_holidays else reading.subdivision

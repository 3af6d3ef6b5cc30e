"""Places that no list of towns has though a zone is called after them, and what the list has wrong."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from farflung.intake.gazetteer.fold import fold
from scripts.gazetteer_build.sources import RawCity
from scripts.gazetteer_build.zones import Zone

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Outpost:
    """A place, its ISO 3166-2 suffix or None, and what else people call it."""

    city: RawCity
    subdivision: str | None
    others: tuple[str, ...]


def outposts(zones: Mapping[str, Zone]) -> list[Outpost]:
    """Return the places of `outposts.tsv`; their numbers are below zero, which GeoNames never gives."""
    return [
        Outpost(_city(-number, row, zones[row[3]]), row[2] or None, tuple(filter(None, row[5].split("|"))))
        for number, row in enumerate(_table("outposts.tsv"), 1)
    ]


def corrected(every: Iterable[RawCity]) -> list[RawCity]:
    """Return the towns with the names and zones of `corrections.tsv`; raises where one is no longer there."""
    right = {int(row[0]): (row[1], row[2]) for row in _table("corrections.tsv")}
    found = []
    for city in every:
        name, zone = right.pop(city.geonameid, (city.name, city.zone))
        found.append(replace(city, name=name, zone=zone))
    if right:
        raise SystemExit(f"corrections.tsv: GeoNames has no {', '.join(map(str, right))} any more")
    return found


def own_name(zone: str) -> str:
    """Return what the zone database calls a zone, as a place: "Lord Howe"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def titular(city: RawCity) -> bool:
    """Tell whether a town is called like its zone; the largest such is listed however small it is."""
    return fold(city.name) == fold(own_name(city.zone))


def _city(number: int, row: list[str], zone: Zone) -> RawCity:
    return RawCity(
        number, row[0], row[1], "", zone.name, zone.latitude, zone.longitude, int(row[4]), alternates=()
    )


def _table(name: str) -> Iterator[list[str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )

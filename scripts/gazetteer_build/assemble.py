"""Puts the parts together and writes them as the sections of one text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import holidays

from farflung.intake.gazetteer.fold import fold
from scripts.gazetteer_build import cities, countries, languages, outposts, regions, sources, zones
from scripts.gazetteer_build.outposts import Outpost
from scripts.gazetteer_build.sources import IsoSubdivision, RawCity
from scripts.gazetteer_build.zones import Zone

_SPELLED_FROM = 300_000  # people; other Latin names of such cities are offered as spellings too
# Codes that `holidays` uses and pycountry's list does not have: Norway's new counties, Italy's province of
# Aosta.
NOT_YET_LISTED = {
    "NO": {"31": "Østfold", "32": "Akershus", "33": "Buskerud", "39": "Vestfold", "40": "Telemark", "55":
    "Troms", "56": "Finnmark"}, "IT": {"AO": "Aosta"}, }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything that goes into the file. Towns are sorted by population, so a row number is a rank."""

    cities: list[RawCity]
    every: list[RawCity]
    countries: dict[str, dict[str, Any]]
    regions: dict[str, dict[str, IsoSubdivision]]
    english: dict[tuple[str, str], str]
    region_of: dict[int, str | None]
    outposts: list[Outpost]
    holiday_codes: dict[str, list[str]]
    holiday_names: dict[tuple[str, str], set[str]]
    zones: dict[str, Zone]
    aliases: dict[str, str]
    windows: dict[str, dict[str, str]]


def collect(subdivisions: Path, core: Path) -> Collected:
    """Read every source. *subdivisions* and *core* are folders of CLDR packages."""
    table, inhabited = sources.countries(), zones.inhabited()
    added = outposts.outposts(inhabited)
    every = _own_zones(outposts.corrected(sources.cities(500)), inhabited)
    every += [outpost.city for outpost in added]
    iso = sources.subdivisions(subdivisions, {code: languages.spoken(code) for code in table})
    iso = _with_unlisted(iso)
    capitals = {code: row["capital"] for code, row in table.items()}
    rows = cities.kept(every, capitals, inhabited)
    old = sources.old_cities()
    return Collected(
        cities=rows, every=every, countries=table, regions=iso,
        english=sources.cldr_english(subdivisions),
        region_of=_region_of(every, old, iso) | {one.city.geonameid: one.subdivision for one in added},
        outposts=added,
        holiday_codes={code: codes for code, codes in holidays.list_supported_countries().items() if codes},
        holiday_names=_holiday_names(table),
        zones=inhabited, aliases=zones.aliases(inhabited),
        windows=_current(sources.windows_zones(core), zones.aliases(inhabited)),
    )  # fmt: skip


def render(data: Collected, made_from: dict[str, str]) -> str:
    """Return the file's text: sections parted by form feeds, a title line each, then tab-separated rows."""
    weight: Counter[str] = Counter()
    for city in data.cities:
        weight[city.zone] += city.population
    sections: dict[str, list[Any]] = {
        "meta": [("format", "1"), *sorted(made_from.items())],
        "countries": list(_countries(data)),
        "regions": list(_regions(data)),
        "zones": list(_zones(data, weight)),
        "aliases": sorted(data.aliases.items()),
        "labels": [
            (k, " ".join(v)) for k, v in sorted(zones.labels(data.windows, data.zones, weight).items())
        ],
        "windows": sorted(_windows(data)),
        "abbreviations": [
            (k, " ".join(v)) for k, v in sorted(zones.abbreviations(data.zones, weight).items())
        ],
        "cities": list(_cities(data)),
    }
    index = _index(data)
    sections["spellings"] = sorted(_spellings(data, index))
    # Sorted by bytes: the reader searches the undecoded text.
    sections["index"] = sorted(index.items(), key=lambda item: item[0].encode())
    return "\f".join(
        f"{name}\n" + "\n".join("\t".join(row) for row in rows) for name, rows in sections.items()
    )


def _current(windows: dict[str, dict[str, str]], aliases: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return Windows zones under their current names: CLDR keeps the first one ever given (Europe/Kiev)."""
    return {name: {t: aliases.get(zone, zone) for t, zone in by.items()} for name, by in windows.items()}


def _holiday_names(table: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Return the names under which `holidays` itself knows each subdivision."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for country in table:
        calendar = getattr(holidays, country, None)
        for name, code in getattr(calendar, "subdivisions_aliases", {}).items():
            if not name.isupper():  # its older codes would take the place of other countries' codes
                found[country, code].add(name)
    return found


def _own_zones(every: list[RawCity], table: dict[str, Zone]) -> list[RawCity]:
    weight: Counter[str] = Counter()
    for city in every:
        weight[city.zone] += city.population
    own = {(city.zone, city.country) for city in every}
    right = {pair: zones.corrected(*pair, table, weight) for pair in own}
    return [replace(city, zone=right[city.zone, city.country]) for city in every]


def _region_of(
    every: list[RawCity], old: dict[str, list[sources.OldCity]], iso: dict[str, dict[str, IsoSubdivision]]
) -> dict[int, str | None]:
    first = regions.admin1_to_iso([city for city in every if city.population >= 1000], old, iso)
    nearby = regions.Nearby(old)
    found: dict[int, str | None] = {}
    for city in every:
        code = first.get((city.country, city.admin1))
        if city.country in regions.SECOND_LEVEL:
            province = regions.second_level(city, nearby.find(city), iso)
            code = province or (None if city.country == "IT" else code)
        found[city.geonameid] = code
    return found


def _with_unlisted(iso: dict[str, dict[str, IsoSubdivision]]) -> dict[str, dict[str, IsoSubdivision]]:
    for country, codes in NOT_YET_LISTED.items():
        for code, name in codes.items():
            one = frozenset({name})
            iso[country].setdefault(code, IsoSubdivision(country, code, name, "county", None, one, one, one))
    return iso


def _countries(data: Collected) -> Iterator[tuple[str, ...]]:
    place = {city.geonameid: city.country for city in data.every}
    people = countries.shares(data.every, data.zones, place)
    listed = countries.listed(data.cities, _capitals(data), place)
    for zone in data.zones.values():
        people[zone.country].setdefault(zone.name, 0)
    main = _largest(data, place)
    for code, row in sorted(data.countries.items()):
        shown = _shared(code, people[code], listed.get(code, set()), data, main)
        name = countries.english(code, row["name"])
        varies = "1" if data.holiday_codes.get(code) else "0"
        yield code, row["iso3"], name, str(row["population"]), str(main.get((code, ""), -1)), varies, shown


def _largest(data: Collected, place: dict[int, str]) -> dict[tuple[str, str], int]:
    """Return the row of the largest town of each place, and of each place and zone."""
    found: dict[tuple[str, str], int] = {}
    for row, city in enumerate(data.cities):
        for zone in ("", city.zone):
            found.setdefault((place.get(city.geonameid, ""), zone), row)
    return found


def _shared(
    key: str, people: Counter[str], listed: set[str], data: Collected, main: dict[tuple[str, str], int]
) -> str:
    """Return `zone=people*@row` words, most people first: the star marks a listed town, the row its largest.

    A neighbour's zone does not count, for towns at borders are often misplaced, unless the country has none
    itself.
    """
    kept = [name for name in people if data.zones[name].country == key[:2]] or list(people)
    ordered = sorted(kept, key=lambda name: (-people[name], name))
    return " ".join(f"{n}={people[n]}{'*' if n in listed else ''}@{main.get((key, n), -1)}" for n in ordered)


def _regions(data: Collected) -> Iterator[tuple[str, ...]]:
    place = {
        id_: f"{city.country}-{code}"
        for city in data.every
        for id_ in [city.geonameid]
        if (code := data.region_of[id_])
    }
    people = countries.shares(data.every, data.zones, place)
    listed = countries.listed(data.cities, set(), place)
    main = _largest(data, place)
    for country, codes in sorted(data.regions.items()):
        for code, sub in sorted(codes.items()):
            key = f"{country}-{code}"
            holiday = "1" if code in data.holiday_codes.get(country, ()) else "0"
            name = (
                data.english.get((country, code), sub.name) if country not in sources.RENUMBERED else sub.name
            )
            shown = _shared(key, people[key], listed.get(key, set()), data, main)
            yield (
                country,
                code,
                name,
                sub.kind,
                sub.parent or "",
                str(main.get((key, ""), -1)),
                holiday,
                shown,
            )


def _zones(data: Collected, weight: Counter[str]) -> Iterator[tuple[str, ...]]:
    by_zone: dict[str, list[RawCity]] = defaultdict(list)
    for city in data.cities:
        by_zone[city.zone].append(city)
    for name, zone in sorted(data.zones.items()):
        titular = fold(name.rsplit("/", 1)[-1].replace("_", " "))
        named = [city for city in by_zone[name] if titular == fold(city.name)]
        named += [city for city in by_zone[name] if titular in {fold(other) for other in city.alternates}]
        town = next(iter(named or by_zone[name]), None)
        label = town.name if town else name.rsplit("/", 1)[-1].replace("_", " ")
        yield (
            name, zone.country, zone.clock, str(zone.january), str(zone.july), f"{zone.latitude:g}",
            f"{zone.longitude:g}", label, str(weight[name]),
        )  # fmt: skip


def _windows(data: Collected) -> Iterator[tuple[str, str]]:
    shown: dict[str, list[str]] = defaultdict(list)
    for label, name in zones.table("windows_labels.tsv"):
        shown[name].append(label)
    for name, where in sorted(data.windows.items()):
        real = {territory: zone for territory, zone in where.items() if zone in data.zones}
        if real:
            listed = " ".join(f"{territory}={zone}" for territory, zone in sorted(real.items()))
            yield from (
                (key, listed) for key in {fold(name), *(fold(label) for label in shown.get(name, ()))}
            )


def _cities(data: Collected) -> Iterator[tuple[str, ...]]:
    number = {name: str(row) for row, name in enumerate(sorted(data.zones))}
    for city in data.cities:
        yield (
            city.name, city.country, data.region_of.get(city.geonameid) or "", number[city.zone],
            f"{city.latitude:.2f}", f"{city.longitude:.2f}", str(city.population),
        )  # fmt: skip


def _index(data: Collected) -> dict[str, str]:
    tokens: dict[str, list[str]] = defaultdict(list)
    for key, codes in countries.keys(data.countries).items():
        tokens[key] += sorted(codes)
    for key, found in _region_keys(data).items():
        tokens[key] += sorted(found)
    for key, rows in cities.keys(data.cities, _shortcuts(data)).items():
        tokens[key] += [f"{kind}{row}" for row, kind in sorted(rows.items())]
    _name_zones(tokens, data)
    return {key: " ".join(dict.fromkeys(found)) for key, found in tokens.items() if key}


def _name_zones(tokens: dict[str, list[str]], data: Collected) -> None:
    """Let every zone be found by its own name: its largest town takes it where nothing has it."""
    main = _largest(data, {city.geonameid: city.country for city in data.every})
    held = {f"R{row[0]}-{row[1]}": row[7] for row in _regions(data)}
    held |= {f"N{row[0]}": row[6] for row in _countries(data)}
    for name, zone in data.zones.items():
        key = fold(outposts.own_name(name))
        if not any(_keeps(token, name, held, data) for token in tokens[key]):
            if (zone.country, name) not in main:
                raise SystemExit(f"outposts.tsv: there is no place in {name}")
            tokens[key].append(f"s{main[zone.country, name]}")


def _keeps(token: str, zone: str, held: dict[str, str], data: Collected) -> bool:
    """Tell whether a token stands for a town of the zone's clock, or a country or region that keeps it."""
    if token[0] in "cas":
        town, own = data.cities[int(token[1:])], data.zones[zone]
        return (town.country, data.zones[town.zone].clock) == (own.country, own.clock)
    return held.get(token.replace("M", "N", 1), "").startswith(f"{zone}=")


def _region_keys(data: Collected) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for country, codes in data.regions.items():
        for code, sub in codes.items():
            for name in (*sub.spoken, data.english.get((country, code), "")):
                if country not in sources.RENUMBERED or name in sub.names:
                    found[fold(name)].add(f"R{country}-{code}")
            for name in data.holiday_names.get((country, code), ()):
                found[fold(name)].add(f"R{country}-{code}")
            found[fold(f"{country}-{code}")].add(f"r{country}-{code}")
            if code.isalpha():
                found[fold(code)].add(f"r{country}-{code}")
    return found


def _spellings(data: Collected, index: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give folded names and how to write them: what a misspelling is compared with."""
    seen: set[str] = set()
    for name in _spelled(data):
        key = fold(name)
        if key in index and key not in seen and len(key) > 2:
            seen.add(key)
            yield key, name


def _spelled(data: Collected) -> Iterator[str]:
    yield from (countries.english(code, row["name"]) for code, row in data.countries.items())
    yield from (city.name for city in data.cities)
    for city in data.cities:
        if city.population >= _SPELLED_FROM:
            yield from (name for name in city.alternates if languages.script_of(name) == {"LATIN"})
    for country, codes in data.regions.items():
        yield from (data.english.get((country, code), sub.name) for code, sub in codes.items())


def _capitals(data: Collected) -> set[int]:
    names = {(code, fold(row["capital"])) for code, row in data.countries.items()}
    return {city.geonameid for city in data.cities if (city.country, fold(city.name)) in names}


def _shortcuts(data: Collected) -> Iterable[tuple[str, str, str]]:
    path = Path(__file__).with_name("shortcuts.tsv")
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    others = [(name, one.city.name, one.city.country) for one in data.outposts for name in one.others]
    return [*((row[0], row[1], row[2]) for row in rows), *others]

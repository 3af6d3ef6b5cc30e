"""Which cities are kept, and under which of their names they are found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from farflung.intake.gazetteer.fold import fold, german_spelling
from scripts.gazetteer_build import languages
from scripts.gazetteer_build.outposts import titular
from scripts.gazetteer_build.sources import RawCity

LISTED = 15_000  # people; a town of this size is in the list
_CODES_FROM = 100_000  # three capitals such as BLR are kept from here on
_ALL_SCRIPTS_FROM = 300_000  # names in foreign scripts are kept from here on
_ENGLISH_ALTERNATES_FROM = 500_000
_OUTWEIGHS = 20  # times the people: then an other name may hide a smaller town's own name

# GeoNames' other names of towns in these countries are mostly suburbs, nicknames and former names that
# belong to someone else today (Manchester for Richmond, Virginia), so only big cities keep theirs.
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})


def kept(every: Iterable[RawCity], capitals: dict[str, str], zones: Iterable[str]) -> list[RawCity]:
    """Return the towns to list, largest first: 15,000 people and up, capitals, outposts, those that zones are
    called after, one for each zone.

    *capitals* are names by country code; *zones* the IANA zones that somebody lives in.
    """
    rows = sorted(every, key=lambda city: (-city.population, city.geonameid))
    chosen = {city.geonameid: city for city in rows if city.population >= LISTED}
    seats: dict[str, RawCity] = {}
    for city in rows:
        if fold(city.name) == fold(capitals.get(city.country, "")):
            seats.setdefault(city.country, city)
    chosen |= {city.geonameid: city for city in seats.values()}
    names = {city.zone: city for city in reversed(rows) if city.geonameid > 0 and titular(city)}
    chosen |= {city.geonameid: city for city in names.values()}
    covered = {city.zone for city in chosen.values()}
    for zone in sorted(set(zones) - covered):
        first = next((city for city in rows if city.zone == zone), None)
        if first is not None:
            chosen[first.geonameid] = first
    chosen |= {city.geonameid: city for city in rows if city.geonameid < 0}
    return sorted(chosen.values(), key=lambda city: (-city.population, city.geonameid))


def keys(rows: list[RawCity], shortcuts: Iterable[tuple[str, str, str]]) -> dict[str, dict[int, str]]:
    """Return lookup key -> {row: "c" for its own name, "a" for another one, "s" for a shortcut}."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    own: dict[str, list[int]] = defaultdict(list)
    for row, city in enumerate(rows):
        found[fold(city.name)][row] = "c"
        own[fold(city.name)].append(row)
    scripts = {country: languages.scripts(country) for country in {city.country for city in rows}}
    for row, city in enumerate(rows):
        for name in _others(city, scripts[city.country]):
            if not _taken(fold(name), row, rows, own):
                found[fold(name)].setdefault(row, "a")
    for short, name, country in shortcuts:
        row = next((row for row in own.get(fold(name), ()) if rows[row].country == country), -1)
        if row < 0:
            raise SystemExit(f"shortcuts.tsv: no {name} in {country}")
        found[fold(short)][row] = "c" if short == name else "s"
    return {key: value for key, value in found.items() if key}


def _others(city: RawCity, scripts: set[str]) -> Iterator[str]:
    yield german_spelling(city.name)
    for name in city.alternates:
        yield from (name, german_spelling(name)) if _useful(name, city, scripts) else ()


def _useful(name: str, city: RawCity, scripts: set[str]) -> bool:
    letters = languages.script_of(name)
    if not letters or name.startswith(("http", "www")):
        return False
    if letters != {"LATIN"}:
        return city.population >= _ALL_SCRIPTS_FROM or letters <= scripts
    if name.isupper() and len(name) == 3:
        return city.population >= _CODES_FROM
    if len(fold(name)) < 3 or name[0].islower():  # GeoNames' machine transliterations start small
        return False
    return (
        _part_of(name, city.name)
        or city.country not in _ENGLISH
        or city.population >= _ENGLISH_ALTERNATES_FROM
    )


def _part_of(name: str, whole: str) -> bool:
    return set(fold(name).split()) <= set(fold(whole).split())


def _taken(key: str, row: int, rows: list[RawCity], own: dict[str, list[int]]) -> bool:
    """Tell whether *key* belongs to another town: this city is neither called so in part nor far larger."""
    holders = [other for other in own.get(key, ()) if other != row]
    if not holders or key.replace(" ", "") == fold(rows[row].name).replace(" ", ""):
        return False
    if set(key.split()) <= set(fold(rows[row].name).split()):
        return False
    return rows[row].population < _OUTWEIGHS * rows[holders[0]].population

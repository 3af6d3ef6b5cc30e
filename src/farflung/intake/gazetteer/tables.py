"""The data file in memory: small tables as dictionaries, large ones as text searched where it lies.

A dictionary of all 180,000 names would cost more time and memory at the start than most runs ever look up, so
names are found in the sorted text itself, which takes some 5 µs, and towns are read from their line when
needed.
"""

import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.sorted_lines import SortedLines

_FORMAT: Final = "1"
_FILE: Final = Path(__file__).with_name("data") / "gazetteer.tsv.gz"
_GZIP: Final = 31  # zlib's word for "with a gzip header"; the gzip module takes twice as long to come up


@dataclass(frozen=True, slots=True)
class ZoneShare:
    """A zone of a country or region: people in its towns, whether one has 15,000 people or is the capital.

    `row` is the largest listed town of the country or region in that zone, -1 for none.
    """

    zone: str
    population: int
    listed: bool
    row: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code; `main_row` is its largest town's row or -1."""

    code: str
    iso3: str
    name: str
    population: int
    main_row: int
    holidays_vary: bool
    shares: tuple[ZoneShare, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """An ISO 3166-2 subdivision. `in_holidays` tells that the `holidays` package knows its code."""

    country: str
    code: str
    name: str
    kind: str
    parent: str | None
    main_row: int
    in_holidays: bool
    shares: tuple[ZoneShare, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """An inhabited IANA zone. Offsets are minutes east of UTC in January and July 2027.

    Zones with the same `clock` show the same time at every instant of the years 2020-2035.
    """

    name: str
    country: str
    clock: str
    january: int
    july: int
    latitude: float
    longitude: float
    city: str
    population: int


@dataclass(frozen=True, slots=True)
class City:
    """A listed town. Rows are sorted by population: a smaller row is a larger town."""

    row: int
    name: str
    country: str
    subdivision: str | None
    zone: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All sections of the data file. Made by `parse`; treat the fields as read-only."""

    meta: dict[str, str]
    countries: dict[str, Country]
    region_lines: dict[str, str]
    zones: dict[str, Zone]
    zone_order: tuple[str, ...]
    zone_names: dict[str, str]
    labels: dict[str, tuple[str, ...]]
    windows: dict[str, dict[str, str]]
    abbreviations: dict[str, tuple[str, ...]]
    city_lines: list[bytes]
    spellings: SortedLines
    index: SortedLines
    _towns: dict[int, City] = field(default_factory=dict, repr=False)

    def lookup(self, key: str) -> tuple[str, ...]:
        """Return the tokens stored for a folded name: kind and reference, such as `c12` or `RDE-BY`."""
        return tuple(self.index.find(key).split())

    def city(self, row: int) -> City:
        """Return the town of a row."""
        known = self._towns.get(row)
        return known if known is not None else self._towns.setdefault(row, self._read_city(row))

    def _read_city(self, row: int) -> City:
        cells = self.city_lines[row].decode().split("\t")
        return City(
            row, cells[0], cells[1], cells[2] or None, self.zone_order[int(cells[3])],
            float(cells[4]), float(cells[5]), int(cells[6]),
        )  # fmt: skip

    def region(self, country: str, code: str | None) -> Region | None:
        """Return a subdivision, or None where the list has no such code."""
        line = self.region_lines.get(f"{country}-{code}")
        if line is None or code is None:
            return None
        cells = line.split("\t")
        return Region(
            country,
            code,
            cells[2],
            cells[3],
            cells[4] or None,
            int(cells[5]),
            cells[6] == "1",
            _shares(cells[7]),
        )


def load() -> Tables:
    """Read the packaged data file."""
    return parse(zlib.decompress(_FILE.read_bytes(), wbits=_GZIP))


def parse(text: bytes) -> Tables:
    """Read the sections of an unpacked data file.

    Raises:
        ValueError: the text is not a gazetteer of this format.
    """
    parts = dict(_titled(section) for section in text.split(b"\f"))
    meta = _pairs(parts.get("meta", b""))
    if meta.get("format") != _FORMAT:
        raise ValueError(f"not a gazetteer of format {_FORMAT}: format is {meta.get('format', 'missing')}")
    zones = {zone.name: zone for zone in map(_zone, _rows(parts["zones"]))}
    aliases = _pairs(parts["aliases"])
    return Tables(
        meta=meta,
        countries={country.code: country for country in map(_country, _rows(parts["countries"]))},
        region_lines={"-".join(line.split("\t", 2)[:2]): line for line in _lines(parts["regions"])},
        zones=zones, zone_order=tuple(sorted(zones)),
        zone_names={fold(name): zone for name, zone in aliases.items()} | {fold(name): name for name in
        zones}, labels={key: tuple(value.split()) for key, value in _pairs(parts["labels"]).items()},
        windows={key: _territories(value) for key, value in _pairs(parts["windows"]).items()},
        abbreviations={key: tuple(value.split()) for key, value in _pairs(parts["abbreviations"]).items()},
        city_lines=parts["cities"].split(b"\n") if parts["cities"] else [],
        spellings=SortedLines.of(parts["spellings"]), index=SortedLines.of(parts["index"]), )  # fmt: skip


def _titled(section: bytes) -> tuple[str, bytes]:
    title, _, body = section.partition(b"\n")
    return title.decode(), body


def _lines(body: bytes) -> list[str]:
    return body.decode().split("\n") if body else []


def _rows(body: bytes) -> list[list[str]]:
    return [line.split("\t") for line in _lines(body)]


def _pairs(body: bytes) -> dict[str, str]:
    return {cells[0]: cells[1] for cells in _rows(body)}


def _territories(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split())


def _shares(text: str) -> tuple[ZoneShare, ...]:
    return tuple(map(_share, text.split()))


def _share(word: str) -> ZoneShare:
    zone, _, rest = word.partition("=")
    count, _, row = rest.partition("@")
    return ZoneShare(zone, int(count.rstrip("*")), count.endswith("*"), int(row))


def _country(cells: list[str]) -> Country:
    return Country(
        cells[0], cells[1], cells[2], int(cells[3]), int(cells[4]), cells[5] == "1", _shares(cells[6])
    )


def _zone(cells: list[str]) -> Zone:
    return Zone(
        cells[0], cells[1], cells[2], int(cells[3]), int(cells[4]), float(cells[5]), float(cells[6]),
        cells[7], int(cells[8]),
    )  # fmt: skip

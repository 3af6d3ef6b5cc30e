"""The gazetteer: one value that answers every question about places, offline."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Self

from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.country import resolve_country
from farflung.intake.gazetteer.fold import LONGEST
from farflung.intake.gazetteer.resolve import resolve, resolve_zone_cell
from farflung.intake.gazetteer.row import Cells
from farflung.intake.gazetteer.suggest import suggest
from farflung.intake.gazetteer.tables import Tables, load, parse
from farflung.intake.gazetteer.values import Match

_REMEMBERED: Final = 20_000  # answers; a company repeats its cities, a fuzzer does not


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Answers from one data file, without clock, network or setting: equal questions, equal answers.

    No method raises on any text: what cannot be answered comes back as a `Match` with a question.
    """

    tables: Tables = field(repr=False)
    _places: dict[tuple[Cells, date | None], Match] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls) -> "Gazetteer":
        """Return the gazetteer of the packaged data, read once per process (some 60 ms, 20 MB)."""
        return _packaged()

    @classmethod
    def from_text(cls, text: bytes) -> Self:
        """Return a gazetteer of other data, in the unpacked form of `data/gazetteer.tsv.gz`.

        Raises:
            ValueError: the text is not a gazetteer.
        """
        return cls(parse(text))

    def resolve_place(
        self, *, city: str | None = None, region: str | None = None, country: str | None = None,
        zone: str | None = None, on: date | None = None,
    ) -> Match:  # fmt: skip
        """Return the place that a row's columns name together; free text ("Remote - Berlin") is a *city*.

        *on* is the first UTC date that matters: zones of the same time from then to 2035 are one clock.
        """
        cells = (_cell(city), _cell(region), _cell(country), _cell(zone))
        known = self._places.get((cells, on))
        if known is None:
            known = resolve(cells, self.tables, on)
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[cells, on] = known
        return known

    def resolve_country(self, text: str) -> Match:
        """Return the country a name or code means; its zone is None where it keeps several clocks."""
        return resolve_country(_cell(text), self.tables)

    def resolve_zone(self, text: str, *, country: str | None = None) -> Match:
        """Return the zone a name means; *country*, an alpha-2 code, narrows names that several clocks share.

        A zone alone has no country. Fixed offsets are refused, with the zones that could be meant.
        """
        code = country.upper() if country else None
        return resolve_zone_cell(_cell(text), code if code in self.tables.countries else None, self.tables)

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return up to three close spellings of a place's name, the likeliest first."""
        return suggest(_cell(text), self.tables)

    def country_name(self, code: str) -> str:
        """Return a country's or region's English name; the code itself where it is not known."""
        return wording.country_name(code.upper(), self.tables)

    def subdivision_name(self, country: str, code: str) -> str:
        """Return a subdivision's English name; the code itself where it is not known."""
        region = self.tables.region(country.upper(), code)
        return region.name if region else code

    def holiday_subdivision(self, country: str, code: str | None) -> str | None:
        """Return *code* if the `holidays` package has a calendar of that name for the country, else None."""
        region = self.tables.region(country.upper(), code)
        return region.code if region and region.in_holidays else None

    def country_zones(self, code: str) -> tuple[str, ...]:
        """Return the IANA zones of a country, most people first."""
        country = self.tables.countries.get(code.upper())
        return tuple(share.zone for share in country.shares) if country else ()

    def country_centroid(self, code: str) -> tuple[float, float] | None:
        """Return degrees north and east of a country's largest city: where its people are, for maps."""
        country = self.tables.countries.get(code.upper())
        if country is None or country.main_row < 0:
            return None
        city = self.tables.city(country.main_row)
        return city.latitude, city.longitude

    def zone_city(self, zone: str) -> str:
        """Return the city people know a zone by (St. John's), the name's last part where it is not known."""
        known = self.tables.zones.get(self.canonical_zone(zone) or "")
        return known.city if known else zone.rsplit("/", 1)[-1].replace("_", " ")

    def zone_position(self, zone: str) -> tuple[float, float] | None:
        """Return degrees north and east of a zone's principal place, None for UTC and fixed offsets."""
        known = self.tables.zones.get(self.canonical_zone(zone) or "")
        return (known.latitude, known.longitude) if known else None

    def zone_country(self, zone: str) -> str | None:
        """Return the country a zone is listed under: a hint only, for neighbours use it too."""
        known = self.tables.zones.get(self.canonical_zone(zone) or "")
        return known.country if known else None

    def canonical_zone(self, zone: str) -> str | None:
        """Return the present name of a zone in any case or of any age (Asia/Calcutta), or None."""
        match = self.resolve_zone(zone)
        found = match.place.zone if match.place and match.place.how == "zone" else None
        return found if found in self.tables.zones else None

    def same_clock(self, one: str, other: str) -> bool:
        """Tell whether two zones show the same time at every instant of 2020-2035."""
        zones = [self.tables.zones.get(self.canonical_zone(name) or "") for name in (one, other)]
        return None not in zones and len({zone.clock for zone in zones if zone}) == 1

    def sources(self) -> dict[str, str]:
        """Return the packages and versions that the data were made from."""
        return {name: version for name, version in self.tables.meta.items() if name != "format"}


@lru_cache(maxsize=1)
def _packaged() -> Gazetteer:
    return Gazetteer(load())


def _cell(text: str | None) -> str:
    return (text or "")[:LONGEST].strip()

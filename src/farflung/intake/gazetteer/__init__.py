"""What people type in a place column, resolved offline: country, subdivision, city, IANA zone, position.

Public names:

- `Gazetteer`: `Gazetteer.load()` gives the packaged one; then `resolve_place(city=, region=, country=,
  zone=, on=)`, `resolve_country(text)`, `resolve_zone(text, country=)`, `suggest(text)`, and facts about
  codes and zones: `country_name`, `subdivision_name`, `holiday_subdivision`, `country_zones`,
  `country_centroid`, `zone_city`, `zone_position`, `zone_country`, `canonical_zone`, `same_clock`,
  `sources`.
- `Match`: the answer: a place, or a question with candidates. `Status` lists its five kinds.
- `ResolvedPlace`: a place as precisely as the words allow.
- `resolve_place`, `resolve_country`, `resolve_zone`, `suggest`: the same on the packaged gazetteer.

Nothing is guessed: what several places share is a question (docs/reference/places.md has the rules). Data:
GeoNames, CC BY 4.0; Unicode CLDR; the IANA time zone database; see `data/README.md`.
"""

from datetime import date

from farflung.intake.gazetteer.gazetteer import Gazetteer
from farflung.intake.gazetteer.values import Match, ResolvedPlace, Status

__all__ = [
    "Gazetteer",
    "Match",
    "ResolvedPlace",
    "Status",
    "resolve_country",
    "resolve_place",
    "resolve_zone",
    "suggest",
]


def resolve_place(
    *,
    city: str | None = None,
    region: str | None = None,
    country: str | None = None,
    zone: str | None = None,
    on: date | None = None,
) -> Match:
    """Return the place that a row's columns name together; see `Gazetteer.resolve_place`."""
    return Gazetteer.load().resolve_place(city=city, region=region, country=country, zone=zone, on=on)


def resolve_country(text: str) -> Match:
    """Return the country a name or code means; see `Gazetteer.resolve_country`."""
    return Gazetteer.load().resolve_country(text)


def resolve_zone(text: str, *, country: str | None = None) -> Match:
    """Return the zone a name means; see `Gazetteer.resolve_zone`."""
    return Gazetteer.load().resolve_zone(text, country=country)


def suggest(text: str) -> tuple[str, ...]:
    """Return close spellings of a place's name; see `Gazetteer.suggest`."""
    return Gazetteer.load().suggest(text)

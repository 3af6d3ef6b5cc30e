"""Where the people of the large company are: real shares of zones, countries and regions."""

from dataclasses import dataclass
from functools import cache

from farflung.example import tables

_MIDDLE_EAST = frozenset(
    f"Asia/{city}" for city in "Amman Beirut Gaza Hebron Jerusalem Nicosia Riyadh Tehran".split()
)
_BANDS = {
    "America": "Americas",
    "Europe": "EMEA",
    "Africa": "EMEA",
    "Atlantic": "EMEA",
    "Asia": "APAC",
    "Australia": "APAC",
    "Pacific": "APAC",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A city. `band` is the third of the world that companies plan by: Americas, EMEA or APAC."""

    zone: str
    country: str
    city: str

    @property
    def band(self) -> str:
        """The third of the world."""
        return "EMEA" if self.zone in _MIDDLE_EAST else _BANDS[self.zone.partition("/")[0]]


@dataclass(frozen=True, slots=True)
class Country:
    """What the country decides: names (each as often as it is common), languages, employer."""

    code: str
    names: tuple[str, ...]
    languages: tuple[str, ...]
    entity: str


# Where the company has no entity of its own, another one employs for it.
_EMPLOYER_OF_RECORD = {
    "Americas": "Hireabroad Inc. (EOR)",
    "EMEA": "Hireabroad BV (EOR)",
    "APAC": "Hireabroad Pte Ltd (EOR)",
}


@cache
def census() -> tuple[tuple[Spot, int], ...]:
    """Every city with the number of people in it; 5,000 in all."""
    return tuple(
        (Spot(row["zone"], row["country"], row["city"]), int(row["people"]))
        for row in tables.rows("places.csv")
    )


@cache
def country(code: str) -> Country:
    """What is known about a country or region."""
    row = next(row for row in tables.rows("countries.csv") if row["country"] == code)
    return Country(code, tuple(row["names"].split()), tuple(row["languages"].split("; ")), row["entity"])


def employer(spot: Spot) -> str:
    """The legal entity that employs people there."""
    return country(spot.country).entity or _EMPLOYER_OF_RECORD[spot.band]

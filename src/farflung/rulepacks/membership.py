"""Which groups of countries a country belongs to, and since when."""

from dataclasses import dataclass
from datetime import date

from farflung.rulepacks.rule import Source


@dataclass(frozen=True, slots=True)
class Membership:
    """A country in a group from `since` to `until`, both inclusive (None: still)."""

    group: str
    country: str
    since: date
    until: date | None
    source: Source

    def holds(self, on: date) -> bool:
        """Whether the country is in the group on `on`."""
        return self.since <= on and (self.until is None or on <= self.until)


def jurisdictions_of(place: str, on: date, memberships: tuple[Membership, ...]) -> tuple[str, ...]:
    """The jurisdictions a place lies in, most specific first.

    "DE" gives ("DE", "EU", "EEA"), "US-CA" gives ("US-CA", "US"), a city comes before its region.
    """
    region = place.partition("/")[0]
    country = region.partition("-")[0]
    groups = tuple(m.group for m in memberships if m.country == country and m.holds(on))
    return (*dict.fromkeys((place, region, country)), *groups)

"""A place, as precisely as it is known: country < region < city. Its zone is always known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`country` is ISO 3166-1 alpha-2, `subdivision` the part of ISO 3166-2 after the hyphen.

    `zone` is an IANA name (or one that a calendar file defines). Degrees north and east.
    """

    zone: str
    country: str | None = None
    subdivision: str | None = None
    city: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        if not self.zone:
            raise ValueError("a place needs a zone: there is no default one")
        if self.country is not None and not (len(self.country) == 2 and self.country.isupper()):
            raise ValueError(f"country {self.country!r} is not an ISO 3166-1 code such as PT")

    @property
    def label(self) -> str:
        """What to call it: the city, or the zone's city, which everybody can read."""
        return self.city or self.zone.rsplit("/", 1)[-1].replace("_", " ")

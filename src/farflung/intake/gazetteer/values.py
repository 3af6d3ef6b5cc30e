"""What the gazetteer answers with."""

from dataclasses import dataclass
from typing import Literal

from farflung.engine.said import NOTHING, Said

Status = Literal["resolved", "ambiguous", "unknown", "mismatch", "refused"]


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A place as precisely as the words allow: country < region < city, and the zone.

    `country` is ISO 3166-1 alpha-2 and None where only a zone was given: a zone does not tell whose public
    holidays apply. `subdivision` is the ISO 3166-2 part after the hyphen, as `holidays` writes it. `zone`
    is an IANA name and None only in answers about a country with several zones. Latitude and longitude are
    degrees north and east of the city, or of the largest city where no city is known. `population` counts
    the city, else everybody in the listed towns of the region or the people of the country. `how` says
    which words decided.
    """

    country: str | None
    subdivision: str | None
    city: str | None
    zone: str | None
    latitude: float | None
    longitude: float | None
    population: int
    how: str


@dataclass(frozen=True, slots=True)
class Match:
    """An answer: a place, or a question with the places it could be.

    resolved: `place` is the answer, `note` tells what a person may want to check.
    ambiguous: several places fit; `candidates` have those of exactly that name first, then by population.
    mismatch: the columns contradict each other; `candidates` are what each of them says.
    refused: what stands there is no zone (a fixed offset); `candidates` show zones of that offset.
    unknown: nothing fits; `candidates` are close spellings.
    Every status but resolved has a `question` fit to be read to a person. `brief` is the same question
    for where the candidates are listed below it; empty where the question does not list them.
    """

    place: ResolvedPlace | None
    candidates: tuple[ResolvedPlace, ...]
    status: Status
    note: Said = NOTHING
    question: Said = NOTHING
    brief: Said = NOTHING

    @property
    def resolved(self) -> bool:
        """True where `place` may be used without asking."""
        return self.status == "resolved"

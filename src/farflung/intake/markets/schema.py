"""What a file of markets may say: strict about keys, liberal about words.

The JSON Schema of `MarketsFile` is docs/reference/markets.schema.json, and docs/reference/markets.md explains
every key; tests keep both equal to this file.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from farflung.engine.said import SaidError, said
from farflung.intake.agreement.fields import Words, Zone
from farflung.intake.agreement.schema import Part
from farflung.intake.one_or_more import OneOrMore
from farflung.intake.percent import read_percent

_COUNTRY = re.compile(r"^[A-Za-z]{2}$")


def _share(value: object) -> object:
    if value is None or isinstance(value, float):
        return value
    part = read_percent(str(value))
    if part is None or part > 1:
        raise SaidError(said("{text!r} is no share: write it like 12 %", text=str(value)))
    return part


def _country(value: object) -> object:
    if value is None:
        return value
    if not isinstance(value, str) or _COUNTRY.match(value.strip()) is None:
        raise SaidError(
            said("{word!r} is not a country or region code: write FR or DE (ISO 3166-1)", word=str(value))
        )
    code = value.strip().upper()
    return "GB" if code == "UK" else code


Share = Annotated[
    float | None,
    BeforeValidator(_share),
    WithJsonSchema({"type": "string", "description": "A part of all customers.", "examples": ["12 %"]}),
]
Country = Annotated[
    str | None,
    BeforeValidator(_country),
    WithJsonSchema({"type": "string", "description": "An ISO 3166-1 code.", "examples": ["BR"]}),
]
AtLeast = Annotated[
    int,
    Field(ge=1, le=100_000),
    WithJsonSchema({"type": "integer", "minimum": 1, "description": "How many people."}),
]


class MarketEntry(Part):
    """Customers of one place or language, and what they were promised."""

    name: str = Field(description=said("What to call it: Brazil, Gulf in Arabic."))
    zone: Zone = Field(description=said("The zone of its customers: `America/Sao_Paulo`."))
    when: str = Field("always", description="The hours promised, in its own week: `Mon-Sat 08:00-20:00`.")
    country: Country = Field(None, description="Its country, an ISO 3166-1 code.")
    languages: Words = Field(frozenset(), description="Whoever serves it speaks all of these.")
    any_language: Words = Field(frozenset(), description="Whoever serves it speaks one of these.")
    licences: Words = Field(frozenset(), description="Whoever serves it has all of these among their skills.")
    at_least: AtLeast = Field(1, description="The fewest people at once.")
    duty: str | None = Field(None, description="The duty of a rota that serves it; working hours otherwise.")
    team: str | None = Field(None, description="The team that serves it; everybody where left out.")
    share: Share = Field(None, description="The part of all customers who are there: `12 %`.")


class MarketsFile(Part):
    """The markets of a company, and what each was promised."""

    markets: OneOrMore[MarketEntry] = Field([], description="Each market.")


def markets_schema() -> dict[str, Any]:
    """The JSON Schema of a file of markets (draft 2020-12), for editors and other programs."""
    made = MarketsFile.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Farflung markets"}
    return {**head, **{key: value for key, value in made.items() if key != "title"}}

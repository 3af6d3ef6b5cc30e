"""What one piece of text can mean: countries, regions, towns."""

from dataclasses import dataclass
from typing import Literal

from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.tables import Tables

Kind = Literal["country", "region", "city"]
Column = Literal["place", "region", "country"]

# What a token's first letter stands for: its kind, and whether the text is a full name or only a code.
_KINDS: dict[str, tuple[Kind, bool]] = {
    "N": ("country", True), "M": ("country", True),
    "n": ("country", False), "R": ("region", True), "r": ("region", False),
    "c": ("city", True), "a": ("city", True), "s": ("city", True),
}  # fmt: skip
_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning. `row` is the town's row or -1.

    `own` is False for a town's other names and a country's in other languages, `named` is False for codes.
    """

    kind: Kind
    country: str
    subdivision: str | None
    row: int
    zone: str | None
    own: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Clue:
    """A piece of a cell with everything it can mean; no readings where it means nothing we know."""

    text: str
    column: Column
    readings: tuple[Reading, ...]


def read(text: str, column: Column, tables: Tables) -> tuple[Reading, ...]:
    """Return the meanings of *text* as it stands, those that its column makes likely."""
    key = fold(text)
    found = tuple(_reading(token, key, tables) for token in tables.lookup(key)) if key else ()
    return _likely(found, column)


def contains(outer: Reading, inner: Reading, tables: Tables) -> bool:
    """Tell whether *outer*, a country or region, has *inner* inside, as far as the list knows."""
    if outer.country != inner.country or outer.kind == "city":
        return False
    return outer.kind == "country" or _region_has(outer, inner, tables)


def _region_has(outer: Reading, inner: Reading, tables: Tables) -> bool:
    if inner.subdivision is None:  # the town's region is not known: no ground to deny it
        return inner.kind == "city"
    if inner.subdivision == outer.subdivision:
        return True
    above = tables.region(inner.country, inner.subdivision)
    around = tables.region(outer.country, outer.subdivision)
    return (above is not None and above.parent == outer.subdivision) or (
        # Spain's provinces, England's counties: listed towns know only the level above.
        inner.kind == "city" and around is not None and around.parent == inner.subdivision
    )


def _reading(token: str, key: str, tables: Tables) -> Reading:
    (kind, named), rest = _KINDS[token[0]], token[1:]
    if kind == "city":
        city = tables.city(int(rest))
        # PER is an airport as it is Peru: as a code it gives way to names. NYC is a name by now.
        short = token[0] == "a" and len(key) == _CODE_LENGTH and key.isascii()
        return Reading(kind, city.country, city.subdivision, city.row, city.zone, token[0] == "c", not short)
    country, _, code = rest.partition("-")
    return Reading(kind, country, code or None, -1, None, token[0] != "M", named)


def _likely(found: tuple[Reading, ...], column: Column) -> tuple[Reading, ...]:
    if column == "country":
        countries = tuple(r for r in found if r.kind == "country")
        # "Georgia" in a country column may still be the state: asked, not guessed.
        states = tuple(r for r in found if r.kind == "region" and r.country == "US" and r.named)
        regions = tuple(r for r in found if r.kind == "region")
        return _names_first(countries + states if countries else regions or found)
    if column == "region":
        return tuple(r for r in found if r.kind == "region") or found
    return found


def _names_first(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(r for r in readings if r.named) or readings

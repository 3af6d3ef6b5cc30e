"""Which product wrote a sheet, and which of its columns say what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from farflung.intake.heading import heading_key
from farflung.intake.people.bamboohr import BAMBOOHR
from farflung.intake.people.deel import DEEL
from farflung.intake.people.field import PLACES, Field, SheetFormat
from farflung.intake.people.hibob import HIBOB
from farflung.intake.people.personio import PERSONIO
from farflung.intake.people.plain import PLAIN
from farflung.intake.people.rippling import RIPPLING
from farflung.intake.people.workday import WORKDAY

_PART: Final = re.compile(
    r"(?:address|work|working[ _]location|location|site|office|employment|personal|profile)\s*[.:/-]\s*(.+)",
    re.IGNORECASE,
)
FORMATS: tuple[SheetFormat, ...] = (BAMBOOHR, PERSONIO, WORKDAY, HIBOB, DEEL, RIPPLING)


@dataclass(frozen=True, slots=True)
class Columns:
    """`positions` lists the columns of each field, the preferred first; `unread` are all the others."""

    format: SheetFormat
    positions: Mapping[Field, tuple[int, ...]]
    unread: tuple[str, ...]


def known_heading(text: str) -> bool:
    """Whether any format understands the heading."""
    key = heading_key(text)
    return bool(key) and (key in PLAIN.by_key or any(key in form.by_key for form in FORMATS))


def format_of(headings: Iterable[str]) -> SheetFormat:
    """The product whose marks the headings bear most of; a plain sheet where they bear none.

    One mark alone decides only where no other product has one: `Site` or `Worker` are common words.
    """
    keys = {heading_key(heading) for heading in headings}
    merits = {form.name: len(keys & form.mark_keys) for form in FORMATS}
    best = max(FORMATS, key=lambda form: (merits[form.name], len(keys & form.by_key.keys())))
    if merits[best.name] == 0:
        return PLAIN
    shared = sum(merit > 0 for merit in merits.values())
    return best if merits[best.name] > 1 or shared == 1 else PLAIN


def _plainly(key: str, rank: int) -> tuple[Field, int] | None:
    plain = PLAIN.by_key.get(key)
    return (plain[0], rank + plain[1]) if plain else None


def _of_a_part(heading: str) -> tuple[Field, int] | None:
    """`address.city`, `Work - Country`: only places are taken so, never a contact's name or mail."""
    match = _PART.fullmatch(heading)
    said = _plainly(heading_key(match[1]), 2000) if match else None
    return said if said and said[0] in PLACES else None


def columns_of(headings: tuple[str, ...]) -> Columns:
    """What each column says."""
    form = format_of(headings)
    found: dict[Field, list[tuple[int, int]]] = {}
    unread: list[str] = []
    for position, heading in enumerate(headings):
        key = heading_key(heading)
        said = form.by_key.get(key) or _plainly(key, 1000) or _of_a_part(heading)
        if said is None:
            unread.append(heading)
        else:
            found.setdefault(said[0], []).append((said[1], position))
    positions = {what: tuple(position for _, position in sorted(ranked)) for what, ranked in found.items()}
    return Columns(form, positions, tuple(unread))

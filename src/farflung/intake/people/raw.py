"""A person as a file writes them: texts only, nothing decided yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from farflung.engine.model import Source
from farflung.engine.said import Said, said
from farflung.intake.people.field import PLACES, Field

_PARTS: Final = (Field.FIRST, Field.LAST, Field.PREFERRED)

# Workday writes `Ana Silva (1042)` and `Ana Silva (On Leave)`.
_BESIDE: Final = re.compile(r"\s*\((?:[\d-]+|on leave|terminated|contractor|inactive)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawPerson:
    """`values` holds what is filled in; `columns` the heading (or path) under which each field stood.

    `called` is what a row is called that is not a person's own.
    """

    file: str
    line: int
    values: Mapping[Field, str]
    columns: Mapping[Field, str]
    called: Said | None = None

    def get(self, field: Field) -> str:
        """The text of a field, "" where there is none."""
        return self.values.get(field, "")

    @property
    def name(self) -> str:
        """How to call the person: the name, the parts of it, the preferred name; "" where there is none."""
        if self.values.keys().isdisjoint(_PARTS):
            return _spoken(self.get(Field.NAME))
        last = self.get(Field.LAST)
        first = self.get(Field.FIRST)
        preferred = self.get(Field.PREFERRED)
        if preferred and last and last.casefold() not in preferred.casefold():
            return f"{preferred} {last}"
        parts = " ".join(part for part in (first, last) if part)
        name = _spoken(self.get(Field.NAME))
        if name and last and not first and last.casefold() not in name.casefold():
            return f"{name} {last}"  # `nombre, apellidos` and `name, surname`: the name is the first name
        return name or (parts if first else "") or preferred or parts

    @property
    def label(self) -> str:
        """How to call the row in a message."""
        named = self.called or self.name or self.get(Field.EMAIL) or self.get(Field.ID)
        return named or said("line {line}", line=self.line)

    def __str__(self) -> str:
        return self.label

    @property
    def spot(self) -> tuple[str, str, str, str, str]:
        """All that is written about the place: rows that share it are placed together."""
        get = self.values.get
        return (
            get(Field.ZONE, ""),
            get(Field.CITY, ""),
            get(Field.REGION, ""),
            get(Field.COUNTRY, ""),
            get(Field.LOCATION, ""),
        )

    @property
    def placed(self) -> bool:
        """Whether anything is written about the place."""
        return not self.values.keys().isdisjoint(PLACES)

    def source(self, field: Field | None = None) -> Source:
        """Where it was read."""
        position = list(self.columns).index(field) + 1 if field and field in self.columns else None
        return Source(self.file, self.line, position)


def _spoken(name: str) -> str:
    """A name as it is said: without numbers beside it, the first name first."""
    if name.endswith(")"):
        name = _BESIDE.sub("", name)
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name

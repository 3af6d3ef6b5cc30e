"""What is wrong with a value, said for the person who wrote it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from farflung.intake.agreement import schema

SEE = "docs/reference/agreement.md says what may stand here."

PARTS: Mapping[str | int | None, type[BaseModel]] = {
    "coverage": schema.Coverage,
    "core_hours": schema.CoreHours,
    "responses": schema.Response,
    "meetings": schema.Meetings,
    "shifts": schema.Shifts,
    "decisions": schema.Decisions,
    "leave": schema.Leave,
    "exceptions": schema.Exempt,
    None: schema.Head,
}
"""The class of one rule of each section; None is the head of the file."""


def keys_of(part: type[BaseModel]) -> tuple[str, ...]:
    """The keys as a file writes them."""
    return tuple(field.alias or name for name, field in part.model_fields.items())


def near(key: str, part: type[BaseModel]) -> str:
    """The nearest known keys, or all of them."""
    return _offer(key, keys_of(part))


def said(error: ErrorDetails, section: str | int | None, key: str) -> tuple[str, str]:
    """Message and remedy for one error of the schema, at `key` of `section`."""
    part = PARTS[section]
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"{key!r} is no key of {section or 'an agreement'}. The rule is left out.", near(key, part)
    if kind == "missing":
        return f"{section!r} needs {key!r}: {_description(part, key)} The rule is left out.", SEE
    if kind == "literal_error":
        return (
            f"{key!r} cannot be {error['input']!r}. The rule is left out.",
            f"Write {error['ctx']['expected']}.",
        )
    lead = "" if key == section else f"{key!r}: "
    return f"{lead}{_plain(error)}. The rule is left out.", SEE


def _plain(error: ErrorDetails) -> str:
    """The error without the schema's own words for kinds of value."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"]).rstrip(".")
    if error["type"] in ("int_parsing", "int_type", "int_from_float"):
        return f"{error['input']!r} is not a whole number"
    if error["type"] in (
        "string_type",
        "model_type",
        "model_attributes_type",
        "frozen_set_type",
        "list_type",
    ):
        return "something else is needed here"
    return error["msg"][:1].lower() + error["msg"][1:]


def _description(part: type[BaseModel], key: str) -> str:
    fields: Mapping[str, Any] = {field.alias or name: field for name, field in part.model_fields.items()}
    return str(fields[key].description) if key in fields else ""


def _offer(key: str, known: Iterable[str]) -> str:
    known = tuple(known)
    close = get_close_matches(key.casefold().replace("-", "_").replace(" ", "_"), known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(known)}."

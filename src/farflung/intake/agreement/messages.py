"""What is wrong with a value, said for the person who wrote it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from farflung.engine.said import Said, as_is, either, in_turn, said, sentence
from farflung.intake.agreement import schema
from farflung.intake.plain_error import plain

SEE = said("docs/reference/agreement.md says what may stand here.")
LEFT_OUT = said("The rule is left out.")

PARTS: Mapping[str | int | None, type[BaseModel]] = {
    "coverage": schema.Coverage,
    "core_hours": schema.CoreHours,
    "responses": schema.Response,
    "meetings": schema.Meetings,
    "shifts": schema.Shifts,
    "decisions": schema.Decisions,
    "leave": schema.Leave,
    "messages": schema.Messages,
    "exceptions": schema.Exempt,
    None: schema.Head,
}
"""The class of one rule of each section; None is the head of the file."""


def keys_of(part: type[BaseModel]) -> tuple[str, ...]:
    """The keys as a file writes them."""
    return tuple(field.alias or name for name, field in part.model_fields.items())


def near(key: str, part: type[BaseModel]) -> Said:
    """The nearest known keys, or all of them."""
    return _offer(key, keys_of(part))


@dataclass(frozen=True, slots=True)
class Wording:
    """How the errors of one sort of file are told: the class of each section, and the sentences around."""

    parts: Mapping[str | int | None, type[BaseModel]]
    see: Said
    left_out: Said


AGREEMENTS = Wording(PARTS, SEE, LEFT_OUT)


def told(
    error: ErrorDetails, section: str | int | None, key: str, wording: Wording = AGREEMENTS
) -> tuple[Said, Said]:
    """Message and remedy for one error of the schema, at `key` of `section`."""
    part, see, left_out = wording.parts[section], wording.see, wording.left_out
    kind = error["type"]
    if kind == "extra_forbidden":
        message = (
            said("{key!r} is no key of {section}.", key=key, section=str(section))
            if section
            else said("{key!r} is no key of an agreement.", key=key)
        )
        return in_turn(message, left_out), near(key, part)
    if kind == "missing":
        needs = said(
            "{section!r} needs {key!r}: {what}", section=str(section), key=key, what=describe(part, key)
        )
        return in_turn(needs, left_out), see
    if kind == "literal_error":
        wrong = said("{key!r} cannot be {value}.", key=key, value=repr(error["input"]))
        expected = error["ctx"]["expected"].replace(" or ", ", ").split(", ")
        return in_turn(wrong, left_out), said("Write {words}.", words=either(expected, len(expected)))
    message = plain(error)
    lead = message if key == section else said("{key!r}: {why}", key=key, why=message)
    return in_turn(sentence(lead), left_out), see


def describe(part: type[BaseModel], key: str) -> Said:
    """What a key that is needed says: the words of the schema, as it tells them to editors."""
    fields: Mapping[str, Any] = {field.alias or name: field for name, field in part.model_fields.items()}
    found = fields[key].description if key in fields else None
    return found if isinstance(found, Said) else as_is(str(found or ""))


def _offer(key: str, known: Iterable[str]) -> Said:
    known = tuple(known)
    close = get_close_matches(key.casefold().replace("-", "_").replace(" ", "_"), known, n=1)
    if close:
        return said("Did you mean {key!r}?", key=close[0])
    return said("Known keys: {keys}.", keys=known)

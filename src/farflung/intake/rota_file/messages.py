"""What is wrong with a value of a rota file, said for the person who wrote it."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from farflung.engine.said import Said, as_is, in_english, said, sentence, why

SEE = said("docs/reference/rota.md says what may stand here.")
_KINDS = frozenset(
    ("string_type", "model_type", "model_attributes_type", "frozen_set_type", "list_type", "dict_type")
)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the file: the schema's class there, the key of that part, the key itself."""

    part: type[BaseModel]
    above: str
    key: str


def keys_of(part: type[BaseModel]) -> tuple[str, ...]:
    """The keys as a file writes them."""
    return tuple(field.alias or name for name, field in part.model_fields.items())


def told(error: ErrorDetails, where: Where) -> tuple[Said, Said]:
    """Message and remedy for one error of the schema."""
    if error["type"] == "extra_forbidden":
        return _no_key(where)
    if error["type"] == "missing":
        message = said("{section!r} needs {key!r}: {what}", section=where.above or "rota", key=where.key,
                       what=_describe(where))  # fmt: skip
        return sentence(message), SEE
    return sentence(said("{key!r}: {why}", key=where.key, why=_plain(error))), SEE


def _no_key(where: Where) -> tuple[Said, Said]:
    known = keys_of(where.part)
    message = (
        said("{key!r} is no key of {section}.", key=where.key, section=where.above)
        if where.above
        else said("{key!r} is no key of a rota file.", key=where.key)
    )
    close = get_close_matches(where.key, known, n=1)
    if close:
        return message, said("Did you mean {key!r}?", key=close[0])
    return message, said("Known keys: {keys}.", keys=known)


def _plain(error: ErrorDetails) -> Said:
    """The error without the schema's own words for kinds of value."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return why(context["error"])
    if kind.startswith(("int_", "float_")):
        return said("{value} is not a number", value=repr(error["input"]))
    if kind.startswith("bool_"):
        return said("{value} is neither true nor false", value=repr(error["input"]))
    if kind == "greater_than_equal":
        return said("input should be greater than or equal to {least}", least=context["ge"])
    if kind == "less_than_equal":
        return said("input should be less than or equal to {most}", most=context["le"])
    if kind in _KINDS:
        return said("something else is needed here")
    return in_english(error["msg"][:1].lower() + error["msg"][1:])


def _describe(where: Where) -> Said:
    fields: dict[str, Any] = {field.alias or name: field for name, field in where.part.model_fields.items()}
    found = fields[where.key].description if where.key in fields else None
    return found if isinstance(found, Said) else as_is(str(found or ""))

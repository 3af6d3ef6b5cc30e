"""What is wrong with a value of a rota file, said for the person who wrote it."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from farflung.engine.said import Said, as_is, said, sentence
from farflung.intake.plain_error import plain

SEE = said("docs/reference/rota.md says what may stand here.")


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
    return sentence(said("{key!r}: {why}", key=where.key, why=plain(error))), SEE


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


def _describe(where: Where) -> Said:
    fields: dict[str, Any] = {field.alias or name: field for name, field in where.part.model_fields.items()}
    found = fields[where.key].description if where.key in fields else None
    return found if isinstance(found, Said) else as_is(str(found or ""))

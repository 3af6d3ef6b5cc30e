"""A `Said` as plain values that can be written as JSON, and back: so that it is kept with its parts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from farflung.engine.said import Kind, Said, Value, as_is

_DEEPEST: Final = 20
"""Texts hold texts three or four deep; whatever is deeper is kept as its English text."""


def parts_of(text: Said, depth: int = 0) -> Any:
    """The parts: a plain text stays one, everything else is an object."""
    if text.kind == "as is" or depth >= _DEEPEST:
        return str(text)
    values = {name: _part(value, depth + 1) for name, value in text.values.items()}
    kept: dict[str, Any] = {"kind": text.kind, "one": text.one, "values": values}
    return kept | {"many": text.many, "number": text.number} if text.many else kept


def said_of_parts(kept: Any, english: str = "", depth: int = 0) -> Said:
    """The text again; `english` is what it says. Raises `ValueError` for what was not kept so."""
    if isinstance(kept, str):
        return as_is(kept)
    values = kept.get("values") if isinstance(kept, Mapping) else None
    if not isinstance(values, Mapping) or depth > _DEEPEST:
        raise ValueError("these are no parts of a text")
    values = {str(name): _value(value, depth + 1) for name, value in values.items()}
    many, number = str(kept.get("many", "")), int(kept.get("number", 0))
    return Said(english, _kind(kept.get("kind")), str(kept.get("one", "")), values, many, number)


def _kind(name: object) -> Kind:
    if name == "said" or name == "in turn" or name == "sentence" or name == "shown":  # noqa: PLR1714 - so mypy knows
        return name
    raise ValueError("there is no such kind of text")


def _part(value: Value, depth: int) -> Any:
    if isinstance(value, tuple):
        return [_part(one, depth) for one in value]
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return parts_of(value, depth) if isinstance(value, Said) else value


def _value(kept: Any, depth: int) -> Value:
    if isinstance(kept, list):
        return tuple(_text(one, depth) for one in kept)
    if isinstance(kept, Mapping) and len(kept) == 1:
        return _time(kept)
    return kept if isinstance(kept, (int, float)) else _text(kept, depth)


def _time(kept: Mapping[str, Any]) -> Value:
    ((kind, value),) = kept.items()
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "at":
        return datetime.fromisoformat(value)
    if kind == "seconds":
        return timedelta(seconds=value)
    raise ValueError("there is no such kind of value")


def _text(kept: Any, depth: int) -> str:
    return kept if isinstance(kept, str) else said_of_parts(kept, depth=depth)

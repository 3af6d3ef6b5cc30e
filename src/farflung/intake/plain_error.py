"""What a schema has against a value, in words for who wrote it: agreements, markets, rota files."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from farflung.engine.said import Said, as_is, in_english, said, why


def plain(error: ErrorDetails) -> Said:
    """The error without the schema's own words for kinds of value: what was read, what belongs there."""
    kind, context, read = error["type"], error.get("ctx", {}), error["input"]
    if kind == "value_error":
        return why(context["error"])
    if kind == "greater_than_equal":
        return said("input should be greater than or equal to {least}", least=context["ge"])
    if kind == "less_than_equal":
        return said("input should be less than or equal to {most}", most=context["le"])
    if kind in _NEEDED:
        return said("{needed} is needed here, not {read}", needed=_NEEDED[kind], read=_sort(read))
    return _number(kind, _short(read)) or in_english(error["msg"][:1].lower() + error["msg"][1:])


def _number(kind: str, read: str) -> Said | None:
    if kind.startswith("int_"):
        return said("{value} is not a whole number", value=read)
    if kind.startswith("float_"):
        return said("{value} is not a number", value=read)
    return said("{value} is neither true nor false", value=read) if kind.startswith("bool_") else None


_SHOWN = 60
_KEYS = said("a part with keys of its own (`key: value`)")
_NEEDED: Mapping[str, Said] = {
    "string_type": said("text"),
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "frozen_set_type": said("a list"),
    "list_type": said("a list"),
}


def _sort(read: Any) -> Said:
    """What was read, as far as it can be shown in a line."""
    if isinstance(read, Mapping):
        return said("a part with keys of its own")
    if isinstance(read, list | tuple | set | frozenset):
        return said("a list")
    return as_is(_short(read)) if read is not None else said("nothing")


def _short(read: Any) -> str:
    """As it would be written, and no longer than a line holds."""
    shown = repr(read)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"

"""Examples of values by their schema: enough to see the shape, and to begin from."""

from collections.abc import Mapping
from typing import Any, Final

_TEXTS: Final = {
    "date": "2027-03-15", "date-time": "2027-03-15T09:30:00Z", "uuid": "00000000-0000-0000-0000-000000000000",
}  # fmt: skip
_PLAIN: Final = {"integer": 0, "number": 0, "boolean": False, "null": None}


def sample(schema: Mapping[str, Any], parts: Mapping[str, Any], depth: int = 0) -> Any:
    """A value of the schema; what is nested too deep is left empty."""
    known = resolved(schema, parts)
    if "enum" in known or "const" in known:
        return known.get("const", (known.get("enum") or [None])[0])
    kind = known.get("type")
    if kind == "object":
        inner = known.get("properties", {}) if depth < 5 else {}
        return {name: sample(one, parts, depth + 1) for name, one in inner.items()}
    if kind == "array":
        return [sample(known["items"], parts, depth + 1)] if "items" in known and depth < 5 else []
    if kind == "string":
        return "09:00" if "pattern" in known else _TEXTS.get(known.get("format", ""), "text")
    return known.get("default", known.get("minimum", _PLAIN.get(str(kind))))


def type_text(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """What a parameter is, in a word or two."""
    known = resolved(schema, parts)
    if known.get("type") == "array":
        return f"{type_text(known['items'], parts)}, …"
    return str(known.get("format") or known.get("type") or "")


def resolved(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema behind a reference, and the first that is not null of several."""
    while True:
        if "$ref" in schema:
            schema = parts[schema["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in schema:
            schema = next((one for one in schema["anyOf"] if one.get("type") != "null"), {})
        elif "allOf" in schema:
            schema = schema["allOf"][0]
        else:
            return schema

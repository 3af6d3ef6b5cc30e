"""Filters of RFC 7644, section 3.4.2.2: read into a small tree, and held against a resource.

Bounded in length and depth: they come from outside.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from farflung.server.connect.scim.errors import ScimError
from farflung.server.connect.scim.schemas import ENTERPRISE, GROUP, USER

LONGEST: Final = 1000
DEEPEST: Final = 8
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*\")|(?P<sign>[()\[\]])|(?P<word>[^\s()\[\]\"]+))"
)
_EXACT: Final = frozenset({"id", "externalid", "value"})
"""Attributes whose case matters; an address in `emails.value` is compared without it all the same."""

Holds = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """`holds` tells of a resource; `only` is the pair of attribute and value where it is one plain `eq`."""

    holds: Holds
    only: tuple[str, str] | None = None


def read_filter(text: str) -> Filter:
    """A filter; raises `ScimError` (invalidFilter) for what is none."""
    if len(text) > LONGEST:
        raise _wrong("it is too long")
    reader = _Reader(text)
    found = reader.either(0)
    if reader.ahead is not None:
        raise _wrong(f"{reader.ahead!r} was not expected")
    return found


def _wrong(why: str) -> ScimError:
    return ScimError(400, f"The filter cannot be read: {why}.", "invalidFilter")


class _Reader:
    def __init__(self, text: str) -> None:
        self._words = list(_words(text))
        self._at = 0

    @property
    def ahead(self) -> str | None:
        return self._words[self._at] if self._at < len(self._words) else None

    def _take(self, wanted: str = "") -> str:
        word = self.ahead
        if word is None or (wanted and word.casefold() != wanted):
            raise _wrong(f"{wanted or 'something'} is missing")
        self._at += 1
        return word

    def _next_is(self, word: str) -> bool:
        if self.ahead is None or self.ahead.casefold() != word:
            return False
        self._at += 1
        return True

    def either(self, depth: int) -> Filter:
        if depth > DEEPEST:
            raise _wrong("it is nested too deep")
        found = [self._all(depth)]
        while self._next_is("or"):
            found.append(self._all(depth))
        return found[0] if len(found) == 1 else Filter(lambda one: any(part.holds(one) for part in found))

    def _all(self, depth: int) -> Filter:
        found = [self._one(depth)]
        while self._next_is("and"):
            found.append(self._one(depth))
        return found[0] if len(found) == 1 else Filter(lambda one: all(part.holds(one) for part in found))

    def _one(self, depth: int) -> Filter:
        if self._next_is("not"):
            self._take("(")
            inner = self._closed(")", depth)
            return Filter(lambda one: not inner.holds(one))
        if self._next_is("("):
            return self._closed(")", depth)
        name = self._take()
        if self._next_is("["):
            inner = self._closed("]", depth)
            return Filter(lambda one: any(inner.holds(part) for part in parts_of(one, name)))
        return self._compared(name)

    def _closed(self, end: str, depth: int) -> Filter:
        found = self.either(depth + 1)
        self._take(end)
        return found

    def _compared(self, name: str) -> Filter:
        how = self._take().casefold()
        if how == "pr":
            return Filter(lambda one: any(value not in ("", None) for value in values_of(one, name)))
        value = _literal(self._take())
        if how not in _WAYS or (how in _ORDERED and (value is None or isinstance(value, bool))):
            raise _wrong(f"{how!r} is no operator for that")
        exact = name.casefold().rpartition(".")[2] in _EXACT and "mail" not in name.casefold()
        wanted = _comparable(value, exact=exact)
        way = _WAYS[how]

        def holds(one: Mapping[str, Any]) -> bool:
            found = [_comparable(each, exact=exact) for each in values_of(one, name)]
            if how == "ne":
                return all(each != wanted for each in found)
            return any(type(each) is type(wanted) and way(each, wanted) for each in found)

        plain = how == "eq" and isinstance(value, str)
        return Filter(holds, (bare(name).casefold(), value) if plain else None)


_ORDERED: Final = frozenset({"gt", "ge", "lt", "le", "co", "sw", "ew"})
_WAYS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": lambda a, b: bool(a == b), "ne": lambda a, b: bool(a != b),
    "co": lambda a, b: isinstance(a, str) and b in a,
    "sw": lambda a, b: isinstance(a, str) and a.startswith(b),
    "ew": lambda a, b: isinstance(a, str) and a.endswith(b),
    "gt": lambda a, b: not isinstance(a, bool) and bool(a > b),
    "ge": lambda a, b: not isinstance(a, bool) and bool(a >= b),
    "lt": lambda a, b: not isinstance(a, bool) and bool(a < b),
    "le": lambda a, b: not isinstance(a, bool) and bool(a <= b),
}  # fmt: skip


def _words(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise _wrong("a quotation has no end")
        yield found["text"] or found["sign"] or found["word"]
        at = found.end()


def _literal(word: str) -> Any:
    try:
        # Numbers as they are compared: a whole one of hundreds of digits could not be made into that later.
        value = json.loads(word if word.startswith('"') else word.lower(), parse_int=float)
    except ValueError:
        raise _wrong(f"{word!r} is no value") from None
    if not isinstance(value, str | bool | float | None):
        raise _wrong(f"{word!r} is no value")
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise _wrong("a text holds what no text has")
    return value


def _comparable(value: Any, *, exact: bool) -> Any:
    if isinstance(value, str) and not exact:
        return value.casefold()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def bare(name: str) -> str:
    """The name of an attribute without its schema; of the extension with it, as resources hold it."""
    for urn in (USER, GROUP):
        if name.casefold().startswith(f"{urn.casefold()}:"):
            return name[len(urn) + 1 :]
    return name


def parts_of(one: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The complex values of an attribute."""
    return [part for part in _flat(_get(one, bare(name))) if isinstance(part, Mapping)]


def values_of(one: Mapping[str, Any], name: str) -> list[Any]:
    """Every value that an attribute has: those of each of several; of a complex one its `value`."""
    plain = bare(name)
    if plain.casefold().startswith(f"{ENTERPRISE.casefold()}:"):
        inner = _get(one, ENTERPRISE)
        return values_of(inner, plain[len(ENTERPRISE) + 1 :]) if isinstance(inner, Mapping) else []
    first, _dot, rest = plain.partition(".")
    found = _flat(_get(one, first))
    if rest:
        return [value for part in found if isinstance(part, Mapping) for value in values_of(part, rest)]
    return [part.get("value") if isinstance(part, Mapping) else part for part in found]


def _get(one: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in one.items() if key.casefold() == name.casefold()), None)


def _flat(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]

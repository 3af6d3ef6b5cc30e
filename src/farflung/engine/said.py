"""Texts for people that still know how they were made, so that another language can say them anew.

A `Said` is its English text, wherever a `str` is wanted. Beside it are the template and what was filled in:
names, numbers, dates, lists, and other `Said`s. What a file holds is only ever filled in, never a template.
Times, lengths and shares of `said_values.py` keep what they are, so that each reader has them their own way.
`scripts/translations.py` finds the templates, `server/ui/told.py` says them in the reader's language.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal, NoReturn, Self

Value = str | int | float | date | datetime | timedelta | tuple[str, ...]
"""What may be filled in. Plain texts stay as they are in every language; a tuple is a list of texts."""

Kind = Literal["as is", "said", "in turn", "sentence", "shown"]


class Said(str):
    """An English text with its parts. `many` and `number` are set where the number decides the words; of what
    is `shown`, `one` names the way."""

    __slots__ = ("kind", "many", "number", "one", "values")

    kind: Kind
    one: str
    many: str
    number: int
    values: Mapping[str, Value]

    def __new__(
        cls, text: str, kind: Kind, one: str, values: Mapping[str, Value], many: str = "", number: int = 0
    ) -> Self:
        """For the functions below, which fill templates in."""
        made = super().__new__(cls, text)
        put = object.__setattr__
        put(made, "kind", kind)
        put(made, "one", one)
        put(made, "values", values)
        put(made, "many", many)
        put(made, "number", number)
        return made

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Said is not changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Said is not changed: {name}")

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (str(self), self.kind, self.one, dict(self.values), self.many, self.number)

    @property
    def parts(self) -> tuple["Said", ...]:
        """The sentences that it is made of, one after the other; none where it says nothing."""
        if self.kind == "in turn":
            return tuple(part for part in self.values.values() if isinstance(part, Said))
        return (self,) if self else ()


class SaidError(ValueError):
    """An error whose text can be told in every language."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.said = why


_NONE: Final[Mapping[str, Value]] = MappingProxyType({})


def _again(text: str, kind: Kind, one: str, values: Mapping[str, Value], many: str, number: int) -> Said:
    """Out of a pickle."""
    return Said(text, kind, one, values, many, number)


def as_is(text: str) -> Said:
    """A name, a zone, a value: the same in every language."""
    return text if isinstance(text, Said) else Said(text, "as is", "", _NONE)


NOTHING: Final = as_is("")


def said(template: str, /, **values: Value) -> Said:
    """The template, a literal, with its places filled in: `{name}`, `{name!r}` in quotes, `{number:,}`.

    A place called `english` holds words of a library; translations leave it out.
    """
    return Said(template.format_map(_in_english(values)), "said", template, values)


def said_of(one: str, many: str, count: int, /, **values: Value) -> Said:
    """As `said`, with the template that the number asks for; it is filled in as `{count}`."""
    filled = {"count": count, **values}
    text = (one if count == 1 else many).format_map(_in_english(filled))
    return Said(text, "said", one, filled, many, count)


def in_english(text: str) -> Said:
    """What a library says, in the words that it has."""
    return said("{english}", english=text)


def why(error: Exception) -> Said:
    """What an error says: with its parts, if it is one of ours."""
    return error.said if isinstance(error, SaidError) else in_english(str(error))


def in_turn(*parts: Said) -> Said:
    """Sentences one after the other; empty ones are left out."""
    flat = [one for part in parts for one in part.parts]
    if len(flat) < 2:
        return flat[0] if flat else NOTHING
    values: dict[str, Value] = {str(at): part for at, part in enumerate(flat)}
    return Said(" ".join(flat), "in turn", "", values)


def sentence(text: Said) -> Said:
    """The text with one full stop at its end, unless it asks something."""
    return Said(ended(text), "sentence", "", {"": text})


def ended(text: str) -> str:
    """A text of any language with one full stop at its end, unless it asks something."""
    return text if text.endswith(("?", "؟")) else f"{text.rstrip('.')}."


def people(count: int) -> Said:
    """`1 person`, `271 people`."""
    return said_of("1 person", "{count:,} people", count)


def rows(count: int) -> Said:
    """`1 row`, `271 rows`."""
    return said_of("1 row", "{count:,} rows", count)


def listed(names: Iterable[str], most: int = 5) -> Said:
    """The first few names and how many more: `a, b and 3 more`."""
    names = tuple(names)
    if len(names) <= most:
        return said("{names}", names=names)
    more = said_of("{count:,} more", "{count:,} more", len(names) - most)
    return said("{names} and {more}", names=names[:most], more=more)


def either(choices: Iterable[str], most: int = 6) -> Said:
    """`a, b or c`, or `a, b or 3 more`; each once."""
    each = tuple(dict.fromkeys(choices))
    if len(each) > most:
        more = said_of("{count:,} more", "{count:,} more", len(each) - most)
        return said("{names} or {last}", names=each[:most], last=more)
    if len(each) > 1:
        return said("{names} or {last}", names=each[:-1], last=each[-1])
    return as_is(each[0]) if each else NOTHING


def both(names: Iterable[str], most: int) -> Said:
    """`a, b and c`, or `a, b and 3 more`; each once."""
    each = tuple(dict.fromkeys(names))
    if len(each) > most:
        return listed(each, most)
    if len(each) > 1:
        return said("{names} and {more}", names=each[:-1], more=each[-1])
    return as_is(each[0]) if each else NOTHING


def _in_english(values: Mapping[str, Value]) -> Mapping[str, object]:
    if tuple in map(type, values.values()):
        return {k: ", ".join(v) if isinstance(v, tuple) else v for k, v in values.items()}
    return values

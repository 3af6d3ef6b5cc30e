"""Content lines of an iCalendar file (RFC 5545 section 3.1), each with the line it begins on.

The grammar of a line is the `icalendar` library's. Unfolding is done here, on bytes, for two reasons:
an error needs the number of its line, and some programs fold in the middle of a UTF-8 letter.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from farflung.engine.said import Said, SaidError, said
from farflung.intake.ics.library import parts_of

MOST_BYTES = 20 * 2**20
"""A calendar larger than this (about 40,000 meetings) is refused before it is read."""

MOST_LINE_BYTES = 2**20
"""A single property longer than this is skipped: no time, title or address is a megabyte."""

_TOO_LONG = said("this line is longer than a megabyte; it was skipped.")
_FOLDED = (b" ", b"\t")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"\\^]*"|[^"\\^;:]*)')
_SIMPLE_HEAD = re.compile(rf"([A-Za-z0-9-]+(?:{_PARAMETER.pattern.replace('(', '(?:')})*):")
_NAME = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*(?=[:;])")


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded line; `number` counts physical lines from 1. `broken` says why it cannot be used."""

    number: int
    text: str
    broken: Said | None = None

    @property
    def name(self) -> str | None:
        """The property's name in capitals, or None where there is no property."""
        match = _NAME.match(self.text)
        return match[1].upper() if match else None


@dataclass(frozen=True, slots=True)
class Property:
    """A parsed line. `params` have names in capitals; `value` is as written."""

    name: str
    params: Mapping[str, str]
    value: str
    line: int

    @property
    def text(self) -> str:
        """A TEXT value without its escapes."""
        if "\\" not in self.value:
            return self.value
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


def unfolded(data: bytes) -> Iterator[Line]:
    """The content lines; empty ones are passed over."""
    first, parts = 0, list[bytes]()
    for number, raw in enumerate(_as_utf8(data).splitlines(), start=1):
        if parts and raw.startswith(_FOLDED):
            parts.append(raw[1:])
            continue
        if parts:
            yield _joined(first, parts)
        first, parts = number, [raw] if raw.strip() else []
    if parts:
        yield _joined(first, parts)


def _joined(number: int, parts: list[bytes]) -> Line:
    raw = parts[0] if len(parts) == 1 else b"".join(parts)
    if len(raw) > MOST_LINE_BYTES:
        return Line(number, raw[:60].decode("utf-8", "replace"), _TOO_LONG)
    return Line(number, _decoded(raw))


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _decoded(raw: bytes) -> str:
    """UTF-8 as RFC 5545 asks; old Windows programs wrote their own code page instead."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def parsed(line: Line) -> Property:
    """The property on a line; raises `ValueError` where the line is not one.

    Almost every line is of the simple form, without escapes in its parameters; the library looks at each
    letter of the others.
    """
    if line.broken is not None:
        raise SaidError(line.broken)
    simple = _SIMPLE_HEAD.match(line.text)
    if simple is not None:
        return Property(*_cut(simple[1]), line.text[simple.end() :], line.number)
    name, params, value = parts_of(line.text)
    return Property(name.upper(), {key.upper(): text for key, text in params.items()}, value, line.number)


@lru_cache(maxsize=16_384)
def _cut(head: str) -> tuple[str, Mapping[str, str]]:
    """Name and parameters of what stands before a value: an attendee's are the same in every meeting."""
    name, semicolon, rest = head.partition(";")
    found = _PARAMETER.findall(semicolon + rest)
    return name.upper(), {key.upper(): value.strip().strip('"') for key, value in found}

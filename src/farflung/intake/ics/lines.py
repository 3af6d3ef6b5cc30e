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

_LONGEST_HEAD = 500
"""Longer ones are read anew each time: what is remembered stays in memory, whoever wrote it."""

_TOO_LONG = said("this line is longer than a megabyte; it was skipped.")
_FOLDED = (b" ", b"\t")
_PHYSICAL = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
"""One at a time: a file of nothing but folds has as many lines as letters."""
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
    first, held = 0, bytearray()
    for number, found in enumerate(_PHYSICAL.finditer(_as_utf8(data)), start=1):
        raw = found[1]
        if held and raw.startswith(_FOLDED):
            if len(held) <= MOST_LINE_BYTES:  # what is longer is not used: no more of it is held
                held += raw[1:]
            continue
        if held:
            yield _joined(first, held)
        first, held = number, bytearray(raw if raw.strip() else b"")
    if held:
        yield _joined(first, held)


def _joined(number: int, raw: bytearray) -> Line:
    if len(raw) > MOST_LINE_BYTES:
        return Line(number, raw[:60].decode("utf-8", "replace"), _TOO_LONG)
    return Line(number, _decoded(raw))


def _as_utf8(data: bytes) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _decoded(raw: bytearray) -> str:
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
        cut = _cut_before if len(simple[1]) <= _LONGEST_HEAD else _cut
        return Property(*cut(simple[1]), line.text[simple.end() :], line.number)
    name, params, value = parts_of(line.text)
    return Property(name.upper(), {key.upper(): text for key, text in params.items()}, value, line.number)


def _cut(head: str) -> tuple[str, Mapping[str, str]]:
    """Name and parameters of what stands before a value."""
    name, semicolon, rest = head.partition(";")
    found = _PARAMETER.findall(semicolon + rest)
    return name.upper(), {key.upper(): value.strip().strip('"') for key, value in found}


_cut_before = lru_cache(maxsize=16_384)(_cut)
"""An attendee's are the same in every meeting."""

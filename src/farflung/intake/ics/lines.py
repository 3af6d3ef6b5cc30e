"""Content lines of an iCalendar file (RFC 5545 section 3.1), each with the line it begins on.

The grammar of a line is the `icalendar` library's. Unfolding is done here, on bytes, for two reasons:
an error needs the number of its line, and some programs fold in the middle of a UTF-8 letter.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from farflung.intake.ics.library import parts_of

MOST_BYTES = 20 * 2**20
"""A calendar larger than this (about 40,000 meetings) is refused before it is read."""

MOST_LINE_BYTES = 2**20
"""A single property longer than this is skipped: no time, title or address is a megabyte."""

_BREAK = re.compile(rb"\r\n|\n|\r")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"\\^]*"|[^"\\^;:]*)')
_SIMPLE = re.compile(rf"([A-Za-z0-9-]+)((?:{_PARAMETER.pattern.replace('(', '(?:')})*):(.*)", re.DOTALL)
_NAME = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*(?=[:;])")


@dataclass(frozen=True, slots=True)
class Line:
    """One unfolded line; `number` counts physical lines from 1. `broken` holds why it cannot be used."""

    number: int
    text: str
    broken: str | None = None

    @property
    def name(self) -> str | None:
        """The property's name in capitals, or None where there is no property."""
        match = _NAME.match(self.text)
        return match[1].upper() if match else None


@dataclass(frozen=True, slots=True)
class Property:
    """A parsed line. `params` have names in capitals; `value` is as written."""

    name: str
    params: dict[str, str]
    value: str
    line: int

    @property
    def text(self) -> str:
        """A TEXT value without its escapes."""
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


def unfolded(data: bytes) -> Iterator[Line]:
    """The content lines; empty ones are passed over."""
    number, first, parts = 0, 0, list[bytes]()
    for number, raw in enumerate(_BREAK.split(_as_utf8(data)), start=1):
        if raw[:1] in (b" ", b"\t") and parts:
            parts.append(raw[1:])
            continue
        yield from _joined(first, parts)
        first, parts = number, [raw] if raw.strip() else []
    yield from _joined(first, parts)


def _joined(number: int, parts: list[bytes]) -> Iterator[Line]:
    if not parts:
        return
    raw = b"".join(parts)
    if len(raw) > MOST_LINE_BYTES:
        yield Line(number, raw[:60].decode("utf-8", "replace"), "it is longer than a megabyte")
        return
    yield Line(number, _decoded(raw))


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
        raise ValueError(line.broken)
    simple = _SIMPLE.fullmatch(line.text)
    if simple is not None:
        plain = {key.upper(): value.strip().strip('"') for key, value in _PARAMETER.findall(simple[2])}
        return Property(simple[1].upper(), plain, simple[3], line.number)
    name, params, value = parts_of(line.text)
    return Property(name.upper(), {key.upper(): text for key, text in params.items()}, value, line.number)

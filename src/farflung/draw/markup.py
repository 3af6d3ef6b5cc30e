"""Text that is markup, and the one door through which other text becomes it.

Every page and picture is built with `tag`, which escapes whatever is not `Markup` already. `Markup(...)`
itself is called with literals of our own code only; a test reads the sources and holds that.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

# What HTML and XML 1.0 cannot carry, and what turns the writing direction of the rest of a line.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")

# Nothing in a text that has none of these needs another look: most texts are numbers and plain words.
_SPECIAL = re.compile(_UNFIT.pattern[:-1] + "&<>\"']")

_PIECE = re.compile(r"%\((\w+)\)s")

Attribute = str | int | float | bool | None


class Markup(str):
    """A piece of HTML or SVG that is safe to put into a page as it is."""

    __slots__ = ()


Child = str | int | None


def plain(text: str) -> str:
    """Text without control characters and changes of direction; what stood there is shown as a mark."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(value: str | int) -> Markup:
    """Any text as markup; what is markup already stays as it is."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    return Markup(escape(plain(text)) if _SPECIAL.search(text) else text)


def joined(parts: Iterable[Child], separator: str = "") -> Markup:
    """Pieces one after the other, each escaped unless it is markup; None is left out."""
    pieces = [part if type(part) is Markup else escaped(part) for part in parts if part is not None]
    return Markup(escaped(separator).join(pieces))


def filled(text: str, **pieces: Child) -> Markup:
    """A sentence with pieces in it, "until %(when)s", both escaped unless they are markup.

    Unlike `%` of a text it leaves the sentence's own characters what they are: a translation is no markup.
    """
    parts = _PIECE.split(text)
    return joined(pieces[part] if odd % 2 else part for odd, part in enumerate(parts))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """An element with its end tag. `class_` is written "class", `aria_label` "aria-label"."""
    return Markup(f"<{name}{_written(attributes)}>{joined(children)}</{name}>")


def void(name: str, /, **attributes: Attribute) -> Markup:
    """An element of HTML that has no content, such as `meta`."""
    return Markup(f"<{name}{_written(attributes)}>")


def shape(name: str, /, **attributes: Attribute) -> Markup:
    """An element of SVG without content, such as `rect`."""
    return Markup(f"<{name}{_written(attributes)}/>")


def style(css: str) -> Markup:
    """A stylesheet of ours as an element; it has no escapes, so nothing from a file may be in it."""
    if "</" in css:
        raise ValueError("a stylesheet cannot hold an end tag")
    return Markup(f"<style>{css}</style>")


def inserted(element: Markup, piece: Markup) -> Markup:
    """The element with a piece more at its beginning."""
    start, _, rest = element.partition(">")
    return Markup(f"{start}>{piece}{rest}")


def appended(element: Markup, piece: Markup) -> Markup:
    """The element with a piece more at its end."""
    start, _, name = element.rpartition("</")
    return Markup(f"{start}{piece}</{name}")


def name_of(text: str) -> Markup:
    """A name from a file, kept apart from the direction of the line around it."""
    return tag("bdi", text)


def number(value: float) -> str:
    """A coordinate with at most two decimals and nothing that need not be there."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(share: float) -> str:
    """A share of the width, 0 to 1, as SVG writes it."""
    return f"{number(share * 100)}%"


def _written(attributes: dict[str, Attribute]) -> str:
    return "".join([_attribute(key, value) for key, value in attributes.items()])


@lru_cache(maxsize=8192, typed=True)
def _attribute(key: str, value: Attribute) -> str:
    # Kept, as pictures say the same of thousands of shapes; typed, as 1 is written and True is not.
    if value is None or value is False:
        return ""
    if value is True:
        return f" {_name(key)}"
    if isinstance(value, str):
        return f' {_name(key)}="{escaped(str(value))}"'
    return f' {_name(key)}="{number(value) if isinstance(value, float) else value}"'


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    """An attribute's name as it is written: "class" for `class_`."""
    return key.rstrip("_").replace("_", "-")

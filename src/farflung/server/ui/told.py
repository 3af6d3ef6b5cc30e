"""What readers of files have to say, in the language of whoever reads it.

The templates are in the catalogues of the pages. What is filled in was read out of files: it is text, set
apart from the sentence where letters run from right to left, and never looked at as a template.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, pgettext

from farflung.intake.said import Said, Value, ended
from farflung.intake.said_parts import parts_of, said_of_parts
from farflung.server.ui.words import comma, count_text

_FIRST_STRONG, _AS_BEFORE = "\u2068", "\u2069"
"""Unicode's isolate for a text of unknown direction: a name stands in a sentence as one word."""


def told(text: Said) -> str:
    """The text in the language that is set; in English where a language has no words for it."""
    if (get_language() or "en").split("-")[0] == "en":
        return str(text)
    try:
        return _told(text)
    except (KeyError, ValueError):  # kept by another version, whose templates had other places
        return str(text)


def kept(**texts: Said) -> dict[str, Any]:
    """Texts to be kept in a row: in English, and under `said` with the parts of those that have any."""
    parts = {name: parts_of(text) for name, text in texts.items() if text.kind != "as is"}
    return {name: str(text) for name, text in texts.items()} | ({"said": parts} if parts else {})


def told_of(row: Mapping[str, Any], name: str) -> str:
    """A text that was kept by `kept`, or before there were parts, in the language that is set."""
    said = row.get("said")
    parts = said.get(name) if isinstance(said, Mapping) else None
    return told_parts(parts, str(row.get(name) or ""))


def told_parts(parts: Any, english: str) -> str:
    """The text that has these parts; the English one where there are none, or they are not understood."""
    if parts is None:
        return english
    try:
        return told(said_of_parts(parts, english))
    except (TypeError, ValueError):
        return english


def labelled(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The answers to a question that was kept, each with its label in the language that is set."""
    parts = question.get("labels") or [None] * len(question["choices"])
    for (value, label), part in zip(question["choices"], parts, strict=True):
        yield value, told_parts(part, label)


def _told(text: Said) -> str:
    if text.kind == "as is":
        return _apart(str(text))
    if text.kind == "in turn":
        return " ".join(_value(part) for part in text.values.values())
    if text.kind == "sentence":
        return ended(_value(text.values[""]))
    template = ngettext(text.one, text.many, text.number) if text.many else gettext(text.one)
    return "".join(_filled(template, text.values))


def _filled(template: str, values: Mapping[str, Value]) -> list[str]:
    """The pieces of a template: only names of places are understood, so nothing else can be asked for."""
    pieces = []
    for literal, name, spec, conversion in Formatter().parse(template):
        pieces.append(literal)
        if name is not None:
            value = values[name]
            shown = count_text(value) if spec == "," and isinstance(value, int) else _value(value)
            pieces.append(_quoted(shown) if conversion == "r" else shown)
    return pieces


def _value(value: Value) -> str:
    if isinstance(value, tuple):
        return comma().join(map(_value, value))
    if isinstance(value, Said):
        return _told(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value) if isinstance(value, int) else _apart(value)


def _quoted(text: str) -> str:
    return pgettext("what was read, in quotation marks", "“%(text)s”") % {"text": text}


def _apart(text: str) -> str:
    return f"{_FIRST_STRONG}{text}{_AS_BEFORE}" if get_language_bidi() and text else text

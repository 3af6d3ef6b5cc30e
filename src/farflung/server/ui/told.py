"""What readers of files and checks have to say, in the language of whoever reads it.

The templates are in the catalogues of the pages. What is filled in was read out of files: it is text, set
apart from the sentence where letters run from right to left, and never looked at as a template.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from string import Formatter
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, pgettext

from farflung.engine.said import Said, Value, ended
from farflung.engine.said_parts import parts_of, said_of_parts
from farflung.server.core import clock
from farflung.server.ui.reader import Reader, nobody
from farflung.server.ui.told_values import between, number_text, shown_value
from farflung.server.ui.words import comma, count_text

_FIRST_STRONG, _AS_BEFORE = "\u2068", "\u2069"
"""Unicode's isolate for a text of unknown direction: a name stands in a sentence as one word."""


def told(text: Said, reader: Reader | None = None) -> str:
    """The text in the language that is set; in English where a language has no words for it.

    With a `reader` it is told anew in English too: times in it are on their clock.
    """
    if reader is None and (get_language() or "en").split("-")[0] == "en":
        return str(text)
    try:
        return _told(text, reader or nobody(clock.now()))
    except (KeyError, ValueError):  # kept by another version, whose templates had other places
        return str(text)


def kept(**texts: Said) -> dict[str, Any]:
    """Texts to be kept in a row: in English, and under `said` with the parts of those that have any."""
    parts = {name: parts_of(text) for name, text in texts.items() if text.kind != "as is"}
    return {name: str(text) for name, text in texts.items()} | ({"said": parts} if parts else {})


def kept_text(text: str) -> Any:
    """One text to be kept: with its parts alone, if it has any; by them it is told in every language."""
    return parts_of(text) if isinstance(text, Said) else text


def told_kept(kept: Any, reader: Reader) -> str:
    """What was kept by `kept_text`, as the reader has it; a text without parts stays as it is."""
    return kept if isinstance(kept, str) else told_parts(kept, "", reader)


def told_of(row: Mapping[str, Any], name: str) -> str:
    """A text that was kept by `kept`, or before there were parts, in the language that is set."""
    said = row.get("said")
    parts = said.get(name) if isinstance(said, Mapping) else None
    return told_parts(parts, str(row.get(name) or ""))


def told_parts(parts: Any, english: str, reader: Reader | None = None) -> str:
    """The text that has these parts; the English one where there are none, or they are not understood."""
    if parts is None:
        return english
    try:
        return told(said_of_parts(parts, english), reader)
    except (TypeError, ValueError):
        return english


def labelled(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The answers to a question that was kept, each with its label in the language that is set."""
    parts = question.get("labels") or [None] * len(question["choices"])
    for (value, label), part in zip(question["choices"], parts, strict=True):
        yield value, told_parts(part, label)


def _told(text: Said, reader: Reader) -> str:
    if text.kind == "as is":
        return _apart(str(text))
    if text.kind == "in turn":
        return " ".join(_value(part, reader) for part in text.values.values())
    if text.kind == "sentence":
        return ended(_value(text.values[""], reader))
    if text.kind == "shown":
        return _shown(text, reader)
    template = ngettext(text.one, text.many, text.number) if text.many else gettext(text.one)
    return "".join(_filled(template, text.values, reader))


def _shown(text: Said, reader: Reader) -> str:
    by = between(text.one)
    if by is None:
        return shown_value(text.one, text.values, reader)
    parts = text.values["all"]
    return by.join(_value(part, reader) for part in parts) if isinstance(parts, tuple) else ""


def _filled(template: str, values: Mapping[str, Value], reader: Reader) -> list[str]:
    """The pieces of a template: only names of places are understood, so nothing else can be asked for."""
    pieces = []
    for literal, name, spec, conversion in Formatter().parse(template):
        pieces.append(literal)
        if name is not None:
            value = values[name]
            shown = count_text(value) if spec == "," and isinstance(value, int) else _value(value, reader)
            pieces.append(_quoted(shown) if conversion == "r" else shown)
    return pieces


def _value(value: Value, reader: Reader) -> str:
    if isinstance(value, tuple):
        return comma().join(_value(one, reader) for one in value)
    if isinstance(value, Said):
        return _told(value, reader)
    if isinstance(value, date):
        at = isinstance(value, datetime)
        return shown_value("moment", {"at": value}, reader) if at else date_format(value, "DATE_FORMAT")
    if isinstance(value, timedelta):
        return shown_value("length", {"length": value}, reader)
    if isinstance(value, float):
        return number_text(value)
    return str(value) if isinstance(value, int) else _apart(value)


def _quoted(text: str) -> str:
    return pgettext("what was read, in quotation marks", "“%(text)s”") % {"text": text}


def _apart(text: str) -> str:
    return f"{_FIRST_STRONG}{text}{_AS_BEFORE}" if get_language_bidi() and text else text

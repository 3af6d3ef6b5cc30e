"""What is shown inside of texts, as the reader has it: instants on their clock, figures of their language."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import pgettext

from farflung.engine.said import Value
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import (
    clock_text,
    comma,
    day_text,
    length_text,
    moment_text,
    range_text,
    span_text,
    weekday_clock_text,
    weekday_text,
)

_DAY = timedelta(days=1)


def shown_value(way: str, values: Mapping[str, Value], reader: Reader) -> str:
    """The value in a way of `engine/said_values.py`; raises `ValueError` where it is none of them."""
    if way not in _WAYS:
        raise ValueError("there is no such way to show a value")
    found: Mapping[str, Any] = values
    try:
        return _WAYS[way](reader, **found)
    except (AttributeError, TypeError) as error:  # kept by another version
        raise ValueError("there is no such value to show") from error


def _share(_: Reader, part: float, places: int) -> str:
    number = number_format(round(100 * part, places), places)
    return pgettext("so many of a hundred", "%(number)s%%") % {"number": number}


def number_text(number: float) -> str:
    """As short as it can be: "72", "4.5"."""
    return number_format(f"{number:.2f}".rstrip("0").rstrip("."))


def _hours(reader: Reader, start: datetime, end: datetime) -> str:
    """Of less than a day the hours alone: on what days they recur is said beside them."""
    first, last = reader.civil(start), reader.civil(end)
    if end - start < _DAY:
        return f"{range_text(clock_text(first.time), clock_text(last.time))} {reader.place}"
    return f"{weekday_clock_text(first)}–{weekday_clock_text(last)} {reader.place}"


_WAYS: Final[Mapping[str, Callable[..., str]]] = {
    "day": lambda reader, day: day_text(day, reader.today),
    "moment": lambda reader, at: f"{moment_text(reader.civil(at), reader.today)} {reader.place}",
    "clock": lambda reader, at: f"{clock_text(reader.civil(at).time)} {reader.place}",
    "span": lambda reader, start, end: f"{span_text(start, end, reader)} {reader.place}",
    "hours": _hours,
    "length": lambda _, length: length_text(length),
    "number": lambda _, number: number_text(number),
    "share": _share,
    "weekday": lambda _, weekday: weekday_text(weekday),
}


def between(way: str) -> str | None:
    """What stands between the parts of a list; None where it is no list."""
    if way == "list":
        return comma()
    return pgettext("between the clauses of a sentence", "; ") if way == "clauses" else None

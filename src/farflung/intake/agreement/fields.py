"""The kinds of value that an agreement is written in, each read from text and described for editors."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from farflung.engine.model import clock
from farflung.engine.said import SaidError, in_turn, said
from farflung.intake.agreement.durations import Duration, read_duration, read_weekly_hours
from farflung.intake.agreement.window_text import known_zone
from farflung.intake.dates import DateError, read_date
from farflung.intake.weekdays import read_weekdays


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise SaidError(said("a single value is needed here, not a list or more keys"))
    return value


def _from_text(read: Callable[[str], Any]) -> BeforeValidator:
    """Reads text; a value that was already read (a default) is let through."""

    def validated(value: object) -> object:
        return read(_text(value)) if isinstance(value, (str, list, dict)) else value

    return BeforeValidator(validated)


def _words(value: object) -> object:
    """A list, or one text with commas or semicolons in it."""
    if isinstance(value, str):
        return [word.strip() for word in value.replace(";", ",").split(",") if word.strip()]
    return value


def _wall(text: str) -> timedelta:
    found = read_duration(text)
    if found.working:
        raise SaidError(
            said("{text!r}: this is counted on the wall clock; write it without 'working'", text=text)
        )
    return found.length


def _working(text: str) -> timedelta:
    return read_duration(text).length


def _days(value: object) -> frozenset[int]:
    words = _words(value)
    if not isinstance(words, list):
        return frozenset()
    found = [read_weekdays(str(word)) for word in words]
    wrong = [word for word, days in zip(words, found, strict=True) if days is None]
    if wrong:
        raise SaidError(said("{word!r} is no day: write days like Mon, Fri or Mon-Thu", word=wrong[0]))
    return frozenset(day for days in found if days for day in days)


def _date(text: str) -> date:
    try:
        found = read_date(text)
    except DateError as error:
        raise SaidError(in_turn(error.said, error.remedy)) from error
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        first, last = _YEARS
        raise SaidError(
            said(
                "{text!r} is out of reach: years go from {first} to {last}", text=text, first=first, last=last
            )
        )
    return found


_YEARS = 1900, 2199
"""At the ends of the calendar a date has none beside it, and nobody plans there."""


def _yes(text: str) -> bool:
    low = text.strip().casefold()
    if low in ("required", "yes", "true", "always", "must"):
        return True
    if low in ("optional", "no", "false", "never"):
        return False
    raise SaidError(said("{text!r} is neither 'required' nor 'optional'", text=text))


def _clock(text: str) -> int:
    try:
        return clock(text)
    except ValueError as error:
        raise SaidError(said("{text!r} is not a time of day: write it like 09:30", text=text)) from error


def _country(value: object) -> object:
    words = _words(value)
    if not isinstance(words, list):
        return words
    codes = [str(word).upper() for word in words]
    wrong = [code for code in codes if len(code) != 2 or not code.isalpha()]
    if wrong:
        raise SaidError(
            said("{word!r} is not a country or region code: write FR or DE (ISO 3166-1)", word=wrong[0])
        )
    return ["GB" if code == "UK" else code for code in codes]


def _schema(description: str, *examples: str, kind: str = "string", **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, "description": description, "examples": list(examples), **more})


def _list_schema(description: str, *examples: Any) -> WithJsonSchema:
    items = {"type": "array", "items": {"type": "string"}}
    either = [{"type": "string"}, items]
    return WithJsonSchema({"anyOf": either, "description": description, "examples": list(examples)})


Wall = Annotated[timedelta, _from_text(_wall), _schema("A length of time on the wall clock.", "24 hours")]
Working = Annotated[
    timedelta, _from_text(_working), _schema("Working time, each person's own.", "4 working hours")
]
Promise = Annotated[
    Duration,
    _from_text(read_duration),
    _schema("`4 working hours` of who answers, or `30 minutes` on the wall.", "4 working hours"),
]
Weekly = Annotated[float, _from_text(read_weekly_hours), _schema("Hours a week.", "6 hours a week")]
Clock = Annotated[
    int, _from_text(_clock), _schema("A local time of day. Quote it: '08:00'.", "08:00"), Field(ge=0, le=1440)
]
Zone = Annotated[str, _from_text(known_zone), _schema("An IANA zone, or UTC.", "Europe/Lisbon", "UTC")]
Day = Annotated[date, _from_text(_date), _schema("A date.", "2027-12-31", format="date")]
Days = Annotated[
    frozenset[int], BeforeValidator(_days), _list_schema("Days of the week.", "Mon-Thu", ["Fri"])
]
Words = Annotated[frozenset[str], BeforeValidator(_words), _list_schema("One or more words.", ["payments"])]
Countries = Annotated[
    frozenset[str], BeforeValidator(_country), _list_schema("ISO 3166-1 codes.", ["FR", "DE"])
]
Agenda = Annotated[
    bool, _from_text(_yes), _schema("Whether a meeting needs one.", enum=["required", "optional"])
]
People = Annotated[
    int,
    Field(ge=0, le=100_000),
    WithJsonSchema({"type": "integer", "minimum": 0, "description": "How many people."}),
]

"""The kinds of value that a rota file is written in, each read from text and described for editors."""

import re
from datetime import time, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from farflung.engine.model import DAY_MINUTES, clock
from farflung.engine.rotation import Cadence
from farflung.engine.said import SaidError, in_turn, said
from farflung.intake.agreement.durations import read_duration
from farflung.intake.agreement.fields import Clock, Countries, Day, Days, Wall, Words, Zone
from farflung.intake.cadence import read_cadence
from farflung.intake.hours import HoursError, read_hours
from farflung.intake.one_or_more import OneOrMore
from farflung.intake.percent import read_percent
from farflung.intake.weekdays import read_weekdays
from farflung.rulepacks import NightWindow

__all__ = [
    "Amount",
    "Between",
    "Clock",
    "Countries",
    "Day",
    "Days",
    "Every",
    "Factor",
    "Handover",
    "Hours",
    "Lengths",
    "Load",
    "Name",
    "Names",
    "Night",
    "Ordered",
    "Outside",
    "Shared",
    "Wall",
    "Weeks",
    "Weight",
    "Words",
    "Zone",
]


_NUMBER = re.compile(r"^\d+(?:\.\d+)?$", re.ASCII)
MOST_LOAD = 2
"""Nobody has more than two full loads by contract: `50` is a percent sign that was left out."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
"""What people call a rota, a duty or a shift: it stands in headings and in calendars."""


def _load(value: object) -> object:
    text = str(value)
    part = read_percent(text)
    if part is None and _NUMBER.match(text):
        part = float(text)
    if part is None or part > MOST_LOAD:
        raise SaidError(said("{text!r} is no part of a full load: write it like 50 % or 0.5", text=text))
    return part


def _one_range(text: object) -> object:
    """First and last minute of hours of a day; the last is over 1440 where they run over midnight."""
    if not isinstance(text, str):
        return text
    try:
        ranges = read_hours(text).ranges
    except HoursError as error:
        raise SaidError(in_turn(error.said, error.remedy)) from error
    if len(ranges) != 1 or ranges[0][0] is not None:
        raise SaidError(said("{text!r} is not one stretch of a day: write it like 22:00-06:00", text=text))
    return ranges[0][1:]


def _night(text: object) -> object:
    found = _one_range(text)
    if not isinstance(found, tuple):
        return found
    return NightWindow(*(time(minute % DAY_MINUTES // 60, minute % 60) for minute in found))


def _outside(text: object) -> object:
    """`true` is none at all; a length is as much."""
    if not isinstance(text, str):
        return text
    if text.strip().casefold() in ("true", "yes"):
        return timedelta()
    found = read_duration(text)
    return found.length


def _every(text: object) -> object:
    return read_cadence(text) if isinstance(text, str) else text


_HANDOVER = re.compile(r"(?:(?P<day>[^\d\s]+)\s+)?(?P<clock>\d{1,2}[:.h]\d\d)")


def _handover(text: object) -> object:
    """The weekday (None: any) and the minute of the day."""
    if not isinstance(text, str):
        return text
    match = _HANDOVER.fullmatch(text.strip())
    days = read_weekdays(match["day"]) if match and match["day"] else frozenset[int]()
    try:
        if match is None or days is None or len(days) > 1:
            raise ValueError(text)
        return next(iter(days), None), clock(match["clock"])
    except ValueError as error:
        message = said("{text!r} is no handover: write it like Mon 09:00, or 09:00", text=text)
        raise SaidError(message) from error


def _ordered(value: object) -> object:
    """A list in its order, or one text with commas."""
    if isinstance(value, str):
        return [word.strip() for word in value.replace(";", ",").split(",") if word.strip()]
    return value


def _text(description: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "description": description, "examples": list(examples)})


Names = Words
"""People, teams: one, several with commas between them, or a list."""

Hours = Annotated[
    tuple[int, int],
    BeforeValidator(_one_range),
    _text("From and to, on the clock of `in`; over midnight where the end is earlier.", "22:00-06:00"),
]
Between = Annotated[
    tuple[int, int],
    BeforeValidator(_one_range),
    _text("The earliest and the latest time at which a shift begins.", "06:00-14:00"),
]
Night = Annotated[
    NightWindow, BeforeValidator(_night), _text("What counts as night, on the own clock.", "23:00-06:00")
]
Outside = Annotated[
    timedelta, BeforeValidator(_outside), _text("How much may lie outside, `true` for none.", "1h", "true")
]
Shared = Annotated[
    timedelta,
    BeforeValidator(_outside),
    _text("The least stretch at a time; `true`: 30 min, less where that is fairer.", "true", "1h"),
]
Every = Annotated[
    Cadence, BeforeValidator(_every), _text("How long a turn is.", "day", "2 weeks", "month", "6h")
]
Handover = Annotated[
    tuple[Annotated[int, Field(ge=0, le=6)] | None, Annotated[int, Field(ge=0, lt=1440)]],
    BeforeValidator(_handover),
    _text("A time of day, with a weekday where turns are weeks. Quote it.", "Mon 09:00", "09:00"),
]
Ordered = Annotated[
    list[str],
    BeforeValidator(_ordered),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "People in order, by name, id or address.",
            "examples": ["Ana, Ravi", ["Ana", "Ravi"]],
        }
    ),
]
Load = Annotated[
    float,
    BeforeValidator(_load),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": MOST_LOAD},
                {"type": "string", "pattern": r"^\s*\d{1,3}([.,]\d+)?\s*%\s*$"},
            ],
            "description": "A part of a full load.",
            "examples": ["50 %", 0.5],
        }
    ),
]
Weeks = Annotated[int, Field(ge=1, le=260), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 260})]
Lengths = OneOrMore[Wall]
Amount = Annotated[
    int,
    Field(ge=0, le=100_000),
    WithJsonSchema({"type": "integer", "minimum": 0, "description": "How many."}),
]
Weight = Annotated[
    int,
    Field(ge=0, le=1_000_000),
    WithJsonSchema({"type": "integer", "minimum": 0, "description": "Held against other weights."}),
]
Factor = Annotated[
    float, Field(ge=0, le=100), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]

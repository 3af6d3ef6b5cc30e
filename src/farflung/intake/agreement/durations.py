"""Lengths of time as people promise them: `4 working hours`, `30 min`, `2 days`, `1h30`."""

import re
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.said import SaidError, in_turn, said

_UNITS = {
    "m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1,
    "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60,
    "d": 1440, "day": 1440, "days": 1440,
    "w": 10080, "wk": 10080, "week": 10080, "weeks": 10080,
}  # fmt: skip
_WORKING = re.compile(r"\b(?:working|business|office)[ -]?(?=[hmdw])", re.IGNORECASE)
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*(?:and\b|,)?\s*", re.IGNORECASE)
_PER_WEEK = re.compile(r"\s*(?:a|per|each|every|/)\s*week$", re.IGNORECASE)
_LONGEST = timedelta(days=1000)
_REMEDY = said("Write it like 4 hours, 30 min or 2 days.")


class DurationError(SaidError):
    """The text is no length of time; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Duration:
    """`working` tells that it is counted in somebody's working time, not on the wall."""

    length: timedelta
    working: bool = False


def read_duration(text: str) -> Duration:
    """The length in a text; raises `DurationError`. A bare number is refused: nobody knows of what."""
    plain, working = _WORKING.subn("", text.strip())
    minutes, position = 0.0, 0
    while position < len(plain):
        match = _PART.match(plain, position)
        if match is None or match.end() == position:
            raise DurationError(in_turn(said("{text!r} is not a length of time.", text=text), _REMEDY))
        minutes += float(match[1].replace(",", ".")) * _unit(match[2], text, after_hours=position > 0)
        position = match.end()
    if working and re.search(r"\d\s*[dw]", plain, re.IGNORECASE):
        raise DurationError(
            said(
                "{text!r}: a working day is not equally long for everybody. Write it in working hours.",
                text=text,
            )
        )
    if not 0 < minutes <= _LONGEST.total_seconds() / 60:
        message = said("{text!r} is not a length of time that can be kept.", text=text)
        raise DurationError(in_turn(message, _REMEDY))
    return Duration(timedelta(minutes=minutes), bool(working))


def _unit(word: str, text: str, *, after_hours: bool) -> int:
    if not word and after_hours:
        return 1  # the 30 of "1h30"
    if word.casefold() not in _UNITS:
        raise DurationError(in_turn(said("{text!r} does not say of what.", text=text), _REMEDY))
    return _UNITS[word.casefold()]


def read_weekly_hours(text: str) -> float:
    """Hours a week in `6 hours a week` or `6h`; raises `DurationError`."""
    return read_duration(_PER_WEEK.sub("", text.strip())).length.total_seconds() / 3600

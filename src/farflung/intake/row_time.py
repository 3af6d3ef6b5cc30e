"""When a row of a rota or of meetings happens: its zone, its clock times, a single dated shift."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.intake.gazetteer import Match, resolve_zone
from farflung.intake.problem import Choice, InputQuestion

_UTC: Final = frozenset({"utc", "z", "gmt", "etc/utc", "utc+0", "utc±0"})
_CLOCK: Final = re.compile(r"\d{1,2}(?:[:.h]?\d{2})?(?::\d{2})?\s*(?:am|pm)?z?", re.IGNORECASE)
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")


class RowTimeError(ValueError):
    """A row that cannot be placed in time: which column, and what to write instead."""

    def __init__(self, message: str, column: str, remedy: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.remedy = remedy or f"Fill in {column!r}."


def row_zone(text: str) -> str | Match:
    """The IANA zone that a cell names, or the gazetteer's question about it. UTC stays UTC."""
    if text.strip().casefold() in _UTC:
        return "UTC"
    found = resolve_zone(text)
    zone = found.place.zone if found.resolved and found.place else None
    return zone or found


def zone_question(text: str, found: Match, column: str, rows: Sequence[tuple[str, int]]) -> InputQuestion:
    """The question about a zone that a cell does not name."""
    choices = tuple(Choice(place.zone, place.zone) for place in found.candidates if place.zone)
    remedy = "Write an IANA zone such as Europe/Lisbon, a city, or UTC."
    return InputQuestion(f"zone {text}", found.question, tuple(rows), choices, column, text, remedy)


def clock_time(text: str) -> bool:
    """Whether a cell holds a time of day, or a date with one; not a date alone."""
    return _CLOCK.fullmatch(text.strip()) is not None or _DATED.match(text.strip()) is not None


def minutes_time(minutes: int) -> time:
    """Minutes after midnight as a time of day; over midnight it wraps."""
    return time(minutes // 60 % 24, minutes % 60)


def one_shift(start: str, end: str, zone: str) -> Recurrence | None:
    """A shift that happens once, where start and end are dates with times; None where they are not.

    Times with an offset or a Z are instants; others are the wall clock of `zone`.
    """
    if not _DATED.match(start.strip()):
        return None
    first = _civil(start, zone, "start")
    last = _civil(end, zone, "end")
    minutes = (last.local_seconds - first.local_seconds) // 60
    if minutes <= 0:
        raise RowTimeError("the shift ends before it starts", "end", "Mend start or end.")
    return Recurrence(first, minutes)


def _civil(text: str, zone: str, column: str) -> CivilTime:
    try:
        moment = datetime.fromisoformat(text.strip().replace("z", "Z"))
    except ValueError as error:
        remedy = "Write it like 2027-03-18 19:30."
        raise RowTimeError(f"{text!r} is not a date and time", column, remedy) from error
    if moment.tzinfo is None:
        return CivilTime(moment.date(), moment.time().replace(microsecond=0), zone)
    return CivilTime.of(moment.astimezone(UTC), packaged_zones().zone(zone))

"""When a row of a rota or of meetings happens: its zone, its clock times, a single dated shift."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from farflung.engine.model import WEEKDAYS, Recurrence, clock
from farflung.engine.said import NOTHING, Said, SaidError, as_is, said
from farflung.engine.time import (
    AmbiguousTimeError,
    CivilTime,
    NonexistentTimeError,
    Span,
    packaged_zones,
    typed,
)
from farflung.intake.asking import SKIP, Asking
from farflung.intake.dating import Dating
from farflung.intake.gazetteer import Match, resolve_zone
from farflung.intake.hours import read_hours
from farflung.intake.problem import Choice, InputQuestion
from farflung.intake.sheet import Sheet
from farflung.intake.table import Row

SINCE: Final = date(2020, 1, 6)
"""The Monday from which a weekly row without a first date holds, or an earlier one: see `since_of`."""

_BYDAY: Final = tuple(day[:2].upper() for day in WEEKDAYS)
_MOST_WEEKS: Final = 52
_WELL_BEFORE: Final = timedelta(weeks=60)
_UTC: Final = frozenset({"utc", "z", "gmt", "etc/utc", "utc+0", "utc±0"})
_CLOCK: Final = re.compile(r"\d{1,2}(?:[:.h]?\d{2})?(?::\d{2})?\s*(?:am|pm)?z?", re.IGNORECASE)
_HALF_DAY: Final = re.compile(r"[ap]\.?m\.?\s*$", re.IGNORECASE)
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}")
_DAY_ENDS: Final = 24 * 60


def since_of(window: Span) -> date:
    """The Monday from which weekly rows without a first date hold: well before the window, whenever it is."""
    before = (window.start - _WELL_BEFORE).date()
    return min(SINCE, before - timedelta(before.weekday()))


def held_from(first: date | None, last: date | None, since: date) -> date:
    """From when a weekly row holds: one that names its end alone held for a week before it, at the least."""
    if first is not None or last is None:
        return first or since
    return min(since, last - timedelta(6))


class RowTimeError(SaidError):
    """A row that cannot be placed in time: which column, and what to write instead."""

    def __init__(self, message: Said, column: str, remedy: Said = NOTHING) -> None:
        super().__init__(message)
        self.column = column
        self.remedy = remedy or said("Fill in {column!r}.", column=column)


def row_date(sheet: Sheet, dating: Dating, row: Row, name: str, about: Said) -> date | None:
    """The date in a column; None where the cell is empty. `about` is what a question calls the row."""
    text = sheet.cell(row, name)
    found = dating.read(sheet.file, row.line, sheet.heading(name), text, about)
    if text and found is None:
        message = said("{text!r} is no date that can be used", text=text)
        raise RowTimeError(message, name, said("Write dates like 2027-03-26."))
    return found


def row_zone(text: str) -> str | Match:
    """The IANA zone that a cell names, or the gazetteer's question about it. UTC stays UTC."""
    if text.strip().casefold() in _UTC:
        return "UTC"
    found = resolve_zone(text)
    zone = found.place.zone if found.resolved and found.place else None
    return zone or found


def zone_question(text: str, found: Match, column: str, rows: Sequence[tuple[str, int]]) -> InputQuestion:
    """The question about a zone that a cell does not name."""
    choices = tuple(Choice(place.zone, as_is(place.zone)) for place in found.candidates if place.zone)
    remedy = said("Write an IANA zone such as Europe/Lisbon, a city, or UTC.")
    asked = (found.brief if choices else NOTHING) or found.question
    return InputQuestion(f"zone {text}", asked, tuple(rows), choices, column, text, remedy)


def zone_of_row(text: str, home: str | None, column: str, where: tuple[str, int], asking: Asking) -> str:
    """The zone that a cell names, else `home`; raises `RowTimeError` where neither says.

    What a cell leaves open is asked about, once for all rows in which the same was read.
    """
    if not text:
        if home is None:
            message = said("it names no zone, and nobody whose own zone it could be")
            raise RowTimeError(message, "timezone")
        return home
    found = row_zone(text)
    if isinstance(found, str):
        return found
    question = zone_question(text, found, column, [where])
    answer = asking.answer(question, lambda given: isinstance(row_zone(given), str))
    named = row_zone(answer) if answer and answer.casefold() != SKIP else None
    if not isinstance(named, str):
        raise RowTimeError(found.question, "timezone", question.remedy)
    return named


def weekly_rule(days: frozenset[int], every: int = 1) -> str:
    """The RRULE of some weekdays in every n-th week."""
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(_BYDAY[day] for day in sorted(days))}"


def first_day(day: date, days: frozenset[int]) -> date:
    """The first of the weekdays on or after a date: a rule starts on a day that it makes."""
    return next(day + timedelta(n) for n in range(7) if (day + timedelta(n)).weekday() in days)


def weeks_between(text: str, first: date | None) -> int:
    """The number of weeks in "2" or "every 2 weeks"; more than one needs a first date to count from."""
    plain = text.strip().casefold()
    if plain in ("", "week", "weekly", "every week"):
        return 1
    number = {"biweekly": "2", "fortnight": "2", "every second week": "2"}.get(plain) or re.sub(
        r"\D", "", plain
    )
    if not number.isdigit() or not 1 <= int(number) <= _MOST_WEEKS:
        message = said("{text!r} is not a number of weeks", text=text)
        raise RowTimeError(message, "every", said("Write 2 for every second week."))
    if int(number) > 1 and first is None:
        message = said("every few weeks can only be counted from a first date")
        raise RowTimeError(message, "from", said("Fill in `from` with the first one."))
    return int(number)


def clock_minutes(text: str) -> int:
    """Minutes after midnight of a time of day: 9, 09:30, 9am; raises `RowTimeError`."""
    try:
        if _HALF_DAY.search(text):
            return read_hours(f"{text}-11:59pm").ranges[0][1]
        return clock(text)
    except ValueError as error:
        message = said("{text!r} is not a time of day", text=text)
        raise RowTimeError(message, "start", said("Write it like 09:30.")) from error


def clock_time(text: str) -> bool:
    """Whether a cell holds a time of day, or a date with one; not a date alone."""
    return _CLOCK.fullmatch(text.strip()) is not None or _DATED.match(text.strip()) is not None


def minutes_time(minutes: int) -> time:
    """Minutes after midnight as a time of day; over midnight it wraps."""
    return time(minutes // 60 % 24, minutes % 60)


def is_dated(text: str) -> bool:
    """Whether a cell holds a date with a time of day."""
    return _DATED.match(text.strip()) is not None


def one_shift(start: str, end: str, zone: str) -> Recurrence | None:
    """A shift that happens once, where start and end are dates with times; None where they are not.

    Times with an offset or a Z are instants; others are the wall clock of `zone`, and are refused where they
    do not exist or happen twice.
    """
    if not is_dated(start):
        return None
    first = _civil(start, zone, "start")
    last = _civil(end, zone, "end")
    found = packaged_zones().zone(zone)
    length = last.instant(found) - first.instant(found)
    if length <= timedelta():
        raise RowTimeError(said("the shift ends before it starts"), "end", said("Mend start or end."))
    if last.fold:  # an instant in the second of two equal hours, which the wall clock alone does not tell
        return Recurrence(first, length // timedelta(minutes=1), elapsed=length)
    return Recurrence(first, (last.local_seconds - first.local_seconds) // 60)


def _civil(text: str, zone: str, column: str) -> CivilTime:
    try:
        moment = datetime.fromisoformat(text.strip().replace("z", "Z"))
    except ValueError as error:
        remedy = said("Write it like 2027-03-18 19:30.")
        raise RowTimeError(said("{text!r} is not a date and time", text=text), column, remedy) from error
    if moment.tzinfo is not None:
        return CivilTime.of(moment.astimezone(UTC), packaged_zones().zone(zone))
    civil = CivilTime(moment.date(), moment.time().replace(microsecond=0), zone)
    if column != "end" or civil.time != time(0):  # at midnight a day ends, wherever the next one begins
        refuse_doubt(civil.date, civil.time.hour * 60 + civil.time.minute, zone, column)
    return civil


def on_date(day: date, start: int, end: int, zone: str) -> Recurrence:
    """What happens once, from and to minutes after the midnight of a date that somebody wrote down."""
    refuse_doubt(day, start, zone, "start")
    refuse_doubt(day, end, zone, "end")
    return Recurrence(CivilTime(day, minutes_time(start), zone), end - start)


def refuse_doubt(day: date, minute: int, zone: str, column: str) -> None:
    """Raises `RowTimeError` where a clock jumps over a time that was written for one date, or shows it twice.

    That a day ends is no time of the clock: 24:00 is the first instant of the next day, wherever that is.
    """
    message = doubt(day, minute, zone)
    if message is not None:
        raise RowTimeError(message, column, said("Write another time, or an instant: 2027-03-28T01:30Z."))


def doubt(day: date, minute: int, zone: str) -> Said | None:
    """Why minutes after the midnight of a date are no single instant; None where they are."""
    if minute == _DAY_ENDS:
        return None
    days, left = divmod(minute, _DAY_ENDS)
    day, at = day + timedelta(days), minutes_time(left)
    try:
        typed(day, at, packaged_zones().zone(zone))
    except NonexistentTimeError as error:
        instead = f"{error.suggestion.date} {error.suggestion.time:%H:%M}"
        return said(
            "{day} {time} does not exist in {zone}: the clocks go forward over it; {instead} may be meant",
            day=day, time=f"{at:%H:%M}", zone=zone, instead=instead,
        )  # fmt: skip
    except AmbiguousTimeError as error:
        first, second = (f"{moment:%Y-%m-%dT%H:%M}Z" for moment in error.choices)
        return said(
            "{day} {time} happens twice in {zone}, as the clocks go back: it is {first} or {second}",
            day=day, time=f"{at:%H:%M}", zone=zone, first=first, second=second,
        )  # fmt: skip
    return None

"""Shifts from a sheet: duty, person, days or date, start, end, timezone, from, to, every.

Hours are local: in the row's zone, or in the person's own where the row names none. A row with a date, or
whose start and end are full dates with times, is one shift; any other row is a weekly one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from farflung.engine.model import Recurrence, Shift, Source
from farflung.engine.said import in_turn, said, sentence
from farflung.engine.time import CivilTime
from farflung.intake.dating import Dating
from farflung.intake.hours import HoursError, read_hours
from farflung.intake.notebook import Notebook
from farflung.intake.row_time import (
    SINCE,
    RowTimeError,
    clock_time,
    first_day,
    held_from,
    is_dated,
    minutes_time,
    on_date,
    one_shift,
    row_date,
    weekly_rule,
    weeks_between,
    zone_of_row,
)
from farflung.intake.sheet import Sheet, has, sheet_of
from farflung.intake.table import Row, Table
from farflung.intake.weekdays import EVERY_DAY, read_weekdays
from farflung.intake.who import Who

SPELLINGS: Final = {
    "duty": ("duty", "rota", "schedule", "queue", "service", "rotation", "shift", "shift name", "dienst"),
    "person": (
        "person", "on duty", "agent", "assignee", "assigned to", "engineer", "responder", "who", "user",
        "name",
        "employee", "employee name", "email", "work email", "mitarbeiter", "employe", "empleado",
        "colaborador",
    ),
    "days": ("days", "day", "weekdays", "weekday", "working days", "tage", "jours", "dias"),
    "date": ("date", "shift date", "on date", "datum", "fecha"),
    "start": ("start", "start time", "begin", "begins", "starts", "shift start", "starts at", "on", "beginn"),
    "end": ("end", "end time", "ends", "shift end", "ends at", "off", "ende", "fim", "fin"),
    "hours": ("hours", "time", "shift hours", "local hours", "horas", "stunden"),
    "timezone": ("timezone", "time zone", "tz", "zone", "zeitzone"),
    "from": ("from", "from date", "valid from", "effective from", "start date", "first day", "von", "desde"),
    "to": ("to", "to date", "until", "valid to", "effective to", "end date", "last day", "bis", "hasta"),
    "every": ("every", "interval", "every weeks", "repeats every"),
}  # fmt: skip
_STRONG_PERSON: Final = ("person", "on duty", "agent", "assignee", "assigned to", "responder")
_NOBODY: Final = frozenset({"", "-", "nobody", "none", "open", "vacant", "unassigned", "tbd", "tba", "n/a"})
_SEVERAL: Final = re.compile(r"\s*[;&/|]\s*|\s+and\s+")


def is_rota(headings: tuple[str, ...], rows: Iterable[Row] = ()) -> bool:
    """Whether a sheet is a rota: somebody, hours, and a duty (or, without one, clock times and a holder).

    Headings `start` and `end` may be dates (of a stay, an absence, a job); then the first cells decide.
    """
    keys = {name for name, known in SPELLINGS.items() if has(headings, known)}
    if "person" not in keys or not ({"start", "end"} <= keys or "hours" in keys):
        return False
    if "duty" in keys:
        return True
    sheet = sheet_of(Table("", ",", headings, 1, tuple(rows)), SPELLINGS)
    cells = [sheet.cell(row, "start") for row in sheet.table.rows[:20]]
    timed = [cell for cell in cells if cell]
    return has(headings, _STRONG_PERSON) and bool(timed) and all(map(clock_time, timed))


@dataclass(frozen=True, slots=True)
class _Week:
    """Days and minutes of a weekly row."""

    days: frozenset[int]
    start: int
    end: int


def read_rota(
    table: Table, who: Who, dating: Dating, notebook: Notebook, *, since: date = SINCE
) -> tuple[Shift, ...]:
    """The shifts; every row that cannot be placed is told. Names and zones are asked about once each.

    `since` is when a weekly row without a first date begins to hold: well before the window looked at.
    """
    sheet = sheet_of(table, SPELLINGS)
    who.column = sheet.heading("person")
    who.learn((table.file, line, name) for line, text in sheet.column("person") for name in _names(text, who))
    for name in ("date", "from", "to"):
        dating.learn(table.file, sheet.heading(name), sheet.column(name))
    if "days" not in sheet.at and "hours" not in sheet.at and not all(_once(sheet, r) for r in table.rows):
        text = said("the rota names no days; its shifts are read as daily.")
        notebook.note("every-day", table.file, text)
    reading = _Reading(sheet, who, dating, notebook, since)
    return tuple(shift for row in table.rows for shift in reading.shifts(row))


def _once(sheet: Sheet, row: Row) -> bool:
    """Whether a row is one shift of one date."""
    return bool(sheet.cell(row, "date")) or is_dated(sheet.cell(row, "start"))


def names(text: str) -> list[str]:
    """The names in a cell; none where it says that nobody holds the shift."""
    if text.strip().casefold() in _NOBODY:
        return []
    return [name.strip() for name in _SEVERAL.split(text) if name.strip()]


def _names(text: str, who: Who) -> list[str]:
    """The same, but that somebody who is known by the whole of a cell ("Ana and Co") is one."""
    return [text] if who.people.find(text) is not None else names(text)


@dataclass(slots=True)
class _Reading:
    sheet: Sheet
    who: Who
    dating: Dating
    notebook: Notebook
    since: date

    def shifts(self, row: Row) -> Iterator[Shift]:
        """One shift for each holder of a row; one without a holder where nobody is named."""
        named = _names(self.sheet.cell(row, "person"), self.who)
        holders: list[str | None] = [None] if not named else [self.who.id(name) for name in named]
        duty = self.sheet.cell(row, "duty") or default_duty(self.sheet.file)
        for holder in holders:
            if holder is None and named:
                continue  # told where the name was read
            try:
                recurrence = self._recurrence(row, holder)
            except RowTimeError as error:
                self._tell(row, error)
                return
            yield Shift(duty, holder, recurrence, Source(self.sheet.file, row.line))

    def _recurrence(self, row: Row, holder: str | None) -> Recurrence:
        start, end = self.sheet.cell(row, "start"), self.sheet.cell(row, "end")
        zone = self._zone(row, holder)
        single = one_shift(start, end, zone)
        if single is not None:
            return single
        week, day = self._week(row), self._date(row, "date")
        if day is not None:
            self._alone(row)
            return on_date(day, week.start, week.end, zone)
        first, last = (self._date(row, name) for name in ("from", "to"))
        holds = held_from(first, last, self.since)
        if last is not None and last < holds:
            message = said("the shift ends before it begins to hold")
            raise RowTimeError(message, "from", said("Mend from or to."))
        every = weeks_between(self.sheet.cell(row, "every"), first)
        begin = first_day(holds, week.days)
        return Recurrence(
            CivilTime(begin, minutes_time(week.start), zone),
            week.end - week.start,
            weekly_rule(week.days, every),
            until=last,
        )

    def _alone(self, row: Row) -> None:
        """One date and a rule of dates contradict one another. A weekday beside a date only names it."""
        for name in ("from", "to", "every"):
            if self.sheet.cell(row, name):
                message = said("one shift on one date does not hold from, to or every few weeks")
                raise RowTimeError(message, name, said("Leave the date empty, or this."))

    def _zone(self, row: Row, holder: str | None) -> str:
        home = self.who.people.people[holder].place.zone if holder else None
        where = (self.sheet.file, row.line)
        text, heading = self.sheet.cell(row, "timezone"), self.sheet.heading("timezone")
        return zone_of_row(text, home, heading, where, self.who.asking)

    def _week(self, row: Row) -> _Week:
        column = "hours" if "hours" in self.sheet.at and self.sheet.cell(row, "hours") else "start"
        text = (
            self.sheet.cell(row, "hours") or f"{self.sheet.cell(row, 'start')}-{self.sheet.cell(row, 'end')}"
        )
        try:
            hours = read_hours(text)
        except HoursError as error:
            raise RowTimeError(error.said, column, error.remedy) from error
        if len(hours.ranges) != 1:
            message = said("{text!r} is more than one shift", text=text)
            raise RowTimeError(message, column, said("Write a row for each."))
        named, start, end = hours.ranges[0]
        return _Week(self._days(row) or named or EVERY_DAY, start, end)

    def _days(self, row: Row) -> frozenset[int] | None:
        text = self.sheet.cell(row, "days")
        days = read_weekdays(text) if text else None
        if text and days is None:
            message = said("{text!r} is not a list of days", text=text)
            raise RowTimeError(message, "days", said("Write Mon-Fri, Sat or daily."))
        return days

    def _date(self, row: Row, name: str) -> date | None:
        return row_date(self.sheet, self.dating, row, name, said("the shift"))

    def _tell(self, row: Row, error: RowTimeError) -> None:
        self.notebook.error(
            "rota-row",
            self.sheet.file,
            in_turn(sentence(error.said), said("The row is not on the rota.")),
            error.remedy,
            line=row.line,
            column=self.sheet.heading(error.column),
            read=self.sheet.cell(row, error.column),
        )


def default_duty(file: str) -> str:
    """What a rota without a column of duties is called: after its file."""
    return PurePath(file).stem or "Rota"

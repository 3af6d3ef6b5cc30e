"""Meetings from a sheet: title, days or date, start, length or end, timezone, attendees, every N weeks."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from farflung.engine.model import DAY_MINUTES, MeetingSeries, Recurrence, Source
from farflung.engine.said import in_turn, said, sentence
from farflung.engine.time import CivilTime
from farflung.intake.dating import Dating
from farflung.intake.hours import HoursError, read_hours
from farflung.intake.notebook import Notebook
from farflung.intake.row_time import (
    SINCE,
    RowTimeError,
    clock_minutes,
    first_day,
    minutes_time,
    on_date,
    row_date,
    weekly_rule,
    weeks_between,
    zone_of_row,
)
from farflung.intake.sheet import Sheet, has, sheet_of
from farflung.intake.table import Row, Table
from farflung.intake.weekdays import read_weekdays
from farflung.intake.who import Who

SPELLINGS: Final = {
    "title": ("title", "meeting", "meeting title", "subject", "event", "summary", "series"),
    "attendees": (
        "attendees", "participants", "required", "required attendees", "invitees", "people", "who", "members",
        "teams", "team", "teilnehmer",
    ),
    "optional": ("optional", "optional attendees"),
    "organizer": ("organizer", "organiser", "host", "owner", "chair"),
    "days": ("days", "day", "weekday", "weekdays", "on"),
    "date": ("date", "start date", "datum", "fecha"),
    "start": ("start", "start time", "time", "at", "begins", "begin", "hours"),
    "end": ("end", "end time", "ends"),
    "length": ("length", "duration", "minutes", "length (min)", "duration (min)", "how long"),
    "timezone": ("timezone", "time zone", "tz", "zone"),
    "every": ("every", "interval", "repeats", "every weeks", "recurrence"),
    "from": ("from", "first", "valid from", "since"),
    "to": ("to", "until", "last", "valid to", "ends on"),
    "agenda": ("agenda", "has agenda"),
}  # fmt: skip
_SURE: Final = ("meeting", "meeting title", "title", "subject", "event", "summary", "series")
_NO: Final = frozenset({"no", "none", "n", "false", "0"})


def is_meetings(headings: tuple[str, ...]) -> bool:
    """Whether a sheet's headings are those of meetings: a title, a start, and who comes."""
    who = has(headings, SPELLINGS["attendees"]) or has(headings, SPELLINGS["organizer"])
    return has(headings, _SURE) and has(headings, SPELLINGS["start"]) and who


def read_meetings(
    table: Table, who: Who, dating: Dating, notebook: Notebook, *, since: date = SINCE
) -> tuple[MeetingSeries, ...]:
    """The meetings; every row that cannot be placed is told. Teams among the attendees are their members.

    `since` is when a weekly row without a first date begins: well before the window looked at.
    """
    sheet = sheet_of(table, SPELLINGS)
    who.column = sheet.heading("attendees")
    reading = _Reading(sheet, who, dating, notebook, since, {})
    who.learn(
        (table.file, line, name)
        for column in ("attendees", "optional", "organizer")
        for line, text in sheet.column(column)
        for name in _names(text)
        if not reading.is_outsider(name) and who.people.team(name) is None
    )
    for column in ("date", "from", "to"):
        dating.learn(table.file, sheet.heading(column), sheet.column(column))
    read = (reading.meeting(row) for row in table.rows)
    return tuple(meeting for meeting in read if meeting is not None)


def _names(text: str) -> list[str]:
    """Semicolons part names where there are any, so that "Silva, Ana; Wei" is two people."""
    cut = ";" if ";" in text else ","
    return [name for part in re.split(rf"[{cut}\n]", text) if (name := part.strip())]


@dataclass(slots=True)
class _Reading:
    sheet: Sheet
    who: Who
    dating: Dating
    notebook: Notebook
    since: date
    seen: dict[str, int]

    def meeting(self, row: Row) -> MeetingSeries | None:
        """The meeting of one row, or None where it was told why there is none."""
        title = self.sheet.cell(row, "title") or said("(no title)")
        try:
            recurrence = self._recurrence(row)
        except RowTimeError as error:
            self._tell(row, title, error)
            return None
        required, outside = self._people(row, "attendees")
        optional, outside_too = self._people(row, "optional")
        organizer = next(iter(self._people(row, "organizer")[0]), None)
        required = tuple(dict.fromkeys((*required, *((organizer,) if organizer else ()))))
        return MeetingSeries(
            id=self._id(title),
            title=str(title),
            recurrence=recurrence,
            required=required,
            optional=tuple(person for person in optional if person not in required),
            organizer=organizer,
            has_agenda=self._has_agenda(row),
            outsiders=tuple(dict.fromkeys((*outside, *outside_too))),
            source=Source(self.sheet.file, row.line),
        )

    def is_outsider(self, name: str) -> bool:
        """An address of nobody in the people files: somebody else's colleague, not a mistake."""
        return "@" in name and not self.who.people.named(name)

    def _people(self, row: Row, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        inside: dict[str, None] = {}
        outside: dict[str, None] = {}
        for name in _names(self.sheet.cell(row, column)):
            team = self.who.people.team(name)
            person = self.who.id(name)
            if team is not None and person is None:
                inside |= dict.fromkeys(team.members)
            elif person is not None:
                inside[person] = None
            elif self.is_outsider(name):
                outside[name] = None
        return tuple(inside), tuple(outside)

    def _recurrence(self, row: Row) -> Recurrence:
        zone = self._zone(row)
        start, length = self._times(row)
        day = self._date(row, "date")
        if day is not None:
            return on_date(day, start, start + length, zone)
        days = self._days(row)
        first, last = self._date(row, "from"), self._date(row, "to")
        every = weeks_between(self.sheet.cell(row, "every"), first)
        begin = first_day(first or self.since, days)
        return Recurrence(
            CivilTime(begin, minutes_time(start), zone), length, weekly_rule(days, every), until=last
        )

    def _zone(self, row: Row) -> str:
        """The row's zone, or that of who calls the meeting: it is their clock that it was set by."""
        organizer = next(iter(self._people(row, "organizer")[0]), None)
        home = self.who.people.people[organizer].place.zone if organizer else None
        where = (self.sheet.file, row.line)
        return zone_of_row(
            self.sheet.cell(row, "timezone"), home, self.sheet.heading("timezone"), where, self.who.asking
        )

    def _times(self, row: Row) -> tuple[int, int]:
        """Start and length in minutes, from start and end, start and length, or hours."""
        start, end = self.sheet.cell(row, "start"), self.sheet.cell(row, "end")
        try:
            if end or "-" in start or "–" in start:
                ((_, first, last),) = read_hours(f"{start}-{end}" if end else start).ranges
                return first, last - first
        except HoursError as error:
            raise RowTimeError(error.said, "start", error.remedy) from error
        except ValueError as error:
            message = said("{text!r} is more than one time", text=start)
            raise RowTimeError(message, "start", said("Write a row for each.")) from error
        return clock_minutes(start), self._length(row)

    def _length(self, row: Row) -> int:
        text = self.sheet.cell(row, "length")
        match = re.fullmatch(
            r"(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?", text.lower()
        )
        minutes = int(match[1] or 0) * 60 + int(match[2] or 0) if match else 0
        if not 0 < minutes <= DAY_MINUTES:
            message = said("{text!r} is not a length", text=text)
            raise RowTimeError(message, "length", said("Write 60, 45 min or 1 h 30."))
        return minutes

    def _days(self, row: Row) -> frozenset[int]:
        text = self.sheet.cell(row, "days")
        days = read_weekdays(text) if text else None
        if days is None:
            remedy = said("Write Mon or Mon, Wed for a weekly meeting, or give it a date.")
            message = said("{text!r} says no day", text=text) if text else said("there is no day")
            raise RowTimeError(message, "days", remedy)
        return days

    def _date(self, row: Row, name: str) -> date | None:
        return row_date(self.sheet, self.dating, row, name, said("the meeting"))

    def _has_agenda(self, row: Row) -> bool | None:
        if "agenda" not in self.sheet.at:
            return None
        text = self.sheet.cell(row, "agenda").casefold()
        return bool(text) and text not in _NO

    def _id(self, title: str) -> str:
        """Stable while the title is: rows above may come and go."""
        self.seen[title] = self.seen.get(title, 0) + 1
        number = f" ({self.seen[title]})" if self.seen[title] > 1 else ""
        return f"{PurePath(self.sheet.file).stem}: {title}{number}"

    def _tell(self, row: Row, title: str, error: RowTimeError) -> None:
        self.notebook.error(
            "meeting-row",
            self.sheet.file,
            in_turn(
                sentence(said("{title!r}: {why}", title=title, why=error.said)),
                said("The meeting is not on the map."),
            ),
            error.remedy,
            line=row.line,
            column=self.sheet.heading(error.column),
            read=self.sheet.cell(row, error.column),
        )

"""Working hours of raw people to weekly patterns, and what had to be assumed for it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from farflung.engine.model import RestWindow, WeeklyPattern
from farflung.engine.said import in_turn, listed, people, said
from farflung.engine.time import ZoneDatabase
from farflung.intake.hours import Hours, HoursError, read_hours, read_rest, says_nothing
from farflung.intake.notebook import Notebook
from farflung.intake.people.clock import moved, same_clock
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson
from farflung.intake.weekdays import EVERY_DAY, read_weekdays

T = TypeVar("T")


@lru_cache(maxsize=4096)
def _said(text: str) -> Hours | None:
    """The hours in a text, None where it says none; raises `HoursError`."""
    return None if says_nothing(text) else read_hours(text)


@dataclass(slots=True)
class Patterns:
    """Reads patterns. `assumed` are the hours where a file gives none; `on` is the first day that matters.

    What was assumed is counted by file and told once, by `say`.
    """

    notebook: Notebook
    zones: ZoneDatabase
    on: date
    assumed: Hours
    assumed_text: str
    _without_hours: Counter[str] = field(default_factory=Counter)
    _without_days: Counter[str] = field(default_factory=Counter)
    _told: set[tuple[str, int]] = field(default_factory=set)
    _moved: dict[str, list[str]] = field(default_factory=dict)

    def pattern(self, raw: RawPerson, zone: str, weekend: frozenset[int]) -> WeeklyPattern:
        """The pattern in the zone's own local time; `weekend` is that of the place."""
        weekdays = self._weekdays(raw)
        working = weekdays if weekdays is not None else EVERY_DAY - weekend
        hours = self.hours(raw)
        if hours is None:
            self._without_hours[raw.file] += 1
            return _pattern(self.assumed, working, assumed=True)
        if weekdays is None and not hours.names_days:
            self._without_days[raw.file] += 1
        pattern = _pattern(hours, working)
        if hours.zone and not same_clock(hours.zone, zone):
            self._moved.setdefault(raw.file, []).append(raw.label)
            pattern = moved(pattern, hours.zone, zone, self.on, self.zones)
        return pattern

    def hours(self, raw: RawPerson) -> Hours | None:
        """What the row says about hours; None where it says nothing that can be read (which is told)."""
        text = raw.values.get(Field.HOURS, "")
        if not text and raw.get(Field.DAY_START) and raw.get(Field.DAY_END):
            text = f"{raw.get(Field.DAY_START)}-{raw.get(Field.DAY_END)}"
        try:
            return _said(text)
        except HoursError as error:
            self._tell(raw, text, error)
            return None

    def _tell(self, raw: RawPerson, text: str, error: HoursError) -> None:
        if (raw.file, raw.line) in self._told:
            return
        self._told.add((raw.file, raw.line))
        column = raw.columns.get(Field.HOURS) or raw.columns.get(Field.DAY_START)
        message = in_turn(
            said("{whose}: {why}", whose=raw.label, why=error.said),
            said("{hours} is assumed.", hours=self.assumed_text),
        )
        self.notebook.warning(
            "hours", raw.file, message, error.remedy, line=raw.line, column=column, read=text
        )

    def rest(self, raw: RawPerson) -> RestWindow | None:
        """The rest window, where the row gives one."""
        return self._read(raw, Field.REST, read_rest) if raw.values.get(Field.REST) else None

    def _weekdays(self, raw: RawPerson) -> frozenset[int] | None:
        if raw.values.get(Field.DAYS):
            return self._read(raw, Field.DAYS, _weekdays)
        if raw.values.get(Field.WEEKEND):
            weekend = self._read(raw, Field.WEEKEND, _weekdays)
            return None if weekend is None else EVERY_DAY - weekend
        return None

    def _read(self, raw: RawPerson, what: Field, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(raw.get(what))
        except HoursError as error:
            message = in_turn(
                said("{whose}: {why}", whose=raw.label, why=error.said), said("It is left out.")
            )
            self.notebook.warning(
                what.replace(" ", "-"), raw.file, message, error.remedy,
                line=raw.line, column=raw.columns.get(what), read=raw.get(what),
            )  # fmt: skip
            return None

    def say(self) -> None:
        """Writes down, once per file, what was assumed for how many people."""
        for file, count in self._without_hours.items():
            text = said(
                "{people}: no hours are given; {hours} local on their country's working days is assumed. Say "
                "otherwise with --assume-hours or a column `hours`.",
                people=people(count),
                hours=self.assumed_text,
            )
            self.notebook.note("hours-assumed", file, text, count)
        for file, count in self._without_days.items():
            text = said(
                "{people}: hours without days; their country's working days are assumed (Monday to Friday "
                "where no country is known). Write `daily` or `Mon-Fri` beside the hours to say it.",
                people=people(count),
            )
            self.notebook.note("days-assumed", file, text, count)
        for file, names in self._moved.items():
            text = said(
                "{people} ({names}): hours in another zone than their own are kept as the local hours that "
                "they are on {day}; when only one of the clocks changes, they differ. Hours that must not "
                "move with the local clock belong into a rota.",
                people=people(len(names)),
                names=listed(names),
                day=self.on,
            )
            self.notebook.note("hours-moved", file, text, len(names))


@lru_cache(maxsize=4096)
def _pattern(hours: Hours, weekdays: frozenset[int], *, assumed: bool = False) -> WeeklyPattern:
    """One value for everybody with these hours: a company of thousands has a few dozen."""
    return WeeklyPattern(hours.pattern(weekdays).blocks, assumed)


def _weekdays(text: str) -> frozenset[int]:
    days = read_weekdays(text)
    if days is None:
        message = said("{text!r} names no days of the week.", text=text)
        raise HoursError(message, said("Write it like Mon-Fri, Sun-Thu or daily."))
    return days

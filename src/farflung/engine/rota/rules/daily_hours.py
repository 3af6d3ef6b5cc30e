"""Hours of a day, and of a night shift: how long one may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import length_text
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class DailyHours:
    """At most `minutes` of work in shifts that begin on one date of the person's own calendar.

    Worked minutes, in elapsed time: a shift over a clock change has its true length.
    """

    name: ClassVar[str] = "daily-hours"
    minutes: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """Closes what is too long: a date with a shift of before, or with a turn, has no other."""
        model.close(self.name, person, model.options.minutes[model.row(person)] > self.minutes)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each date with more."""
        dates: dict[date, list[Assignment]] = {}
        for shift in turns.shifts:
            dates.setdefault(shift.day, []).append(shift)
        for shifts in dates.values():
            worked = sum(shift.minutes for shift in shifts)
            if worked > self.minutes and any(map(turns.planned, shifts)):
                span = Span(shifts[0].span.start, max(shift.span.end for shift in shifts))
                text, by = _long(worked, self.minutes), worked - self.minutes
                yield Violation(self.name, turns.person.id, span, text, by, self.basis)


@dataclass(frozen=True, slots=True)
class NightHours:
    """A night shift has at most `minutes` of work, in elapsed time: an hour more when clocks go back."""

    name: ClassVar[str] = "night-hours"
    minutes: int
    night: NightShift
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """Closes night shifts that are too long."""
        row = model.row(person)
        nights = model.marks[self.night.mark(model)][row]
        model.close(self.name, person, nights & (model.options.minutes[row] > self.minutes))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each night shift of the plan with more."""
        for shift in filter(turns.planned, turns.shifts):
            if shift.minutes > self.minutes and self.night.holds(shift.span, turns.zone(shift)):
                text, by = _long(shift.minutes, self.minutes), shift.minutes - self.minutes
                yield Violation(self.name, turns.person.id, shift.span, text, by, self.basis)


def _long(worked: int, most: int) -> Said:
    return said(
        "{worked} of work; {most} are the most",
        worked=length_text(worked), most=length_text(most),
    )  # fmt: skip

"""Weekends: how many of them have a shift."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Blocks
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.periods import of_plan
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said_of


@dataclass(frozen=True, slots=True)
class Weekends:
    """At most `most` weekends of the plan have a shift that begins on one of `weekdays` (0 is Monday).

    Weekends are Saturday and Sunday unless said otherwise: a week begins on the day after the last of them.
    The plan begins at `since` where a problem is what is left of it; None: where the problem's window does.
    """

    name: ClassVar[str] = "weekends"
    most: int
    weekdays: tuple[int, ...] = (5, 6)
    people: frozenset[str] | None = None
    basis: str = ""
    since: datetime | None = None

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        if not self.weekdays or any(not 0 <= day <= 6 for day in self.weekdays):
            raise ValueError(f"a weekend of the days {self.weekdays} is none: 0 is Monday, 6 Sunday")

    def add(self, model: Model, person: int) -> None:
        """A group of days for each weekend, but for those that have a shift already."""
        had = {
            self._of(a.day)
            for a in model.standing(person)
            if a.day.weekday() in self.weekdays and of_plan(a, model.window.start, self.since)
        }
        groups: dict[date, list[int]] = {}
        for index in range(model.options.days):
            day = model.options.day(index)
            if day.weekday() in self.weekdays and self._of(day) not in had:
                groups.setdefault(self._of(day), []).append(index)
        most = max(0, self.most - len(had))
        model.limit(person, Blocks(self.name, tuple(map(tuple, groups.values())), most))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """More weekends than there may be."""
        worked: dict[date, Assignment] = {}
        for shift in turns.shifts:
            if shift.day.weekday() in self.weekdays and of_plan(shift, turns.window.start, self.since):
                worked.setdefault(self._of(shift.day), shift)
        if len(worked) > self.most and turns.planned(list(worked.values())[-1]):
            text = said_of(
                "{count} weekend with a shift; {most} are the most",
                "{count} weekends with a shift; {most} are the most",
                len(worked), most=self.most,
            )  # fmt: skip
            span, by = list(worked.values())[self.most].span, len(worked) - self.most
            yield Violation(self.name, turns.person.id, span, text, by, self.basis)

    def _of(self, day: date) -> date:
        """The weekend's first date: its first day has the longest time without one before it."""
        first = max(self.weekdays, key=self._pause)
        return day - timedelta(days=(day.weekday() - first) % 7)

    def _pause(self, weekday: int) -> int:
        """How many days back the one before it of the weekend lies."""
        return next(back for back in range(1, 8) if (weekday - back) % 7 in self.weekdays)

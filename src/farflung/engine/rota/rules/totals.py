"""Limits on what adds up: hours of a week, of a reference period, shifts of a kind, minutes of a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.limits import ANY, COUNT, MINUTES, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.periods import WEEK, inside, of_plan, shifts_in, weeks_of
from farflung.engine.rota.rules.rule import Violation, no_less, weekday
from farflung.engine.rota.rules.words import length_text
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said, said_of
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class HoursPerWeek:
    """At most `minutes` of work in each of the person's own calendar weeks, begun on `begins` (0: Monday).

    A shift counts for the week in which it begins. What was worked before the plan in its first week counts.
    """

    name: ClassVar[str] = "hours-per-week"
    minutes: int
    begins: int = 0
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)
        weekday(self.begins)

    def add(self, model: Model, person: int) -> None:
        """A total for each week that the plan touches."""
        for monday in weeks_of(model.options.first, model.options.day(model.options.days - 1), self.begins):
            done = sum(a.minutes for a in model.standing(person) if monday <= a.day < monday + WEEK)
            first, last = inside(model, monday, monday + WEEK)
            most = max(0, self.minutes - done)
            model.limit(person, Total(self.name, first, last, most=most, measure=MINUTES))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each week of the plan with more."""
        for monday in weeks_of(turns.first, turns.last, self.begins):
            shifts = shifts_in(turns, monday, monday + WEEK)
            over = sum(shift.minutes for shift in shifts) - self.minutes
            if over > 0 and any(map(turns.planned, shifts)):
                yield _over(self, turns, shifts, over, self.minutes)


@dataclass(frozen=True, slots=True)
class AverageHours:
    """At most `minutes` a week on average over every `weeks` weeks in a row of the person's own calendar.

    History counts. A period that begins before what history knows, or reaches beyond the end of the plan, is
    judged by what is known: its figure is the least that will have been worked, so what breaks it breaks it.
    """

    name: ClassVar[str] = "average-hours"
    minutes: int
    weeks: int
    begins: int = 0
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)
        no_less(f"the weeks of {self.name}", self.weeks, 1)
        weekday(self.begins)

    def add(self, model: Model, person: int) -> None:
        """A total for each period that ends in a week of the plan."""
        for start, end in self._periods(model.options.first, model.options.day(model.options.days - 1)):
            done = sum(a.minutes for a in model.standing(person) if start <= a.day < end)
            first, last = inside(model, start, end)
            most = max(0, self.minutes * self.weeks - done)
            model.limit(person, Total(self.name, first, last, most=most, measure=MINUTES))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each period with more."""
        for start, end in self._periods(turns.first, turns.last):
            shifts = shifts_in(turns, start, end)
            over = sum(shift.minutes for shift in shifts) - self.minutes * self.weeks
            if over > 0 and any(map(turns.planned, shifts)):
                yield _over(self, turns, shifts, over, self.minutes * self.weeks)

    def _periods(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        for monday in weeks_of(first, last, self.begins):
            yield monday + WEEK - self.weeks * WEEK, monday + WEEK


@dataclass(frozen=True, slots=True)
class Amount:
    """Between `least` and `most` minutes of work in the whole plan; None is open.

    The plan begins at `since` where a problem is what is left of it; None: where the problem's window does.
    """

    name: ClassVar[str] = "amount"
    most: int | None = None
    least: int | None = None
    people: frozenset[str] | None = None
    basis: str = ""
    since: datetime | None = None

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        no_less(f"the least of {self.name}", self.least)
        if self.most is not None and self.least is not None and self.most < self.least:
            raise ValueError(f"no amount is at least {self.least} and at most {self.most} minutes")

    def add(self, model: Model, person: int) -> None:
        """One total over all days, less what is worked of the plan already, and what turns have of it.

        Of the least, shared duties can bring as much as there is of them in the person's hours: what they
        do not bring is told, and no reason to have no plan.
        """
        begin = model.window.start
        had = sum(a.minutes for a in model.standing(person) if of_plan(a, begin, self.since))
        most = None if self.most is None else max(0, self.most - had)
        least = None if self.least is None else max(0, self.least - had - model.could_share(person))
        model.limit(person, Total(self.name, 0, model.options.days - 1, most, least, MINUTES))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """What the plan has too much or too little."""
        shifts = [s for s in turns.shifts if of_plan(s, turns.window.start, self.since)]
        worked = sum(shift.minutes for shift in shifts)
        if self.most is not None and worked > self.most and any(map(turns.planned, shifts)):
            yield _over(self, turns, shifts, worked - self.most, self.most)
        if self.least is not None and worked < self.least:
            text = said(
                "{worked} planned; {least} are the least",
                worked=length_text(worked), least=length_text(self.least),
            )  # fmt: skip
            yield Violation(self.name, turns.person.id, turns.window, text, self.least - worked, self.basis)


@dataclass(frozen=True, slots=True)
class KindLimit:
    """At most `most` shifts of the kinds `kinds` (names) in the whole plan, which begins at `since`.

    None: where the problem's window begins.
    """

    name: ClassVar[str] = "kind-limit"
    kinds: frozenset[str]
    most: int
    people: frozenset[str] | None = None
    basis: str = ""
    since: datetime | None = None

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)

    def add(self, model: Model, person: int) -> None:
        """One total of those kinds, less those of the plan that were worked, or stand beside it."""
        mark = "kinds " + " ".join(sorted(self.kinds))
        if mark not in model.marks:
            of = np.array([kind.name in self.kinds for kind in model.kinds], bool)
            model.mark(mark, model.marks[ANY] & of)
        before = (a for a in model.standing(person) if of_plan(a, model.window.start, self.since))
        most = max(0, self.most - sum(a.kind in self.kinds for a in before))
        model.limit(person, Total(self.name, 0, model.options.days - 1, most, None, COUNT, mark))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Too many of them."""
        plan = (s for s in turns.shifts if of_plan(s, turns.window.start, self.since))
        found = [s for s in plan if s.kind in self.kinds]
        if len(found) > self.most and turns.planned(found[-1]):
            text = said_of(
                "{count} shift of {kinds}; {most} are the most",
                "{count} shifts of {kinds}; {most} are the most",
                len(found), kinds=tuple(sorted(self.kinds)), most=self.most,
            )  # fmt: skip
            by = len(found) - self.most
            yield Violation(self.name, turns.person.id, found[self.most].span, text, by, self.basis)


def _over(
    rule: "HoursPerWeek | AverageHours | Amount",
    turns: Turns,
    shifts: Sequence[Assignment],
    over: int,
    most: int,
) -> Violation:
    worked, limit = length_text(most + over), length_text(most)
    text = said("{worked} planned; {most} are the most", worked=worked, most=limit)
    span = Span(shifts[0].span.start, shifts[-1].span.end)
    return Violation(rule.name, turns.person.id, span, text, over, rule.basis)

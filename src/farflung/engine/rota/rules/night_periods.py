"""Limits of night work that add up over weeks: the hours of who has many nights, and how many nights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from farflung.engine.rota.model.limits import MINUTES, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.periods import inside, planned_dates, shifts_in, spans_of_weeks
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import length_text
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said, said_of
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class NightWorkerHours:
    """At most `minutes` a week on average over every `weeks` weeks in a row that have `nights` night shifts.

    All work counts, not the nights alone; history counts. A period that reaches beyond the end of the plan is
    judged by what is planned: both can only become more.
    """

    name: ClassVar[str] = "night-worker-hours"
    minutes: int
    weeks: int
    night: NightShift
    nights: int = 1
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)
        no_less(f"the weeks of {self.name}", self.weeks, 1)
        no_less(f"the nights of {self.name}", self.nights, 1)

    def add(self, model: Model, person: int) -> None:
        """A total for each period in which there could be so many nights.

        Whether there will be is for the solver to choose, so the total holds for whoever could have them: a
        plan keeps more than it must, never less.
        """
        mark = self.night.mark(model)
        possible = (model.open[person] & model.marks[mark][model.row(person)]).any(axis=1)
        for start, end in spans_of_weeks(*planned_dates(model, person), self.weeks):
            before = [a for a in model.standing(person) if start <= a.day < end]
            first, last = inside(model, start, end)
            nights = len(_nights_before(model, person, self.night, before))
            if nights + int(possible[first : last + 1].sum()) >= self.nights:
                most = max(0, self.minutes * self.weeks - sum(a.minutes for a in before))
                model.limit(person, Total(self.name, first, last, most=most, measure=MINUTES))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each such period with more."""
        for start, end in spans_of_weeks(turns.first, turns.last, self.weeks):
            shifts = shifts_in(turns, start, end)
            nights = sum(self.night.holds(shift.span, turns.zone(shift)) for shift in shifts)
            worked, most = sum(shift.minutes for shift in shifts), self.minutes * self.weeks
            if nights >= self.nights and worked > most and any(map(turns.planned, shifts)):
                text = said_of(
                    "{worked} with {count} night shift in {weeks} weeks; {most} are the most",
                    "{worked} with {count} night shifts in {weeks} weeks; {most} are the most",
                    nights, weeks=self.weeks,
                    worked=length_text(worked), most=length_text(most),
                )  # fmt: skip
                yield Violation(self.name, turns.person.id, _over(shifts), text, worked - most, self.basis)

    def held(self, turns: Turns, longest: int) -> bool:
        """Whether a plan without so many nights is held to it: no room for another shift of `longest`."""
        for start, end in spans_of_weeks(turns.first, turns.last, self.weeks):
            shifts = shifts_in(turns, start, end)
            nights = sum(self.night.holds(shift.span, turns.zone(shift)) for shift in shifts)
            room = self.minutes * self.weeks - sum(shift.minutes for shift in shifts)
            if nights < self.nights and 0 <= room < longest and any(map(turns.planned, shifts)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class NightsInPeriod:
    """At most `most` night shifts in every `weeks` weeks in a row; history counts.

    A period that reaches beyond the end of the plan is judged by what is planned: it can only become more.
    """

    name: ClassVar[str] = "nights-in-period"
    most: int
    weeks: int
    night: NightShift
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        no_less(f"the weeks of {self.name}", self.weeks, 1)

    def add(self, model: Model, person: int) -> None:
        """A total of night shifts for each period that ends inside the plan, and for the last one."""
        mark = self.night.mark(model)
        for start, end in spans_of_weeks(*planned_dates(model, person), self.weeks):
            before = [a for a in model.standing(person) if start <= a.day < end]
            done = len(_nights_before(model, person, self.night, before))
            first, last = inside(model, start, end)
            most = max(0, self.most - done)
            model.limit(person, Total(self.name, first, last, most=most, mark=mark))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each period with more."""
        for start, end in spans_of_weeks(turns.first, turns.last, self.weeks):
            shifts = shifts_in(turns, start, end)
            nights = [shift for shift in shifts if self.night.holds(shift.span, turns.zone(shift))]
            if len(nights) > self.most and any(map(turns.planned, nights)):
                text = said(
                    "{nights} night shifts in {weeks} weeks; {most} are the most",
                    nights=len(nights), weeks=self.weeks, most=self.most,
                )  # fmt: skip
                by = len(nights) - self.most
                yield Violation(self.name, turns.person.id, _over(nights), text, by, self.basis)


def _nights_before(
    model: Model, person: int, night: NightShift, before: Sequence[Assignment]
) -> list[Assignment]:
    who = model.people[person]
    return [a for a in before if night.holds(a.span, model.atlas.zone_of(who, a.span.start))]


def _over(shifts: Sequence[Assignment]) -> Span:
    return Span(shifts[0].span.start, shifts[-1].span.end)

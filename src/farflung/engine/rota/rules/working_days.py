"""Working days: how many in a calendar week, and how many in a row where nights are among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Run, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.beside import runs_through
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.periods import WEEK, inside, shifts_in, weeks_of
from farflung.engine.rota.rules.rule import Violation, no_less, weekday
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said, said_of
from farflung.engine.time import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """At most `most` dates with a shift in each of the person's own calendar weeks, begun on `begins`."""

    name: ClassVar[str] = "working-days"
    most: int
    begins: int = 0
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        weekday(self.begins)

    def add(self, model: Model, person: int) -> None:
        """A total of shifts for each week that the plan touches, less the dates worked before."""
        for monday in weeks_of(model.options.first, model.options.day(model.options.days - 1), self.begins):
            end = monday + WEEK
            done = len({a.day for a in model.standing(person) if monday <= a.day < end})
            first, last = inside(model, monday, end)
            model.limit(person, Total(self.name, first, last, most=max(0, self.most - done)))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each week of the plan with more."""
        for monday in weeks_of(turns.first, turns.last, self.begins):
            shifts = shifts_in(turns, monday, monday + WEEK)
            days = list(dict.fromkeys(shift.day for shift in shifts))
            if len(days) > self.most and any(map(turns.planned, shifts)):
                text = said(
                    "{days} working days in a week; {most} are the most", days=len(days), most=self.most
                )
                over = [shift for shift in shifts if shift.day >= days[self.most]]
                span, by = Span(over[0].span.start, over[-1].span.end), len(days) - self.most
                yield Violation(self.name, turns.person.id, span, text, by, self.basis)


@dataclass(frozen=True, slots=True)
class DaysWithNights:
    """At most `most` days in a row with a shift where `nights` night shifts or more are among them."""

    name: ClassVar[str] = "days-with-nights"
    most: int
    night: NightShift
    nights: int = 1
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        no_less(f"the nights of {self.name}", self.nights, 1)

    def add(self, model: Model, person: int) -> None:
        """A limit on all days in a row of whoever could have so many nights: more than must be."""
        mark, row = self.night.mark(model), model.row(person)
        possible = int((model.open[person] & model.marks[mark][row]).any(axis=1).sum())
        carried = _last_run(model.before(person), model.options.day(model.bounds(person)[0]))
        zone, who = model.atlas.zone_of, model.people[person]
        had = sum(self.night.holds(a.span, zone(who, a.span.start)) for a in carried)
        turns = model.turns_of(person)
        had += sum(self.night.holds(a.span, zone(who, a.span.start)) for a in turns)
        if possible + had >= self.nights:
            first, last = model.bounds(person)
            days = len({a.day for a in carried})
            model.limit(person, Run(self.name, first, last, self.most, None, days))
            runs_through(model, person, self.name, self.most, model.standing(person))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each such run that is too long."""
        for run in _runs(turns):
            yield from self._of(turns, run)

    def held(self, turns: Turns) -> bool:
        """Whether a plan is held to it in days in a row without so many nights: some are just as many."""
        for run in _runs(turns):
            nights = sum(self.night.holds(shift.span, turns.zone(shift)) for shift in run)
            days = len({shift.day for shift in run})
            if nights < self.nights and days == self.most and turns.planned(run[-1]):
                return True
        return False

    def _of(self, turns: Turns, run: list[Assignment]) -> Iterator[Violation]:
        days = list(dict.fromkeys(shift.day for shift in run))
        nights = sum(self.night.holds(shift.span, turns.zone(shift)) for shift in run)
        if len(days) <= self.most or nights < self.nights or not turns.planned(run[-1]):
            return
        text = said_of(
            "{days} days in a row with {count} night shift among them; {most} are the most",
            "{days} days in a row with {count} night shifts among them; {most} are the most",
            nights, days=len(days), most=self.most,
        )  # fmt: skip
        span, by = Span(run[0].span.start, run[-1].span.end), len(days) - self.most
        yield Violation(self.name, turns.person.id, span, text, by, self.basis)


def _runs(turns: Turns) -> Iterator[list[Assignment]]:
    """The shifts of days in a row."""
    run: list[Assignment] = []
    for shift in turns.shifts:
        if run and shift.day > run[-1].day + _DAY:
            yield run
            run = []
        run.append(shift)
    if run:
        yield run


def _last_run(before: tuple[Assignment, ...], first: date) -> list[Assignment]:
    """The shifts of the days in a row that end right before a date."""
    run: list[Assignment] = []
    for shift in reversed(before):
        expected = run[-1].day if run else first
        if shift.day not in (expected, expected - _DAY):
            break
        run.append(shift)
    return run

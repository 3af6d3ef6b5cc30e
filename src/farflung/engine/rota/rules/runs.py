"""Limits on days in a row: at work, off, on nights of the person's own clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from farflung.engine.rota.model.limits import Off, Run
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.beside import runs_through
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said_of
from farflung.engine.time import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ConsecutiveDays:
    """At most `most` days in a row with a shift; with `least`, also no shorter runs.

    The least does not hold for runs that touch the first or last date of the plan.
    """

    name: ClassVar[str] = "consecutive-days"
    most: int | None = None
    least: int | None = None
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)
        no_less(f"the least of {self.name}", self.least)
        if self.most is not None and self.least is not None and self.most < self.least:
            raise ValueError(f"no run of days is at least {self.least} and at most {self.most} long")

    def add(self, model: Model, person: int) -> None:
        """One limit on runs, with the days worked right before the plan."""
        first, last = model.bounds(person)
        carried = _carried((a.day for a in model.before(person)), model.options.day(first))
        model.limit(person, Run(self.name, first, last, self.most, self.least, carried))
        if self.most is not None:
            runs_through(model, person, self.name, self.most, model.standing(person))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each run that is too long or too short."""
        for run in _runs(turns.days):
            if run[-1] < turns.first:
                continue
            if self.most is not None and len(run) > self.most:
                text = _many(len(run), self.most)
                yield _at(self.name, turns, run, text, len(run) - self.most, self.basis)
            inner = run[0] > turns.first and run[-1] < turns.last
            if self.least is not None and inner and len(run) < self.least:
                text = _few(len(run), self.least)
                yield _at(self.name, turns, run, text, self.least - len(run), self.basis)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off come at least `least` in a row, but for those that touch the first or last date planned."""

    name: ClassVar[str] = "days-off"
    least: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the least of {self.name}", self.least)

    def add(self, model: Model, person: int) -> None:
        """One limit on days off, among which those of turns are not; a turn may be on a date that history has
        a shift on too, before all that is planned."""
        first, last = model.bounds(person)
        there = tuple(sorted({model.options.index(turn.day) for turn in model.turns_of(person)}))
        model.limit(person, Off(self.name, min((first, *there)), last, self.least, there))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each pause of whole days that is too short."""
        worked = dict.fromkeys(shift.day for shift in turns.shifts if turns.planned(shift))
        for before, after in pairwise(worked):
            off = (after - before).days - 1
            if 0 < off < self.least:
                text = said_of(
                    "{count} day off in a row; {least} are the least",
                    "{count} days off in a row; {least} are the least",
                    off, least=self.least,
                )  # fmt: skip
                yield _at(self.name, turns, [before, after], text, self.least - off, self.basis)


@dataclass(frozen=True, slots=True)
class ConsecutiveNights:
    """At most `most` nights in a row: days on which a night shift begins."""

    name: ClassVar[str] = "consecutive-nights"
    most: int
    night: NightShift
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the most of {self.name}", self.most)

    def add(self, model: Model, person: int) -> None:
        """One limit on runs of night shifts."""
        who, zone = model.people[person], model.atlas.zone_of
        nights = [a for a in model.standing(person) if self.night.holds(a.span, zone(who, a.span.start))]
        first, last = model.bounds(person)
        carried = _carried((a.day for a in nights), model.options.day(first))
        mark = self.night.mark(model)
        model.limit(person, Run(self.name, first, last, self.most, None, carried, mark))
        runs_through(model, person, self.name, self.most, nights, mark)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each run that is too long."""
        nights = dict.fromkeys(s.day for s in turns.shifts if self.night.holds(s.span, turns.zone(s)))
        for run in _runs(nights):
            if run[-1] >= turns.first and len(run) > self.most:
                text = said_of(
                    "{count} night in a row; {most} are the most",
                    "{count} nights in a row; {most} are the most",
                    len(run), most=self.most,
                )  # fmt: skip
                yield _at(self.name, turns, run, text, len(run) - self.most, self.basis)


def _runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Dates in order as runs of days in a row."""
    run: list[date] = []
    for day in days:
        if run and day != run[-1] + _DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _carried(days: Iterable[date], first: date) -> int:
    """How many days in a row lie right before a date."""
    worked, count = set(days), 0
    while first - (count + 1) * _DAY in worked:
        count += 1
    return count


def _at(name: str, turns: Turns, run: Sequence[date], text: Said, by: int, basis: str) -> Violation:
    inside = [shift for shift in turns.shifts if run[0] <= shift.day <= run[-1]]
    return Violation(name, turns.person.id, Span(inside[0].span.start, inside[-1].span.end), text, by, basis)


def _many(count: int, most: int) -> Said:
    return said_of(
        "{count} day in a row; {most} are the most",
        "{count} days in a row; {most} are the most",
        count,
        most=most,
    )


def _few(count: int, least: int) -> Said:
    return said_of(
        "{count} day in a row; {least} are the least",
        "{count} days in a row; {least} are the least",
        count,
        least=least,
    )

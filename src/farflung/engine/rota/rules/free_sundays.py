"""Free Sundays: how many of a period have no work at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.limits import Blocks
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.nights import shared_minutes
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.rules.periods import planned_dates, spans_of_weeks
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import Span, Zone, day_span
from farflung.engine.time.civil import date_shown

_MARK = "on a Sunday"
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class FreeSundays:
    """In every `weeks` weeks in a row at least `least` Sundays without a minute of work, on the own clock.

    A night from Saturday takes the Sunday too. History counts; a Sunday of which nothing is known was free. A
    period that reaches beyond the end of the plan is not judged. In a model a turn of more than a week is
    counted for its first Sunday alone.
    """

    name: ClassVar[str] = "free-sundays"
    least: int
    weeks: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.weeks:
            raise ValueError(f"{self.least} free Sundays in {self.weeks} weeks cannot be")

    def add(self, model: Model, person: int) -> None:
        """At most so many worked Sundays in each period, less those of before."""
        _mark(model)
        who, zone = model.people[person], model.atlas.zone_of
        worked = {s for a in model.standing(person) for s in _sundays(a.span, zone(who, a.span.start))}
        for start, _ in spans_of_weeks(*planned_dates(model, person), self.weeks):
            sundays = [start + timedelta(days=6 + 7 * n) for n in range(self.weeks)]
            done = sum(sunday in worked for sunday in sundays)
            groups = [_group(model, sunday) for sunday in sundays if sunday not in worked]
            if any(groups):
                most = max(0, self.weeks - self.least - done)
                model.limit(person, Blocks(self.name, tuple(filter(None, groups)), most, _MARK))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each period with too few."""
        worked: dict[date, Span] = {}
        planned: set[date] = set()
        for shift in turns.shifts:
            for sunday in _sundays(shift.span, turns.zone(shift)):
                worked.setdefault(sunday, shift.span)
                planned |= {sunday} if turns.planned(shift) else set()
        for start, end in spans_of_weeks(turns.first, turns.last, self.weeks):
            found = sorted(sunday for sunday in worked if start <= sunday < end)
            by = self.least - (self.weeks - len(found))
            if by > 0 and planned & set(found):
                text = said(
                    "{free} free Sundays in {weeks} weeks; {least} are the least",
                    free=self.weeks - len(found), weeks=self.weeks, least=self.least,
                )  # fmt: skip
                yield Violation(self.name, turns.person.id, worked[found[-1]], text, by, self.basis)


def _sundays(span: Span, zone: Zone) -> Iterator[date]:
    """The Sundays that a shift has time in."""
    day, last = date_shown(span.start, zone), date_shown(span.end - timedelta(seconds=1), zone)
    while day <= last:
        if day.weekday() == _SUNDAY:
            yield day
        day += timedelta(days=1)


def _mark(model: Model) -> None:
    """Marks every shift that has time in a Sunday of whoever works it."""
    if _MARK in model.marks:
        return
    options = model.options
    found = np.zeros(options.start.shape, bool)
    dates = [options.day(index) for index in range(options.days + 31)]
    sundays = [day for day in dates if day.weekday() == _SUNDAY]
    for row, clocks in enumerate(options.clocks):
        for key in dict.fromkeys(clocks):
            spans = [day_span(day, model.atlas.zones.zone(key)) for day in sundays]
            edges = np.array([(options.minute(s.start), options.minute(s.end)) for s in spans], np.int64)
            here = np.array([clock == key for clock in clocks])
            touched = shared_minutes(options.start[row], options.end[row], edges.reshape(-1, 2)) > 0
            found[row][here] = touched[here]
    model.mark(_MARK, found & (options.start != NEVER))


def _group(model: Model, sunday: date) -> tuple[int, ...]:
    """The days on which a shift that touches a Sunday can begin: those of its week, on from the Monday."""
    index = model.options.index(sunday)
    return tuple(day for day in range(index - 6, index + 1) if 0 <= day < model.options.days)

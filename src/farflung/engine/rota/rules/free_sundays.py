"""Free Sundays: how many of a period have no work at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.limits import Blocks, Total
from farflung.engine.rota.model.model import Ints, Model
from farflung.engine.rota.rules.periods import planned_dates, spans_of_weeks
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import Span, Zone, day_span
from farflung.engine.time.civil import date_shown

_MARK = "on a Sunday"
_SUNDAY = 6
SEVERAL = 6 * 1440
"""A shift of more minutes can begin on one Sunday and end on the next."""


@dataclass(frozen=True, slots=True)
class FreeSundays:
    """In every `weeks` weeks in a row at least `least` Sundays without a minute of work, on the own clock.

    A night from Saturday takes the Sunday too. History counts; a Sunday of which nothing is known was free. A
    period that reaches beyond the end of the plan is judged by what is planned: Sundays after it are free.
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
        """At most so many worked Sundays in each period, less those of before.

        Where a shift can have several Sundays in it, all of each shift are added up as well: one that two
        shifts share is counted twice then, which asks for more, never for less.
        """
        _mark(model)
        who, zone = model.people[person], model.atlas.zone_of
        worked = {s for a in model.standing(person) for s in _sundays(a.span, zone(who, a.span.start))}
        several = any(kind.end - kind.start > SEVERAL for kind in model.kinds)
        for start, _ in spans_of_weeks(*planned_dates(model, person), self.weeks):
            sundays = [start + timedelta(days=6 + 7 * n) for n in range(self.weeks)]
            left = [sunday for sunday in sundays if sunday not in worked]
            groups = tuple(filter(None, (_group(model, sunday) for sunday in left)))
            most = max(0, self.weeks - self.least - (len(sundays) - len(left)))
            if groups:
                model.limit(person, Blocks(self.name, groups, most, _MARK))
            if groups and several:
                last, measure = model.options.days - 1, _measure(model, left)
                model.limit(person, Total(self.name, 0, last, most=most, measure=measure))

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

    def held(self, turns: Turns, longest: int) -> bool:
        """Whether a plan is held to it: Sundays counted twice, no room for another shift of `longest`."""
        had = [day for shift in turns.shifts for day in _sundays(shift.span, turns.zone(shift))]
        for start, end in spans_of_weeks(turns.first, turns.last, self.weeks):
            counted = sum(start <= sunday < end for sunday in had)
            if self.weeks - self.least - counted < _most_sundays(longest):
                return True
        return False


def _most_sundays(minutes: int) -> int:
    """In how many Sundays a shift can have time: it ends on the last of them as soon as that begins."""
    return 1 + (minutes + 1440 - 1) // (7 * 1440)


def _sundays(span: Span, zone: Zone) -> Iterator[date]:
    """The Sundays that a shift has time in."""
    day, last = date_shown(span.start, zone), date_shown(span.end - timedelta(seconds=1), zone)
    while day <= last:
        if day.weekday() == _SUNDAY:
            yield day
        day += timedelta(days=1)


def _mark(model: Model) -> None:
    """Marks every shift that has time in a Sunday of whoever works it."""
    if _MARK not in model.marks:
        # The last week may end after the plan, and a shift of the plan go on into its Sunday.
        dates = (model.options.day(index) for index in range(model.options.days + 6))
        model.mark(_MARK, _touched(model, [day for day in dates if day.weekday() == _SUNDAY]) > 0)


def _measure(model: Model, sundays: Sequence[date]) -> str:
    """The name of a measure: how many of these Sundays a shift has time in."""
    name = f"of the Sundays {' '.join(map(str, sundays))}"
    if name not in model.measures:
        model.measures[name] = _touched(model, sundays)
    return name


def _touched(model: Model, sundays: Sequence[date]) -> Ints:
    """In how many of them each shift has time, on the clock of whoever works it."""
    options = model.options
    found = np.zeros(options.start.shape, np.int64)
    for row, clocks in enumerate(options.clocks):
        for key in dict.fromkeys(clocks):
            here = np.array([clock == key for clock in clocks])
            for day in sundays:
                span = day_span(day, model.atlas.zones.zone(key))
                start, end = (options.minute(moment) for moment in (span.start, span.end))
                found[row][here] += ((options.start[row] < end) & (options.end[row] > start))[here]
    return found


def _group(model: Model, sunday: date) -> tuple[int, ...]:
    """The days on which a shift that touches a Sunday can begin: those of its week, on from the Monday."""
    index = model.options.index(sunday)
    return tuple(day for day in range(index - 6, index + 1) if 0 <= day < model.options.days)

"""Who could be on a shared duty when: stretches of own working hours, and pieces of time alike for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.at_work import AtWork
from farflung.engine.rota.rules.rest import Rest
from farflung.engine.rota.rules.rule import holds_for
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.shared_duty import SHARE, SharedDuty
from farflung.engine.time import Span, clipped, difference, intersection, merged
from farflung.engine.time.civil import date_shown


@dataclass(frozen=True, slots=True)
class Hours:
    """`person` (an index) could be on from minute `start` to `end` of the window; it begins on `day`."""

    person: int
    start: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class Piece:
    """From minute `start` to `end` of the window exactly the people `there` (indexes) could be on."""

    start: int
    end: int
    there: tuple[int, ...]


def hours_of(problem: Problem, shared: SharedDuty) -> tuple[Hours, ...]:
    """Everybody's stretches, by where they end: who must go first comes first."""
    wanted = merged(
        span
        for demand in problem.demands
        if demand.duty == shared.duty
        for span in wanted_spans(demand, problem.window, problem.atlas.zones)
    )
    wanted = difference(wanted, [turn.span for turn in problem.standing if turn.duty == shared.duty])
    found: list[Hours] = []
    for number, key in enumerate(problem.people):
        if shared.duty in problem.eligible and key not in problem.eligible[shared.duty]:
            continue
        person = problem.atlas.person(key)
        work = clipped(problem.atlas.working(person, problem.window), problem.window)
        for span in intersection(difference(work, _busy(problem, shared, key)), wanted):
            day = date_shown(span.start, problem.atlas.zone_of(person, span.start))
            found.append(Hours(number, _minute(problem, span.start), _minute(problem, span.end), day))
    least = shared.least or 1
    return tuple(sorted((h for h in found if h.end - h.start >= least), key=_order))


def _busy(problem: Problem, shared: SharedDuty, person: str) -> tuple[Span, ...]:
    """When somebody is on something else, with the rest around it."""
    return merged(
        Span(shift.span.start - rest, shift.span.end + rest)
        for shift in (*problem.history, *problem.fixed, *problem.standing)
        if shift.person == person
        for rest in (_rest(problem, shared, shift),)
    )


def _rest(problem: Problem, shared: SharedDuty, shift: Assignment) -> timedelta:
    """The longest rest that is asked for between a shift and the shared duty; none in one working day."""
    if shift.kind == SHARE:
        return timedelta()
    duties = {shift.duty, shared.duty}
    found = [
        rest.minutes
        for rule in problem.rules
        if holds_for(rule, shift.person)
        for rest in (rule.rule if isinstance(rule, AtWork) and duties.isdisjoint(rule.standby) else rule,)
        if isinstance(rest, Rest)
    ]
    return timedelta(minutes=max(found, default=0))


def _order(hours: Hours) -> tuple[int, int, int]:
    return hours.end, hours.start, hours.person


def _minute(problem: Problem, instant: datetime) -> int:
    return (instant - problem.window.start) // timedelta(minutes=1)


def pieces_of(hours: Sequence[Hours]) -> tuple[Piece, ...]:
    """The time that anybody could take, cut wherever somebody's hours begin or end."""
    cuts = sorted({minute for each in hours for minute in (each.start, each.end)})
    found = []
    for start, end in pairwise(cuts):
        there = tuple(dict.fromkeys(h.person for h in hours if h.start <= start and end <= h.end))
        if there:
            found.append(Piece(start, end, there))
    return tuple(found)

"""What each person carries in any plan, made here or not: points, and where that puts them among others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.rota.burden.points import Rates
from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.model.nights import night_minutes_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import NightWindow


@dataclass(frozen=True, slots=True)
class Burden:
    """Of one person in a plan: shifts, worked minutes, nights, weekend days, points.

    `height` is what fairness compares: points ahead before the plan, and those of the plan over the person's
    share of a full load.
    """

    shifts: int
    minutes: int
    nights: int
    weekend_days: int
    points: float
    height: float


def burdens(problem: Problem, plan: Iterable[Assignment], night: NightWindow) -> Mapping[str, Burden]:
    """By person id; who has no shift is there with noughts."""
    of: dict[str, list[Assignment]] = {person: [] for person in problem.people}
    for shift in plan:
        of.setdefault(shift.person, []).append(shift)
    ahead = problem.ledger.ahead(problem.people)
    return {
        person: _burden(problem, person, of[person], ahead.get(person, 0.0), night)
        for person in problem.people
    }


def _burden(problem: Problem, key: str, shifts: list[Assignment], ahead: float, night: NightWindow) -> Burden:
    person = problem.atlas.person(key)
    points = points_in(problem, key, shifts)
    zones = {shift: problem.atlas.zone_of(person, shift.span.start) for shift in shifts}
    calendar = problem.atlas.calendar(person.place)
    weekend = calendar.weekend if calendar else frozenset({5, 6})
    nights = sum(night_minutes_of(shift.span, zones[shift], night) > 0 for shift in shifts)
    days = {CivilTime.of(shift.span.start, zones[shift]).date for shift in shifts}
    share = share_of(problem, key)
    return Burden(
        len(shifts), sum(shift.minutes for shift in shifts), nights,
        sum(day.weekday() in weekend for day in days), points,
        ahead + (points / share if share else points),
    )  # fmt: skip


def points_in(problem: Problem, person: str, shifts: Iterable[Assignment]) -> float:
    """The points of somebody's shifts, by the weights of the problem."""
    there = list(shifts)
    if not there:
        return 0.0
    window = Span(min(s.span.start for s in there), max(s.span.end for s in there))
    summed = Rates.of(problem.atlas, problem.atlas.person(person), window, problem.weights).summed
    total = 0.0
    for shift in there:
        low, high = ((m - window.start) // timedelta(minutes=1) for m in (shift.span.start, shift.span.end))
        total += int(summed[high] - summed[low]) * problem.weights.factor(shift.duty)
    return total / 60

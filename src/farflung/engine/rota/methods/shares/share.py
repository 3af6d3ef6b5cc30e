"""Shares out a duty: loads first, then who when; what is told of it is the worst load and its bound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.shares.breaking import Check, spared
from farflung.engine.rota.methods.shares.floors import asked_of, floors_of
from farflung.engine.rota.methods.shares.heights import Heights
from farflung.engine.rota.methods.shares.hours import Hours, hours_of, pieces_of
from farflung.engine.rota.methods.shares.layout import Stint, laid_out
from farflung.engine.rota.methods.shares.loads import fairest, whole
from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Stop
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.shared_duty import SHARE, SharedDuty
from farflung.engine.time import Span, difference, total

Floats = NDArray[np.float64]
LEASTS = (30, 15, 5, 1)
"""Minutes at a time where nobody says how many: as many as the fairest loads allow."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`loads` are minutes by person id as planned, `fairest` the fairest there are: no plan is below them.

    `unfilled` is when somebody is wanted and nobody is in hours.
    """

    assignments: tuple[Assignment, ...]
    unfilled: tuple[Unfilled, ...]
    loads: dict[str, int]
    fairest: dict[str, float]

    @property
    def proven(self) -> bool:
        """Whether nobody's load is a minute or more from the fairest."""
        return all(abs(self.loads[key] - best) < 1.0 for key, best in self.fairest.items())


def share_out(
    problem: Problem, shared: SharedDuty, check: Check, *, stop: Stop, seed: int = 0
) -> Shared | None:
    """The plan of one shared duty; None where the time was up before there was one.

    Rest beside other shifts is kept from the beginning. What breaks another rule, as `check` says, is taken
    out, and the duty is shared out again among those who are left; where the time is up before that, it stays
    open. Loads are compared with the fairest that there were before.
    """
    hours, best = hours_of(problem, shared), None
    while (found := _among(problem, shared, hours, stop, seed)) is not None:
        gone, lines = spared(problem, hours, found.assignments, check)
        fairest_ = found.fairest if best is None else best.fairest
        kept = _of(problem, shared, lines, fairest_)
        best = kept if best is None or _open(kept) <= _open(best) else best
        if not gone:
            break
        hours = tuple(each for each in hours if each not in gone)
    return best


def _open(found: Shared) -> timedelta:
    return total(hole.span for hole in found.unfilled)


def _among(
    problem: Problem, shared: SharedDuty, hours: Sequence[Hours], stop: Stop, seed: int
) -> Shared | None:
    """The duty shared out among those who could be on it in these hours."""
    pieces = pieces_of(hours)
    heights = Heights.of(problem, shared)
    floors = floors_of(pieces, asked_of(problem, shared), stop=stop)
    found = fairest(pieces, len(problem.people), heights.before, heights.share, stop=stop, floors=floors)
    if found is None:
        return None
    target = whole(pieces, found[0], stop=stop)
    leasts = LEASTS if shared.least is None else (shared.least,)
    tries = (laid_out(hours, pieces, target, least, stop=stop, seed=seed) for least in leasts)
    stints = _nearest((one for one in tries if one is not None), target)
    if stints is None:
        return None
    best = dict(zip(problem.people, found[0].tolist(), strict=True))
    return _of(problem, shared, tuple(sorted(_line(problem, shared, stint) for stint in stints)), best)


def _nearest(tries: Iterable[Sequence[Stint]], target: Floats) -> Sequence[Stint] | None:
    """The first with just these loads (minutes by person), else that with the fewest minutes off."""
    best, least = None, np.inf
    for stints in tries:
        loads = np.zeros(len(target))
        for stint in stints:
            loads[stint.person] += stint.end - stint.start
        off = float(np.abs(loads - target).sum())
        if off < least:
            best, least = stints, off
        if off < 1:
            break
    return best


def _of(
    problem: Problem, shared: SharedDuty, lines: tuple[Assignment, ...], best: dict[str, float]
) -> Shared:
    loads = dict.fromkeys(problem.people, 0)
    for line in lines:
        loads[line.person] += line.minutes
    return Shared(lines, _unfilled(problem, shared, lines), loads, best)


def _unfilled(problem: Problem, shared: SharedDuty, lines: Sequence[Assignment]) -> tuple[Unfilled, ...]:
    there = [line.span for line in (*lines, *problem.standing) if line.duty == shared.duty]
    return tuple(
        Unfilled(shared.duty, span, 1, demand)
        for demand in problem.demands
        if demand.duty == shared.duty
        for span in difference(wanted_spans(demand, problem.window, problem.atlas.zones), there)
    )


def _line(problem: Problem, shared: SharedDuty, stint: Stint) -> Assignment:
    start = problem.window.start + timedelta(minutes=stint.start)
    span = Span(start, problem.window.start + timedelta(minutes=stint.end))
    person = problem.people[stint.person]
    return Assignment(span, person, shared.duty, SHARE, stint.hours.day, stint.end - stint.start)

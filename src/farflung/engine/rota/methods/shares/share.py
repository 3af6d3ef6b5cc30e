"""Shares out a duty: loads first, then who when; what is told of it is the worst load and its bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.methods.shares.hours import hours_of, pieces_of
from farflung.engine.rota.methods.shares.layout import Stint, laid_out
from farflung.engine.rota.methods.shares.loads import fairest
from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Stop
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.shared_duty import SHARE, SharedDuty
from farflung.engine.time import Span, difference


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


def share_out(problem: Problem, shared: SharedDuty, *, stop: Stop, seed: int = 0) -> Shared | None:
    """The plan of one shared duty; None where the time was up before there was one."""
    hours = hours_of(problem, shared)
    pieces = pieces_of(hours)
    ahead = problem.ledger.ahead(problem.people)
    before = np.array([60.0 * ahead[key] for key in problem.people])
    share = np.array([max(1e-3, share_of(problem, key)) for key in problem.people])
    found = fairest(pieces, len(problem.people), before, share, stop=stop)
    if found is None:
        return None
    stints = laid_out(hours, pieces, found[0], shared.least, stop=stop, seed=seed)
    if stints is None:
        return None
    loads = dict.fromkeys(problem.people, 0)
    for stint in stints:
        loads[problem.people[stint.person]] += stint.end - stint.start
    best = dict(zip(problem.people, found[0].tolist(), strict=True))
    lines = tuple(sorted(_line(problem, shared, stint) for stint in stints))
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

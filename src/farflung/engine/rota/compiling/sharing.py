"""How much of shared duties people could have besides: limits from below leave room for it."""

from collections.abc import Iterable
from datetime import timedelta

from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.time import Span, clipped, intersection, merged, total


def minutes_shared(problem: Problem, among: Iterable[SharedDuty] | None = None) -> tuple[int, ...]:
    """For each person the most minutes of shared duties (`among` them; None: of all), in the own hours in
    which they are wanted."""
    several = problem.shared if among is None else among
    wanted = {shared.duty: _wanted(problem, shared) for shared in several}
    return tuple(
        sum(_most(problem, key, duty, spans) for duty, spans in wanted.items()) for key in problem.people
    )


def _wanted(problem: Problem, shared: SharedDuty) -> tuple[Span, ...]:
    return merged(
        span
        for demand in problem.demands
        if demand.duty == shared.duty
        for span in wanted_spans(demand, problem.window, problem.atlas.zones)
    )


def _most(problem: Problem, person: str, duty: str, wanted: tuple[Span, ...]) -> int:
    if duty in problem.eligible and person not in problem.eligible[duty]:
        return 0
    work = clipped(problem.atlas.working(problem.atlas.person(person), problem.window), problem.window)
    return total(intersection(work, wanted)) // timedelta(minutes=1)

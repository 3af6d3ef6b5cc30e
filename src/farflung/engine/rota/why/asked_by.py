"""What asks for a shift of a plan: the demands that would miss its holder, with what they ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand


def asked_by(problem: Problem, rest: Sequence[Assignment], shift: Assignment) -> Demand | str:
    """One demand with the skills and languages that whoever takes over a shift must have.

    `rest` is the plan without it. Of several demands that would miss its holder whoever takes over must serve
    them all. Where none would, it is the first of the duty; the kind of shift where the duty has none.
    """
    of_duty = [demand for demand in problem.demands if demand.duty == shift.duty]
    if not of_duty:
        return shift.kind
    missed = list(_missed(problem, of_duty, rest, shift)) or [min(of_duty, key=_strictness)]
    skills = frozenset().union(*(demand.skills for demand in missed))
    languages = frozenset().union(*(demand.languages for demand in missed))
    return replace(missed[0], skills=skills, languages=languages)


def _missed(
    problem: Problem, demands: Sequence[Demand], rest: Sequence[Assignment], shift: Assignment
) -> Iterator[Demand]:
    """Those for which too few are there without its holder, who counts for them."""
    holder = problem.atlas.person(shift.person)
    for demand in demands:
        if demand.counts(holder) and wanted_spans(demand, shift.span, problem.atlas.zones):
            during = replace(problem, window=shift.span, demands=(demand,), headcounts=())
            if open_times(during, rest):
                yield demand


def _strictness(demand: Demand) -> int:
    return len(demand.skills) + len(demand.languages)

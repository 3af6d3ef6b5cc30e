"""What keeps a stretch from being filled: which rules, together, and what would have to give way least."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.compiling.compile import compiled, places_of
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.methods.nearest import lowered
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective, levels
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Stop, Within
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.conflict import Part, smallest_conflict
from farflung.engine.rota.why.eased import apart_in
from farflung.engine.rota.why.reasons import Why, cheapest, reasons

_EACH = 10.0
"""Seconds for each question whether something is possible; of a small plan it takes a fraction of one."""

_COVER = Objective(cover=True)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A hole with everybody's reason, what could give way for least, and the rules that conflict.

    `conflict` is None where nothing conflicts (it can be filled by moving others) or the time was up.
    """

    hole: Unfilled
    reasons: tuple[Why, ...]
    cheapest: Why | None
    conflict: tuple[Part, ...] | None


def relaxation(problem: Problem, plan: Sequence[Assignment], hole: Unfilled, *, stop: Stop) -> Relaxation:
    """Why a hole of a plan is one, beside what stands whatever it breaks and the least amounts it has."""
    found = reasons(problem, plan, hole)
    apart = apart_in(problem, stop=stop)
    model = compiled(problem, apart)
    chosen = places_of(model, plan)
    target = _COVER.value(model, chosen) - _weight(model, chosen, hole)

    def impossible(other: Problem) -> bool | None:
        return _above(lowered(compiled(other, apart), chosen), target, Within.of(stop, _EACH))

    return Relaxation(hole, found, cheapest(found), smallest_conflict(problem, impossible, stop=stop))


def _above(model: Model, target: int, stop: Stop) -> bool | None:
    """Whether every choice costs more than the target."""
    found = solve_linear(model, _COVER, stop=stop)
    if found.infeasible or found.bound > target:
        return True
    return False if found.value <= target else None


def _weight(model: Model, chosen: Sequence[Choice], hole: Unfilled) -> int:
    """What the hole costs."""
    low, high = (model.options.minute(moment) for moment in (hole.span.start, hole.span.end))
    total = 0
    for line, there in zip(model.lines, levels(model, chosen), strict=True):
        if line.duty == hole.duty and hole.of in line.of:
            inside = (line.borders[:, 0] < high) & (line.borders[:, 1] > low)
            inside &= line.which == line.of.index(hole.of)
            total += int((np.maximum(line.least - there, 0) * line.under)[inside].sum())
    return total

"""Every plan of a tiny problem, the slow way: what the solvers' answers are compared with."""

from dataclasses import dataclass, replace
from itertools import product
from time import monotonic
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective, levels
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Apart, Together
from farflung.engine.rota.stop import Deadline


class Solver(Protocol):
    """What looks for the cheapest plan of a model."""

    def __call__(self, model: Model, objective: Objective, *, stop: Deadline) -> Outcome:
        """The plan with its bound."""


PAIRS = (Apart, Together)


def own_plans(problem: Problem, model: Model, person: int) -> list[tuple[Choice, ...]]:
    """Everything one person could have that breaks no rule, by the checker alone."""
    start, _ = model.spans(person)
    first, last = model.bounds(person)
    taken = {model.options.index(turn.day) for turn in model.turns_of(person)}  # a plan has one shift a day
    days = []
    for day in range(first, last + 1):
        free = day not in taken
        kinds = [k for k in range(len(model.kinds)) if start[day, k] != NEVER and free]
        days.append([None, *((person, day, kind) for kind in kinds)])
    found = []
    alone = replace(problem, rules=tuple(rule for rule in problem.rules if not isinstance(rule, PAIRS)))
    for picked in product(*days):
        plan = tuple(choice for choice in picked if choice is not None)
        shifts = (*problem.standing, *model.assignments(plan))
        if not any(v.person == model.ids[person] for v in violations(alone, shifts)):
            found.append(plan)
    return found


@dataclass(frozen=True)
class Best:
    """The least value, None where there is no plan."""

    value: int | None
    plans: int


def best(problem: Problem, model: Model, objective: Objective) -> Best:
    """The least value over all plans."""
    parts = [own_plans(problem, model, person) for person in range(len(model.people))]
    least: int | None = None
    plans = 0
    cells = [line.cells for line in model.lines]
    vectors = [[_vector(model, plan) for plan in part] for part in parts]
    costs = [[_cost(objective, plan) for plan in part] for part in parts]
    given = _vector(model, ())
    paired = any(isinstance(rule, PAIRS) for rule in problem.rules)
    wants, most, under, over = (
        np.concatenate([getattr(line, of) for line in model.lines]) if sum(cells) else np.zeros(0, np.int64)
        for of in ("least", "most", "under", "over")
    )
    for numbers in product(*(range(len(part)) for part in parts)):
        there = given + sum(
            (vectors[n][i] - given for n, i in enumerate(numbers)), np.zeros(len(given), np.int64)
        )
        if (there > np.maximum(most, given)).any():
            continue
        chosen = [choice for n, i in enumerate(numbers) for choice in parts[n][i]]
        if paired and violations(problem, (*problem.standing, *model.assignments(chosen))):
            continue
        plans += 1
        value = objective.constant + sum(costs[n][i] for n, i in enumerate(numbers))
        if objective.cover:
            value += int((np.maximum(wants - there, 0) * under + np.maximum(there - wants, 0) * over).sum())
        least = value if least is None else min(least, value)
    return Best(least, plans)


def is_best(problem: Problem, solve: Solver) -> None:
    """Asserts that a solver's answer costs as little as the cheapest of all plans, and breaks no rule."""
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    known = best(problem, model, objective)
    found = solve(model, objective, stop=Deadline(monotonic, 60))
    assert found.infeasible == (known.value is None), (found, known)
    if known.value is not None:
        assert found.proven, (found, known)
        assert found.value == known.value, (found, known)
        assert found.chosen is not None
        assert violations(problem, model.assignments(found.chosen)) == ()


def _vector(model: Model, plan: tuple[Choice, ...]) -> NDArray[np.int64]:
    found = levels(model, plan)
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _cost(objective: Objective, plan: tuple[Choice, ...]) -> int:
    return 0 if objective.cost is None else sum(int(objective.cost[at]) for at in plan)

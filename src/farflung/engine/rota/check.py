"""Checks any plan by its rules, without a solver: what is stored can be looked at again at any time."""

from collections.abc import Iterable

from farflung.engine.rota.assignment import Assignment
from farflung.engine.rota.compile import rules_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.rule import Violation, holds_for
from farflung.engine.rota.turns import Turns


def violations(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Violation, ...]:
    """Every rule that a plan breaks, by person and time."""
    of: dict[str, list[Assignment]] = {person: [] for person in problem.people}
    for shift in (*problem.history, *assignments):
        if shift.person in of:
            of[shift.person].append(shift)
    found: list[Violation] = []
    for key, shifts in of.items():
        turns = Turns(problem.atlas, problem.atlas.person(key), problem.window, tuple(sorted(shifts)))
        for rule in rules_of(problem):
            if holds_for(rule, key):
                found += rule.violations(turns)
    return tuple(sorted(found, key=lambda v: (v.person, v.span, v.rule)))

"""Checks any plan by its rules, without a solver: what is stored can be looked at again at any time."""

from collections.abc import Iterable, Iterator, Mapping

from farflung.engine.rota.compiling.compile import rules_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules.rule import Violation, holds_for
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns

Others = Mapping[str, tuple[Assignment, ...]]


def violations(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Violation, ...]:
    """Every rule that a plan breaks, by person and time."""
    of: dict[str, list[Assignment]] = {person: [] for person in problem.people}
    for shift in (*problem.history, *assignments):
        if shift.person in of:
            of[shift.person].append(shift)
    everybody = {key: tuple(shifts) for key, shifts in of.items()}
    found = [v for key, shifts in of.items() for v in violations_of(problem, key, shifts, everybody)]
    return tuple(sorted(found, key=lambda v: (v.person, v.span, v.rule)))


def violations_of(
    problem: Problem, person: str, shifts: Iterable[Assignment], others: Others | None = None
) -> Iterator[Violation]:
    """Those of one person who has exactly these shifts, history among them, beside what `others` have."""
    who, mine = problem.atlas.person(person), tuple(sorted(shifts))
    turns = Turns(problem.atlas, who, problem.window, mine, others or {})
    for rule in rules_of(problem):
        if holds_for(rule, person):
            yield from rule.violations(turns)

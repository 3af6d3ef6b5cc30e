"""Where no plan at all keeps the rules: which of them, with what is fixed, cannot all hold."""

from collections.abc import Sequence

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Stop, Within
from farflung.engine.rota.why.conflict import Part, smallest_conflict
from farflung.engine.said import Said, said

_EACH = 10.0
"""Seconds for each question whether a plan is possible."""


def why_impossible(problem: Problem, *, stop: Stop) -> tuple[Part, ...]:
    """The rules that cannot all hold beside what is fixed; none where a plan is possible, or time was up."""

    def impossible(other: Problem) -> bool | None:
        found = solve_linear(compiled(other), Objective(), stop=Within.of(stop, _EACH))
        if found.infeasible:
            return True
        return False if found.chosen is not None else None

    return smallest_conflict(problem, impossible, stop=stop) or ()


def conflict_notes(problem: Problem, parts: Sequence[Part]) -> tuple[Said, ...]:
    """A sentence for each rule of a conflict."""
    return tuple(_note(problem, part) for part in parts)


def _note(problem: Problem, part: Part) -> Said:
    if part.person is None:
        return said(
            "no plan keeps all rules: {rule} conflicts with the others named here", rule=part.rule.name
        )
    name = problem.atlas.person(part.person).name
    return said(
        "no plan keeps all rules: {rule} of {person} conflicts with the others named here, or with what is "
        "fixed",
        rule=part.rule.name, person=name,
    )  # fmt: skip

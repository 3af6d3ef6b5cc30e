"""How high somebody stands: what fairness compares, and everybody is ranked by who asks them to step in."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.values.assignment import Assignment

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem


def height_of(
    problem: "Problem", plan: Iterable[Assignment], person: str, ahead: Mapping[str, float]
) -> float:
    """The points of a plan over somebody's share of a full load, on top of what they stand above the others.

    `ahead` is the ledger's (`Ledger.ahead` of all who are planned for): who joined or was away stands at
    nought in it, so nobody is asked first to catch up.
    """
    points = points_in(problem, person, (shift for shift in plan if shift.person == person))
    return ahead.get(person, 0.0) + points / (share_of(problem, person) or 1.0)

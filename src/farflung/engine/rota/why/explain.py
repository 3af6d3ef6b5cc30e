"""Why this person has a shift, and why not that one: by rules, and by what it would do to fairness."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.engine.rota.burden.height import height_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.why.asked_by import asked_by
from farflung.engine.rota.why.reasons import Why, why_not


@dataclass(frozen=True, slots=True)
class Instead:
    """What if `why.person` had it instead: what stands against it, and the heights of both with and without.

    A height is what fairness compares: points per share of a full load, with what was carried before.
    `fairer` says that the worse of the two would be better off. It is told of fully free people only.
    """

    why: Why
    now: float
    then: float
    holder_now: float
    holder_then: float

    @property
    def fairer(self) -> bool:
        """Whether the one of the two who carries more would carry less."""
        return self.why.free and max(self.then, self.holder_then) < max(self.now, self.holder_now) - 1e-9


@dataclass(frozen=True, slots=True)
class Explanation:
    """`shift` with everybody who may be on the duty: who could have it comes first."""

    shift: Assignment
    instead: tuple[Instead, ...]

    @property
    def only(self) -> bool:
        """Whether nobody else can have it without breaking a rule."""
        return not any(other.why.free for other in self.instead)


def explained(problem: Problem, plan: Sequence[Assignment], shift: Assignment) -> Explanation:
    """Why a shift of a plan is where it is."""
    rest = [other for other in plan if other != shift]
    duty = shift.duty
    may = problem.eligible.get(duty, frozenset(problem.people))
    others = [key for key in problem.people if key in may and key != shift.person]
    asked = asked_by(problem, rest, shift)
    found = [_instead(problem, plan, (rest, asked), shift, key) for key in others]
    return Explanation(shift, tuple(sorted(found, key=_order)))


Gone = tuple[Sequence[Assignment], Demand | str]
"""The plan without a shift, and what asks for it."""


def _order(instead: Instead) -> tuple[bool, bool, float, float, str]:
    cost = instead.why.cost
    return not instead.why.free, cost is None, cost or 0.0, instead.then, instead.why.person


def _instead(
    problem: Problem, plan: Sequence[Assignment], gone: Gone, shift: Assignment, other: str
) -> Instead:
    rest, asked = gone
    why = why_not(problem, rest, other, shift.duty, shift.span, asked)
    taken = [*rest, why.shift] if why.shift is not None else rest
    return Instead(
        why,
        _height(problem, plan, other), _height(problem, taken, other),
        _height(problem, plan, shift.person), _height(problem, rest, shift.person),
    )  # fmt: skip


def _height(problem: Problem, plan: Sequence[Assignment], person: str) -> float:
    return height_of(problem, plan, person, problem.ledger.ahead(problem.people))

"""The answer: a plan as stored data, with its bound, what is unfilled and what was told on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from farflung.engine.rota.problem import Aim
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.time import Span


class Status(StrEnum):
    """How much is known of a plan."""

    OPTIMAL = "optimal"  # the bound is reached: no plan is better
    FEASIBLE = "feasible"  # between it and the bound there may be better ones
    INFEASIBLE = "infeasible"  # no plan keeps all rules, and the time was up before one kept what can be kept


NEAR = 0.01
"""What part of the worst height hardly anybody could feel."""


@dataclass(frozen=True, slots=True)
class Level:
    """How high somebody stands, in points times 60 over their share of a full load, from the worst on.

    `proven` says that nobody in that place of any plan stands lower, all worse ones being no worse; `least`
    is what they cannot stand below then, minus infinity where that is not known.
    """

    height: float
    proven: bool
    least: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Stage:
    """One set of aims: what the plan has of it (`value`) and what no plan can be below (`bound`).

    In the weights of the demands, shifts, points times 60, or weights of wishes. Of fairness the value is the
    worst height, and `levels` are all of them, the worst first.
    """

    aims: frozenset[Aim]
    value: float
    bound: float
    levels: tuple[Level, ...] = ()

    @property
    def gap(self) -> float:
        """How far the value may be above the best there is, as a part of the value; 0 is proven.

        Of a value of nothing, below which costs that are negative may lie, it is what lies below.
        """
        return 0.0 if self.value <= self.bound else (self.value - self.bound) / (abs(self.value) or 1.0)

    @property
    def known(self) -> int:
        """How many levels, from the worst on, are proven."""
        return next((n for n, level in enumerate(self.levels) if not level.proven), len(self.levels))

    @property
    def near(self) -> int:
        """How many levels, from the worst on, could be lower by a hundredth of the worst one at most."""
        most = NEAR * abs(self.value) + 1e-6
        close = (level.proven or level.height - level.least <= most for level in self.levels)
        return next((n for n, of in enumerate(close) if not of), len(self.levels))

    @property
    def proven(self) -> bool:
        """Whether nothing is better."""
        return self.gap == 0.0 and all(level.proven for level in self.levels)


@dataclass(frozen=True, slots=True)
class Unfilled:
    """On `duty` `missing` people are too few through `span`, by a demand, or of a kind of shift."""

    duty: str
    span: Span
    missing: int
    of: Demand | str


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known while a plan is made: the best value, the bound, the seconds, and what is being done."""

    stage: frozenset[Aim]
    best: float | None
    bound: float
    seconds: float
    doing: str = ""


Watch = Callable[[Progress], None]
"""Is told of progress; must return at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """`stages` are in the order of the problem's aims. `loads` are the points of each person in the plan.

    `by` names what made it: solvers change, so plans are stored because they cannot be made again.
    """

    status: Status
    assignments: tuple[Assignment, ...]
    stages: tuple[Stage, ...]
    unfilled: tuple[Unfilled, ...]
    loads: dict[str, float]
    seconds: float
    by: str
    notes: tuple[str, ...] = ()

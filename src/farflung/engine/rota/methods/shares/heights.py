"""Heights: what the loads of a shared duty are compared by, as of every duty."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.shared_duty import SharedDuty

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Heights:
    """Where each of `people` (ids) stands `before` any of a shared duty, in minutes of it, and how fast they
    climb: a minute of it brings somebody up by one over their `share` of a full load.

    Before is what the ledger says, and the points of what stands in the plan already (turns, other duties)
    over the share. A minute weighs `rate` points times 60.
    """

    people: tuple[str, ...]
    before: Floats
    share: Floats
    rate: float

    @classmethod
    def of(cls, problem: Problem, shared: SharedDuty) -> "Heights":
        """The heights of a problem, whose fixed shifts are what is planned already."""
        ahead, people = problem.ledger.ahead(problem.people), problem.people
        share = np.array([max(1e-3, share_of(problem, key)) for key in people])
        there = tuple({*problem.fixed, *problem.standing})
        points = [points_in(problem, key, (a for a in there if a.person == key)) for key in people]
        before = 60.0 * (np.array([ahead[key] for key in people]) + np.array(points) / share)
        rate = problem.weights.hour * problem.weights.factor(shared.duty)  # points of an hour of it
        return cls(people, before / rate if rate else np.zeros(len(people)), share, rate)

    def worst(self, loads: Mapping[str, float]) -> float:
        """The worst height with some minutes of the duty each, in points times 60."""
        minutes = np.array([loads[key] for key in self.people])
        return float(self.rate * (self.before + minutes / self.share).max(initial=-np.inf))

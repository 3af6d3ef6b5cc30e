"""What the heights of the worst cannot be below, by the relaxation: shifts may be divided in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.sums import minimised, with_sum
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.stop import Stop

PARTS = (0.1, 0.25, 0.4, 0.6, 0.8)
"""Of what parts of the people the sum is looked at, besides of the worst and of all."""


@dataclass(frozen=True, slots=True)
class Floors:
    """`sums[k]` is what the k worst together cannot be below, in steps; those that are known alone.

    `none` says that no choice at all keeps the limits.
    """

    sums: dict[int, float] = field(default_factory=dict)
    none: bool = False

    def level(self, above: Sequence[int]) -> int:
        """What the next level cannot be below where those above it come to so much at most.

        If the sum of the K worst is at least B, then whoever is not among the k worst carries, on average and
        so at the most, at least what is left of B over the K - k others; heights are whole steps.
        """
        known, carried = len(above), sum(above)
        left = [(least - carried) / (of - known) for of, least in self.sums.items() if of > known]
        return ceil(max(left) - 1e-6) if left else 0


def floors(written: Linear, heights: Heights, *, stop: Stop, method: str = "choose") -> Floors:
    """The floors of a program, a linear program for each of some numbers of people.

    `method` is the one of HiGHS: interior points (\"ipm\") are quicker where there are thousands of columns.
    """
    wide, of = with_sum(written, heights, 1)
    highs, found = Highs(minimised(wide, of).program, Care(method=method)), {}
    people = len(heights.climbing)
    for count in _counts(people):
        highs.change_costs(np.array([of.top]), np.array([float(count)]))
        answer = highs.solve(stop=stop, relaxed=True)
        if answer.infeasible:
            return Floors({}, none=True)
        if answer.duals is not None:
            found[count] = answer.value
    return Floors(found)


def _counts(people: int) -> list[int]:
    """Of how many of the worst: of the worst alone first, then of all, which say most."""
    return list(dict.fromkeys((1, people, *(round(people * of) for of in PARTS if people * of >= 1))))

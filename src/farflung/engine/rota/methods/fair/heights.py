"""Heights: what fairness compares, from person to person, as whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Heights:
    """`cost` of shape (people, days, kinds) is what each shift adds to whoever has it, over their share of a
    full load; `before` is where everybody stands without any. Both in steps of `step` (points times 60), the
    widest that all of them are whole numbers of, above `floor`: a bound can be rounded up to the next step.

    `climbing` are the people (indexes) that a plan can make any difference to.
    """

    cost: Ints
    before: Ints
    climbing: tuple[int, ...]
    step: int
    floor: int

    @classmethod
    def of(cls, model: Model) -> "Heights":
        """The heights of a model; somebody with half a share climbs twice as fast."""
        people = len(model.people)
        burden = model.burden if model.burden is not None else np.zeros(model.open.shape, np.int64)
        share = model.share if model.share is not None else np.ones(people)
        cost = np.where(model.open, burden, 0)
        parts = share != 1.0
        if parts.any():
            theirs = np.maximum(share[parts], 1e-3)[:, None, None]
            cost[parts] = np.rint(cost[parts] / theirs).astype(np.int64)
        before = model.ahead if model.ahead is not None else np.zeros(people, np.int64)
        climbing = np.flatnonzero(cost.any(axis=(1, 2)))
        floor = int(before[climbing].min(initial=0)) if len(climbing) else 0
        above = np.where(np.isin(np.arange(people), climbing), before - floor, 0)
        step = int(np.gcd(np.gcd.reduce(np.unique(cost)), np.gcd.reduce(above))) or 1
        return cls(cost // step, above // step, tuple(climbing.tolist()), step, floor)

    def reached(self, chosen: Iterable[Choice]) -> Ints:
        """Everybody's height with a choice, in steps, of shape (people,)."""
        found = self.before.copy()
        for at in chosen:
            found[at[0]] += self.cost[at]
        return found

    def levels(self, chosen: Iterable[Choice]) -> list[int]:
        """The heights of those who climb, in steps, the worst first."""
        reached = self.reached(chosen)
        return sorted((int(reached[person]) for person in self.climbing), reverse=True)

    def points(self, steps: float, of: int = 1) -> float:
        """Steps as points times 60; of the sum of so many heights."""
        return steps * self.step + of * self.floor

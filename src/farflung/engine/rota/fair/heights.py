"""Heights: what fairness compares, from person to person, as whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model import Model
from farflung.engine.rota.objective import Choice

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Heights:
    """`cost` of shape (people, days, kinds) is what each shift adds to whoever has it, over their share of a
    full load; `before` is where everybody stands without any. In points times 60.

    `climbing` are the people (indexes) that a plan can make any difference to.
    """

    cost: Ints
    before: Ints
    climbing: tuple[int, ...]

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
        return cls(cost, before, tuple(np.flatnonzero(cost.any(axis=(1, 2))).tolist()))

    def reached(self, chosen: Iterable[Choice]) -> Ints:
        """Everybody's height with a choice, of shape (people,)."""
        found = self.before.copy()
        for at in chosen:
            found[at[0]] += self.cost[at]
        return found

    def levels(self, chosen: Iterable[Choice]) -> list[int]:
        """The heights of those who climb, the worst first."""
        reached = self.reached(chosen)
        return sorted((int(reached[person]) for person in self.climbing), reverse=True)

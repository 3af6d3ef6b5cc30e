"""What is minimised in one go, and what it comes to for a choice of shifts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model

Ints = NDArray[np.int64]
Choice = tuple[int, int, int]
"""(person, day, kind) indexes of a model: that person has that kind of shift on that day."""


@dataclass(frozen=True, eq=False)
class Objective:
    """The sum of `cost` over the chosen shifts (shape (people, days, kinds), None: nothing), plus `constant`,
    plus, with `cover`, what the lines of demand cost: `under` for each person too few in a cell, `over` for
    each above `least`. Whole numbers throughout, so that equal is equal."""

    cost: Ints | None = None
    cover: bool = False
    constant: int = 0

    def value(self, model: Model, chosen: Iterable[Choice]) -> int:
        """What a choice comes to."""
        picked = list(chosen)
        total = self.constant
        if self.cost is not None:
            total += sum(int(self.cost[at]) for at in picked)
        return total + (cover_cost(model, picked) if self.cover else 0)


def cover_cost(model: Model, chosen: Iterable[Choice]) -> int:
    """The weights of everybody too few and too many."""
    total = 0
    for line, there in zip(model.lines, levels(model, chosen), strict=True):
        short, long = np.maximum(line.least - there, 0), np.maximum(there - line.least, 0)
        total += int((short * line.under + long * line.over).sum())
    return total


def levels(model: Model, chosen: Iterable[Choice], lines: Sequence[Line] | None = None) -> list[Ints]:
    """How many are there in each cell of each line (None: all lines), with who is there anyway."""
    picked = np.array(list(chosen), np.int64).reshape(-1, 3)
    people, days, kinds = picked.T
    rows = model.options.row_of[people]
    found = []
    for line in model.lines if lines is None else lines:
        steps = np.zeros(line.cells + 1, np.int64)
        counts = line.people[people] & line.kinds[kinds]
        lo, hi = line.lo[rows, days, kinds][counts], line.hi[rows, days, kinds][counts]
        np.add.at(steps, lo, 1)
        np.add.at(steps, hi, -1)
        found.append(line.given + np.cumsum(steps[:-1]))
    return found

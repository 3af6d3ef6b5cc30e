"""What a plan must not get worse in while shifts are passed on: demand, costs that are held, pairs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.methods.fair.passing.stretches import Place, Stretch
from farflung.engine.rota.methods.linear.rows import Held
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, levels

Stretched = tuple[int, int, int, int]
"""The number of a line, its cells from one up to another, and by how many more people are there."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes with some shifts: who is there, and the value of everything held."""

    there: tuple[Stretched, ...]
    values: tuple[int, ...]


class Kept:
    """How many are there in every cell, and how much worse each thing held may yet get."""

    def __init__(self, model: Model, held: Held, chosen: Sequence[Choice]) -> None:
        self._there = [of.tolist() for of in levels(model, chosen)]
        self._costs = [None if of.cost is None else of.cost for of, _ in held]
        self._weighed = [of.cover for of, _ in held]
        self._spare = [most - of.value(model, chosen) for of, most in held]
        self._least = [line.least.tolist() for line in model.lines]
        self._most = [np.maximum(line.most, line.given).tolist() for line in model.lines]
        self._under = [line.under.tolist() for line in model.lines]
        self._over = [line.over.tolist() for line in model.lines]

    def lacking(self) -> list[Place]:
        """The cells in which there are too few."""
        return [
            (number, cell)
            for number, (there, least) in enumerate(zip(self._there, self._least, strict=True))
            for cell, (is_, should) in enumerate(zip(there, least, strict=True)) if is_ < should
        ]  # fmt: skip

    def change(
        self, off: Iterable[Choice], on: Iterable[Choice], stretches: dict[Choice, Stretch]
    ) -> Change | None:
        """What changes where some shifts go and others come; None where that is not allowed."""
        there = tuple(_stretched([stretches[of] for of in off], [stretches[of] for of in on]))
        if any(more > 0 and self._full(line, low, high, more) for line, low, high, more in there):
            return None
        cover = sum(self._dearer(*of) for of in there)
        values = tuple(
            cover * weighed + (0 if cost is None else _sum(cost, on) - _sum(cost, off))
            for cost, weighed in zip(self._costs, self._weighed, strict=True)
        )
        if any(value > spare for value, spare in zip(values, self._spare, strict=True)):
            return None
        return Change(there, values)

    def make(self, change: Change) -> None:
        """From now on it is so."""
        for line, low, high, more in change.there:
            there = self._there[line]
            for cell in range(low, high):
                there[cell] += more
        self._spare = [spare - value for spare, value in zip(self._spare, change.values, strict=True)]

    def _full(self, line: int, low: int, high: int, more: int) -> bool:
        there, most = self._there[line], self._most[line]
        return any(there[cell] + more > most[cell] for cell in range(low, high))

    def _dearer(self, line: int, low: int, high: int, more: int) -> int:
        """What so many more in some cells cost, or save."""
        there, least = self._there[line], self._least[line]
        under, over, found = self._under[line], self._over[line], 0
        for cell in range(low, high):
            before = there[cell] - least[cell]
            after = before + more
            found += after * over[cell] if after > 0 else -after * under[cell]
            found -= before * over[cell] if before > 0 else -before * under[cell]
        return found


def _sum(cost: np.ndarray[tuple[int, ...], np.dtype[np.int64]], shifts: Iterable[Choice]) -> int:
    return sum(int(cost[of]) for of in shifts)


def _stretched(off: Iterable[Stretch], on: Iterable[Stretch]) -> Iterator[Stretched]:
    """Stretches of cells in which others are there than before, and by how many more."""
    steps: dict[Place, int] = {}
    for stretches, sign in ((off, -1), (on, 1)):
        for begins, ends in stretches:
            for place in begins:
                steps[place] = steps.get(place, 0) + sign
            for place in ends:
                steps[place] = steps.get(place, 0) - sign
    more, last = 0, 0
    for (line, cell), step in sorted(of for of in steps.items() if of[1]):
        if more:
            yield line, last, cell, more
        more, last = more + step, cell

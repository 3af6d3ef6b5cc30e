"""Branch and price: the mixture is split until it is whole, so that nothing better can be left.

A branch says of one person and day that they work, do not, have one kind of shift or do not. Pricing obeys
it as it obeys what is open, so every branch has the exact bound of all its rotas.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.master import Prices
from farflung.engine.rota.methods.columns.ruling import Ruling, days_of
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
SPLIT = 1e-6


@dataclass(frozen=True, slots=True)
class Branch:
    """On that day that person has no shift (`kind` None, not `there`), one (`there`), a kind, or not it."""

    person: int
    day: int
    kind: int | None
    there: bool


@dataclass(eq=False)
class Tree:
    """The open nodes by bound, of which `bound` is that of the whole. `value` is the best known."""

    generation: Generation
    bound: float
    value: float
    take: Callable[[list[Column]], None]
    tell: Callable[[float], None]
    _open: list[tuple[float, int, tuple[Branch, ...]]] = field(default_factory=list)
    _made: int = 0

    def run(self, stop: Stop) -> bool:
        """Splits until nothing is left; whether that was reached in time. It goes on where it stopped."""
        while self._open and not stop.over():
            least, _, branches = heappop(self._open)
            if least > self.value - 1 + SPLIT:
                return True
            self.tell(least)
            if not self._node(least, branches, stop):
                self._put(least, branches)
        return not self._open

    def __post_init__(self) -> None:
        self._put(self.bound, ())

    def _put(self, bound: float, branches: tuple[Branch, ...]) -> None:
        self._made += 1
        if bound <= self.value - 1 + SPLIT:
            heappush(self._open, (bound, self._made, branches))

    def _node(self, least: float, branches: tuple[Branch, ...], stop: Stop) -> bool:
        """One node: its bound, and what it is split into. False where the time was too short."""
        self._obey(branches)
        effort = Effort(smooth=0.0)
        prices = self.generation.run(stop, effort, self.value - 1 + SPLIT, whole=False)
        self._obey(())
        if prices is None or not (self.generation.done or self.generation.local > self.value - 1 + SPLIT):
            return False
        bound = max(least, self.generation.local)
        if bound > self.value - 1 + SPLIT:
            return True
        split = self._split(prices)
        if split is None:
            self._whole(prices)
            return True
        for there in (True, False):
            self._put(bound, (*branches, Branch(*split, there)))
        return True

    def _obey(self, branches: tuple[Branch, ...]) -> None:
        """Shuts what branches rule out, to pricing and among the columns that are there."""
        pricer, master = self.generation.pricer, self.generation.master
        pricer.ruling = Ruling(np.zeros(pricer.base.shape, bool), pricer.crews.must.copy())
        for branch in branches:
            pricer.ruling.rule(branch.person, branch.day, branch.kind, branch.there)
        master.only(pricer.ruling.obeyed(master.listed))

    def _split(self, prices: Prices) -> tuple[int, int, int | None] | None:
        """The most undecided day of somebody: at work or not, then which kind; None where all is whole."""
        days = days_of(self.generation.master.listed, prices.share, self.generation.pricer.base.shape)
        works = days.sum(axis=2)
        person, day = np.unravel_index(np.argmax(_undecided(works)), works.shape)
        if _undecided(works)[person, day] > SPLIT:
            return int(person), int(day), None
        person, day, kind = np.unravel_index(np.argmax(_undecided(days)), days.shape)
        return (int(person), int(day), int(kind)) if _undecided(days)[person, day, kind] > SPLIT else None

    def _whole(self, prices: Prices) -> None:
        """A choice: the node's value is its bound."""
        columns = self.generation.master.columns
        best: dict[int, tuple[float, Column]] = {}
        for number in np.flatnonzero(prices.share > SPLIT):
            column, share = columns[number], float(prices.share[number])
            if share > best.get(column.person, (0.0, column))[0]:
                best[column.person] = (share, column)
        if prices.value < self.value - SPLIT:
            self.value = prices.value
            self.take([column for _, column in best.values()])


def _undecided(share: Floats) -> Floats:
    return np.minimum(share, 1.0 - share)

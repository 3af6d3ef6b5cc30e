"""Column generation: prices and the programme in turn, until no rota of anybody would better the mixture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.master import Master, Prices
from farflung.engine.rota.methods.columns.pricing import TINY, Pricer
from farflung.engine.rota.model.limits import Total
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
Tell = Callable[[float, float], None]


def unheard(_value: float, _bound: float) -> None:
    """Tells nobody of a value and a bound."""


@dataclass(frozen=True, slots=True)
class Effort:
    """`rounds` of pricing at most, `each` columns of a person in a round, and how far prices lean on those of
    the best bound so far (`smooth`), which keeps them from swinging."""

    rounds: int = 10_000
    each: int = 3
    smooth: float = 0.7


@dataclass(eq=False)
class Generation:
    """One programme and its pricing. `bound` is the best so far; `done` says that its value is the bound."""

    master: Master
    pricer: Pricer
    keys: set[tuple[int, bytes]] = field(default_factory=set)
    bound: float = -np.inf
    local: float = -np.inf
    center: Floats | None = None
    prices: Prices | None = None
    done: bool = False

    def add(self, columns: Sequence[Column]) -> int:
        """Columns that are not there yet; how many those were."""
        new = []
        for column in columns:
            if column.key not in self.keys:
                self.keys.add(column.key)
                new.append(column)
        self.master.add(new)
        return len(new)

    def run(
        self, stop: Stop, effort: Effort, enough: float = np.inf, tell: Tell = unheard, whole: bool = True
    ) -> Prices | None:
        """Goes on until nothing betters the mixture, the bound is above `enough`, or the rounds are over.

        `local` is the bound under what is ruled now; without `whole` it is not that of the programme.
        """
        self.local, self.done = -np.inf, False
        for _ in range(effort.rounds):
            prices = None if stop.over() else self.master.solve(stop.left())
            if prices is None:
                return None
            self.prices = prices
            self.done = not self._price(prices, effort, whole)
            tell(prices.value, self.local)
            if self.done or self.local > enough:
                break
        return self.prices

    def _price(self, prices: Prices, effort: Effort, whole: bool) -> int:
        """One round: at smoothed prices, then at the true ones where that gave nothing."""
        people = self.master.people
        true = np.concatenate([prices.cells, prices.caps])
        lean = effort.smooth if self.center is not None and whole else 0.0
        for smooth in (lean, 0.0) if lean else (0.0,):
            at = true if self.center is None else smooth * self.center + (1 - smooth) * true
            cells, caps = at[: len(prices.cells)], at[len(prices.cells) :]
            costs = self.pricer.costs(cells, self._named(caps))
            below = np.full(len(people), np.inf) if smooth else prices.people
            found = self.pricer.cheapest(people, costs, below, effort.each)
            self._bounded(self.master.bound(cells, caps, float(found.best.sum())), at, whole)
            limits = self._price_of([column.person for column in found.columns], prices) - TINY
            better = [
                column for column, limit in zip(found.columns, limits, strict=True)
                if not smooth or self._reduced(column, prices.cells, prices.caps) < limit
            ]  # fmt: skip
            if added := self.add(better):
                return added
        return 0

    def _price_of(self, people: Sequence[int], prices: Prices) -> Floats:
        """What the programme pays for a column of each."""
        return prices.people[[self.master.number[person] for person in people]]

    def _named(self, caps: Floats) -> Iterator[tuple[int, Total, float]]:
        for (person, limit), price in zip(self.master.caps, caps, strict=True):
            yield person, limit, float(price)

    def _reduced(self, column: Column, cells: Floats, caps: Floats) -> float:
        """What a column costs at prices of cells and caps."""
        own = caps[self.master.caps_of(column.person)]
        return column.cost - float(cells[column.cells].sum()) - float(own @ np.asarray(column.used, float))

    def _bounded(self, bound: float, at: Floats, whole: bool) -> None:
        self.local = max(self.local, bound)
        if whole and (bound > self.bound or self.center is None):
            self.bound, self.center = max(bound, self.bound), at

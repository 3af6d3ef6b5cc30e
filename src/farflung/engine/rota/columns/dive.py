"""Diving: from a mixture to whole rotas, taking one column after another and pricing anew after each."""

from dataclasses import dataclass, field

import numpy as np

from farflung.engine.rota.columns.column import Column
from farflung.engine.rota.columns.generation import Effort, Generation
from farflung.engine.rota.columns.master import Prices
from farflung.engine.rota.stop import Stop

WHOLE = 1 - 1e-6
SURE = 0.999


@dataclass(eq=False)
class Dive:
    """A dive in one programme for a choice of value at most `limit`, turning back at most `turns` times."""

    generation: Generation
    limit: float
    random: np.random.Generator
    turns: int = 10
    rounds: int = 6
    each: int = 2
    fixed: dict[int, Column] = field(default_factory=dict)
    taken: list[list[int]] = field(default_factory=list)
    barred: list[int] = field(default_factory=list)

    def run(self, stop: Stop) -> list[Column] | None:
        """The columns of a choice within the limit; None where none was found."""
        while not stop.over():
            prices = self.generation.run(stop, self._effort(), self.fixed, self.limit)
            if prices is None:
                return None
            hopeless = self.generation.local > self.limit or prices.value > self.limit + 1e-6
            if not hopeless and (found := self._whole(prices)):
                return found
            if hopeless:
                if not self._back():
                    return None
            else:
                self._take(prices)
        return None

    def _effort(self) -> Effort:
        return Effort(rounds=self.rounds, each=self.each, smooth=0.0)

    def _whole(self, prices: Prices) -> list[Column] | None:
        chosen = np.flatnonzero(prices.share > WHOLE)
        columns = self.generation.master.columns
        people = self.generation.master.people
        return [columns[n] for n in chosen] if len(chosen) == len(people) else None

    def _take(self, prices: Prices) -> None:
        """Takes what is sure, or else the column of which most is taken, with some chance."""
        columns = self.generation.master.columns
        free = [int(n) for n in np.flatnonzero(prices.share > 1e-6) if columns[n].person not in self.fixed]
        sure = [n for n in free if prices.share[n] > SURE]
        if not sure or len(sure) == len(free):
            score = [prices.share[n] + 0.15 * self.random.random() for n in free]
            sure = [free[int(np.argmax(score))]]
        for number in sure:
            self.generation.master.limit(number, 1.0, np.inf)
            self.fixed[columns[number].person] = columns[number]
        self.taken.append(sure)

    def _back(self) -> bool:
        """Undoes the last step, leaving its column out; whether there is one to undo, and turns left."""
        if not self.taken or not self.turns:
            return False
        self.turns -= 1
        undone = self.taken.pop()
        for number in undone:
            self.generation.master.limit(number, 0.0, np.inf)
            del self.fixed[self.generation.master.columns[number].person]
        if len(undone) == 1:
            self.generation.master.limit(undone[0], 0.0, 0.0)
            self.barred.append(undone[0])
        return True

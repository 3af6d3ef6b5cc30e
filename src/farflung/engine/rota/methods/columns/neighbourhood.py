"""Large neighbourhoods: some people's rotas anew, exactly priced, while all others keep theirs.

The bound of the small programme says at once where nothing better is to be had, so that the search spends
its time elsewhere; sizes grow where that happens and shrink where it cannot be decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.dive import Dive
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.kinds import Kinds
from farflung.engine.rota.methods.columns.master import Master
from farflung.engine.rota.methods.columns.pricing import Pricer
from farflung.engine.rota.methods.columns.search import Found, Roster, legal
from farflung.engine.rota.stop import Stop, Within

Floats = NDArray[np.float64]
VAIN = 8
"""After so many steps in vain it is time for something else."""

KNOWN = 20
"""So many known columns of each person a neighbourhood begins with."""


@dataclass(eq=False)
class Pool:
    """Columns of each person that are known, with what they cost at the prices of the best bound."""

    pricer: Pricer
    cells: Floats
    columns: list[list[tuple[float, int, Column]]]
    _keys: set[tuple[int, bytes]] = field(default_factory=set)
    _count: int = 0

    def add(self, columns: Sequence[Column]) -> None:
        """More columns, where they keep all limits."""
        for column in columns:
            if column.key in self._keys or not legal(self.pricer.crews.loose[column.person], column):
                continue
            self._keys.add(column.key)
            self._count += 1
            self.columns[column.person].append((self.reduced(column), self._count, column))
        for person in {column.person for column in columns}:
            self.columns[person].sort()

    def best(self, person: int) -> list[Column]:
        """Those that look best."""
        return [column for _, _, column in self.columns[person][:KNOWN]]

    def reduced(self, column: Column) -> float:
        """What a column costs at the prices."""
        return column.cost - float(self.cells[column.cells].sum())

    def regret(self, column: Column) -> float:
        """How much more that is than the person's best."""
        known = self.columns[column.person]
        return max(0.0, self.reduced(column) - known[0][0]) if known else 0.0


@dataclass(eq=False)
class Neighbourhoods:
    """Betters a roster, some people at a time. `size` is how many, and adapts."""

    pricer: Pricer
    roster: Roster
    pool: Pool
    random: np.random.Generator
    kinds: Kinds
    size: float = 5.0
    seconds: float = 15.0
    in_vain: int = 0

    @property
    def exhausted(self) -> bool:
        """Whether everybody at once was tried in vain, again and again."""
        return self.size >= len(self.roster.columns) and self.in_vain >= VAIN

    def step(self, stop: Stop) -> Found:
        """One neighbourhood."""
        count = len(self.roster.columns)
        size = int(min(count, max(2, round(self.size * self.random.uniform(0.7, 1.3)))))
        people = self._picked(size)
        found = self._solved(people, Within.of(stop, self.seconds))
        if found is Found.NOTHING and size >= self.size * 0.9:
            self.size = min(self.size * 1.05, float(count))
        elif found is Found.UNDECIDED and size < count:
            self.size = max(2.0, self.size * 0.97)
        self.in_vain = 0 if found is Found.BETTER else self.in_vain + 1
        return found

    def _picked(self, size: int) -> list[int]:
        """People at random, or rather those whose rota is far from what prices would choose."""
        count = len(self.roster.columns)
        if self.random.random() < 0.5:
            return [int(one) for one in self.random.permutation(count)[:size]]
        regret = np.array([self.pool.regret(column) for column in self.roster.columns])
        weight = regret + 0.3 * regret.mean() + 1e-3
        return [int(one) for one in self.random.choice(count, size, replace=False, p=weight / weight.sum())]

    def _solved(self, people: list[int], stop: Stop) -> Found:
        crews, roster = self.pricer.crews, self.roster
        fixed = sum(c.cost for c in roster.columns) - sum(roster.columns[p].cost for p in people)
        limit = roster.value - 1 - fixed + 1e-6
        master = Master(crews.cover, people, crews.loose, roster.without(people), roster.dear)
        generation = Generation(master, self.pricer)
        generation.add([roster.columns[p] for p in people] + [c for p in people for c in self.pool.best(p)])
        if generation.run(stop, Effort(), limit) is None:
            return Found.UNDECIDED
        if generation.local > limit:
            return Found.NOTHING
        chosen = Dive(generation, limit, self.random, share=0.08, rounds=3, kinds=self.kinds.anew).run(stop)
        if chosen is None:
            return Found.UNDECIDED
        roster.put(chosen)
        self.pool.add(chosen)
        return Found.BETTER

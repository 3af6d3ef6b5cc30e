"""Windows of time: some weeks of some people anew, exactly priced, while all else stays as it is.

Rotas of half a year and more are too long to be priced whole again and again. What somebody has before and
after a window is a beginning and an end that their walk through it must fit, with all that has added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.columns.column import Column
from farflung.engine.rota.columns.dive import Dive
from farflung.engine.rota.columns.generation import Effort, Generation
from farflung.engine.rota.columns.master import Master
from farflung.engine.rota.columns.pricing import Pricer
from farflung.engine.rota.columns.ruling import Ruling
from farflung.engine.rota.columns.search import Roster
from farflung.engine.rota.limits import Total
from farflung.engine.rota.stop import Stop, Within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORK = 1_200
"""A window is so many days of one person large, all its people together."""

WEEKS = (21, 28, 35, 42)
SECONDS = 60.0


@dataclass(eq=False)
class Windows:
    """Betters a long roster. `cells` has the prices of each cell in the last window that met it."""

    pricer: Pricer
    roster: Roster
    random: np.random.Generator
    cells: Floats = field(init=False)
    times: int = 0
    _next: int = 0

    @property
    def around(self) -> int:
        """How often all was gone through, where that has just happened; else nought."""
        return self.times if self._next == 0 else 0

    def __post_init__(self) -> None:
        self.cells = np.zeros(self.roster.cover.cells)

    def step(self, stop: Stop) -> bool:
        """One window, a little later than the one before; whether it bettered anything."""
        days = self.pricer.base.shape[1]
        length = int(min(days, self.random.choice(WEEKS)))
        first = self._next
        last = min(days, first + length)
        self._next = 0 if last == days else first + length // 2
        self.times += last == days
        count = len(self.roster.columns)
        people = self.random.permutation(count)[: max(2, WORK // length)].tolist()
        return self._solved(people, first, last, Within.of(stop, SECONDS))

    def _solved(self, people: Sequence[int], first: int, last: int, stop: Stop) -> bool:
        crews, ruling = self.pricer.crews, self.pricer.ruling
        crews.view = crews.look(first, last, [self.roster.columns[person] for person in people])
        if crews.view is None:
            return False
        inside = np.zeros(ruling.must.shape, bool)
        inside[:, first:last] = True
        self.pricer.ruling = Ruling(ruling.shut, ruling.must & inside)
        try:
            return self._within(people, first, last, stop)
        finally:
            crews.view, self.pricer.ruling = None, ruling

    def _within(self, people: Sequence[int], first: int, last: int, stop: Stop) -> bool:
        crews, roster, days = self.pricer.crews, self.roster, slice(first, last)
        now = [self._part(roster.columns[person], days) for person in people]
        levels = roster.levels - sum(
            (np.bincount(part.cells, minlength=len(roster.levels)) for part in now),
            np.zeros_like(roster.levels),
        )
        loose = list(crews.loose)
        for part in now:
            whole = roster.columns[part.person]
            loose[part.person] = self._left(whole, part)
        rows = {crews.model.row(person) for person in people}
        at = crews.cover.within(rows, first, last)
        generation = Generation(Master(crews.cover, people, loose, levels, roster.dear, at), self.pricer)
        generation.add(now)
        idle = roster.value - sum(part.cost for part in now) - self._cost(at)
        limit = roster.value - 1 + 1e-6 - idle
        prices = generation.run(stop, Effort(each=1), limit)
        if prices is None:
            return False
        self.cells[at] = prices.cells[at]
        if generation.local > limit:
            return False
        chosen = Dive(generation, limit, self.random, each=1, share=0.15).run(stop)
        if chosen is None:
            return False
        roster.put([self._joined(part, days) for part in chosen])
        return True

    def _cost(self, at: Ints) -> float:
        """What the cells cost that a window can change."""
        cover, levels = self.roster.cover, self.roster.levels
        short, long = np.maximum(cover.need - levels, 0)[at], np.maximum(levels - cover.need, 0)[at]
        excess = np.maximum(levels - cover.need - cover.room, 0)[at].sum()
        return float(short @ cover.under[at] + long @ cover.over[at] + self.roster.dear * excess)

    def _part(self, column: Column, days: slice) -> Column:
        """What lies in the window."""
        word = np.full_like(column.word, -1)
        word[days] = column.word[days]
        return self.pricer.crews.column(column.person, word, self.pricer.base)

    def _joined(self, part: Column, days: slice) -> Column:
        """The whole rota with the window as it is to be."""
        word = self.roster.columns[part.person].word.copy()
        word[days] = part.word[days]
        return self.pricer.crews.column(part.person, word, self.pricer.base)

    def _left(self, whole: Column, part: Column) -> tuple[Total, ...]:
        """The limits that graphs do not hold, less what lies out of the window."""
        found = []
        limits = self.pricer.crews.loose[whole.person]
        for limit, used, inside in zip(limits, whole.used, part.used, strict=True):
            most = None if limit.most is None else limit.most - used + inside
            least = None if limit.least is None else limit.least - used + inside
            found.append(replace(limit, most=most, least=least))
        return tuple(found)


def bound_at(pricer: Pricer, cells: Floats, people: Sequence[int], dear: float) -> float:
    """What no choice is below, by the prices that windows found: one pricing of everybody's whole rota."""
    crews = pricer.crews
    none = np.zeros(crews.cover.cells, np.int64)
    master = Master(crews.cover, people, [()] * len(crews.loose), none, dear)
    best = pricer.cheapest(people, pricer.costs(cells), np.full(len(people), -np.inf), 1).best
    return master.bound(cells, np.zeros(0), float(best.sum()))

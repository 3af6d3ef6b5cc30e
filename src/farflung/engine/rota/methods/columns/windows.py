"""Windows of time: some weeks of some people anew, exactly priced, while all else stays as it is.

Rotas of half a year and more are too long to be priced whole again and again. What somebody has before and
after a window is a beginning and an end that their walk through it must fit, with all that has added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.dive import Dive
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.master import Master
from farflung.engine.rota.methods.columns.pricing import Pricer
from farflung.engine.rota.methods.columns.ruling import Ruling
from farflung.engine.rota.methods.columns.search import Found, Roster
from farflung.engine.rota.model.limits import Total
from farflung.engine.rota.stop import Stop, Within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORK = 1_200
"""A window is at most so many days of one person large, all its people together."""

WEEKS = (21, 28, 35, 42)
SHORT = (10, 14, 21)
SECONDS = 40.0


@dataclass(eq=False)
class Windows:
    """Betters a long roster. `cells` has the prices of each cell in the last window that met it."""

    pricer: Pricer
    roster: Roster
    random: np.random.Generator
    cells: Floats = field(init=False)
    size: float = 300.0
    times: int = 0
    _next: int = 0

    @property
    def around(self) -> int:
        """How often all was gone through, where that has just happened; else nought."""
        return self.times if self._next == 0 else 0

    def __post_init__(self) -> None:
        self.cells = np.zeros(self.roster.cover.cells)

    def somewhere(self, stop: Stop) -> Found:
        """One window of two or three weeks around a day that costs much."""
        days = self.pricer.base.shape[1]
        length = int(min(days, self.random.choice(SHORT)))
        first = int(np.clip(self._bad_day() - self.random.integers(length), 0, days - length))
        count = len(self.roster.columns)
        people = self.random.permutation(count)[: max(2, int(self.size / length))].tolist()
        found = self._solved(people, first, first + length, Within.of(stop, SECONDS / 3))
        factor = {Found.NOTHING: 1.05, Found.UNDECIDED: 0.97}.get(found, 1.0)
        self.size = float(np.clip(self.size * factor, 2 * length, count * length))
        return found

    def _bad_day(self) -> int:
        """A day, rather one on which cover costs something."""
        cover, days = self.roster.cover, self.pricer.base.shape[1]
        weight = np.bincount(cover.days, cover.costs(self.roster.levels), minlength=days) + 1e-3
        weight += weight.mean() / 2
        return int(self.random.choice(days, p=weight / weight.sum()))

    def step(self, stop: Stop) -> bool:
        """One window, a little later than the one before; whether it bettered anything."""
        days = self.pricer.base.shape[1]
        length = int(min(days, self.random.choice(WEEKS)))
        first = self._next
        last = min(days, first + length)
        self._next = 0 if last == days else first + length // 2
        self.times += last == days
        count = len(self.roster.columns)
        people = self.random.permutation(count)[: max(2, int(self.size / length))].tolist()
        found = self._solved(people, first, last, Within.of(stop, SECONDS))
        self.size = (
            min(self.size * 1.2, WORK) if found is not Found.UNDECIDED else max(100.0, self.size * 0.7)
        )
        return found is Found.BETTER

    def _solved(self, people: Sequence[int], first: int, last: int, stop: Stop) -> Found:
        crews, ruling = self.pricer.crews, self.pricer.ruling
        crews.view = crews.look(first, last, [self.roster.columns[person] for person in people])
        if crews.view is None:
            return Found.UNDECIDED
        inside = np.zeros(ruling.must.shape, bool)
        inside[:, first:last] = True
        self.pricer.ruling = Ruling(ruling.shut, ruling.must & inside)
        try:
            return self._within(people, first, last, stop)
        finally:
            crews.view, self.pricer.ruling = None, ruling

    def _within(self, people: Sequence[int], first: int, last: int, stop: Stop) -> Found:
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
            return Found.UNDECIDED
        self.cells[at] = prices.cells[at]
        if generation.local > limit:
            return Found.NOTHING
        chosen = Dive(generation, limit, self.random, each=1, share=0.12).run(stop)
        if chosen is None:
            return Found.UNDECIDED
        roster.put([self._joined(part, days) for part in chosen])
        return Found.BETTER

    def _cost(self, at: Ints) -> float:
        """What the cells cost that a window can change."""
        cover, levels = self.roster.cover, self.roster.levels
        excess = np.maximum(levels - cover.need - cover.room, 0)[at].sum()
        return float(cover.costs(levels)[at].sum() + self.roster.dear * excess)

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

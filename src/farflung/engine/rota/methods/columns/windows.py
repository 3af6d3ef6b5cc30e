"""Windows of time: some weeks of some people anew, exactly priced, while all else stays as it is.

Rotas of half a year and more are too long to be priced whole again and again. What somebody has before and
after a window is a beginning and an end that their walk through it must fit, with all that has added up. Four
weeks after four weeks are soon as good as they can be, each for itself; what is left is to be had only where
minutes and weekends of one season are given up for another. So later a window is several stretches at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.dive import Dive
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.kinds import Kinds
from farflung.engine.rota.methods.columns.master import Master
from farflung.engine.rota.methods.columns.pricing import Pricer
from farflung.engine.rota.methods.columns.ruling import Ruling
from farflung.engine.rota.methods.columns.search import Found, Roster
from farflung.engine.rota.model.limits import Total
from farflung.engine.rota.stop import Stop, Within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEKS = 28
"""Days of a window, the first time."""

LENGTHS = (21, 28, 42, 63)
PARTS = 4
"""Days that are free together afterwards, in up to so many stretches."""

GROWN, SHRUNK = 1.1, 0.8
SHORT = (10, 14, 21)
SECONDS = 40.0


@dataclass(eq=False)
class Windows:
    """Betters a roster, `size` days of somebody at once, which adapts. All was gone through `times` times."""

    pricer: Pricer
    roster: Roster
    random: np.random.Generator
    kinds: Kinds
    size: float = 600.0
    times: int = 0
    _next: int = 0

    def somewhere(self, stop: Stop) -> Found:
        """One window of two or three weeks around a day that costs much."""
        days = self.pricer.base.shape[1]
        length = int(min(days, self.random.choice(SHORT)))
        first = int(np.clip(self._bad_day() - self.random.integers(length), 0, days - length))
        count = len(self.roster.columns)
        people = self.random.permutation(count)[: max(2, int(self.size / length))].tolist()
        found = self._solved(people, np.arange(first, first + length), Within.of(stop, SECONDS / 3))
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
        """Once through all the time, window after window; then some stretches at once; whether it bettered
        anything."""
        days, count = self.pricer.base.shape[1], len(self.roster.columns)
        free = self._scattered() if self.times else self._following()
        people = self.random.permutation(count)[: max(2, int(self.size / len(free)))].tolist()
        found = self._solved(people, free, Within.of(stop, SECONDS))
        factor = {Found.NOTHING: GROWN, Found.UNDECIDED: SHRUNK}.get(found, 1.0 if self.times else GROWN)
        self.size = float(np.clip(self.size * factor, 100.0, count * days))
        return found is Found.BETTER

    def _following(self) -> Ints:
        """The days of the next window."""
        days = self.pricer.base.shape[1]
        first, last = self._next, min(days, self._next + WEEKS)
        self._next = 0 if last == days else first + WEEKS // 2
        self.times += last == days
        return np.arange(first, last)

    def _scattered(self) -> Ints:
        """The days of some stretches: minutes or weekends given up in one may be taken in another."""
        days = self.pricer.base.shape[1]
        length, parts = int(self.random.choice(LENGTHS)), int(self.random.integers(1, PARTS + 1))
        long = length // parts
        firsts = [self._bad_day() - int(self.random.integers(long)) for _ in range(parts)]
        return np.unique([day for first in firsts for day in range(max(0, first), min(days, first + long))])

    def _solved(self, people: Sequence[int], days: Ints, stop: Stop) -> Found:
        crews, ruling = self.pricer.crews, self.pricer.ruling
        crews.view = crews.look(days, [self.roster.columns[person] for person in people])
        if crews.view is None:
            return Found.UNDECIDED
        inside = np.zeros(ruling.must.shape, bool)
        inside[:, days] = True
        self.pricer.ruling = Ruling(ruling.shut, ruling.must & inside)
        try:
            return self._within(people, days, stop)
        finally:
            crews.view, self.pricer.ruling = None, ruling

    def _within(self, people: Sequence[int], days: Ints, stop: Stop) -> Found:
        crews, roster = self.pricer.crews, self.roster
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
        at = crews.cover.within(rows, days)
        generation = Generation(Master(crews.cover, people, loose, levels, roster.dear, at), self.pricer)
        generation.add(now)
        idle = roster.value - sum(part.cost for part in now) - self._cost(at)
        limit = roster.value - 1 + 1e-6 - idle
        if generation.run(stop, Effort(each=1), limit) is None:
            return Found.UNDECIDED
        if generation.local > limit:
            return Found.NOTHING
        kinds = partial(self.kinds.anew, days=days)
        chosen = Dive(generation, limit, self.random, each=1, share=0.12, kinds=kinds).run(stop)
        if chosen is None:
            return Found.UNDECIDED
        roster.put([self._joined(part, days) for part in chosen])
        return Found.BETTER

    def _cost(self, at: Ints) -> float:
        """What the cells cost that a window can change."""
        cover, levels = self.roster.cover, self.roster.levels
        excess = np.maximum(levels - cover.need - cover.room, 0)[at].sum()
        return float(cover.costs(levels)[at].sum() + self.roster.dear * excess)

    def _part(self, column: Column, days: Ints) -> Column:
        """What lies in the window."""
        word = np.full_like(column.word, -1)
        word[days] = column.word[days]
        return self.pricer.crews.column(column.person, word, self.pricer.base)

    def _joined(self, part: Column, days: Ints) -> Column:
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

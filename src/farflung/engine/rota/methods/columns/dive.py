"""Diving: from a mixture to whole rotas, deciding day after day and pricing anew after each step.

First who works on which day, then on what: a day at work leaves more open than a whole rota does, so what
does not fit is spread over everybody and not left to whoever comes last. What is left when all days are
decided is solved at once (`kinds`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.master import Prices
from farflung.engine.rota.methods.columns.ruling import Ruling, days_of
from farflung.engine.rota.stop import Stop, Within

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
SPLIT = 1e-5
NOISE = 0.05
PATIENCE = 5
HURRY = 5
"""So often what a step decides is doubled, evenly over the time: a dive that does not end was for nothing."""

SLIP = 0.02
"""Where a step costs more than that part of what is left up to the limit, it is priced again: a mixture that
only seems dear decides what is dear indeed."""

Finish = Callable[[Sequence[int], Bools, Stop], list[Column] | None]
"""Better rotas of people who work on no other days than those, of shape (people of the model, days)."""

KINDS = 0.5
"""What part of the time that is left the kinds of all at once may take."""


@dataclass(eq=False)
class Dive:
    """A dive in one programme for a choice of value at most `limit`, turning back at most `turns` times.

    Each step decides a `share` of what is open, more when time is short, and prices `rounds` times, `each`
    columns of a person. Once it is known who works when, `kinds` may know on what.
    """

    generation: Generation
    limit: float
    random: np.random.Generator
    turns: int = 4
    share: float = 0.05
    rounds: int = 2
    each: int = 2
    kinds: Finish | None = None

    def run(self, stop: Stop) -> list[Column] | None:
        """The columns of a choice within the limit; None where none was found."""
        pricer, before = self.generation.pricer, self.generation.pricer.ruling
        pricer.ruling = before.copy()
        try:
            return self._down(stop)
        finally:
            pricer.ruling = before
            self.generation.master.only(before.obeyed(self.generation.master.listed))

    def _down(self, stop: Stop) -> list[Column] | None:
        whole = stop.left() or 1.0
        prices, share = self._priced(stop, self.limit), self.share
        while prices is not None:
            days = days_of(self.generation.master.listed, prices.share, self.generation.pricer.base.shape)
            picked = self._picked(days, share)
            if picked is None:
                return self._whole(prices)
            found = self._finished(days.sum(axis=2), stop)
            if found is not None:
                return found
            near = prices.value + SLIP * (self.limit - prices.value)
            hurried = 2.0 ** int(HURRY * (1 - stop.left() / whole))
            prices, fine = self._decided(picked, near, stop)
            share = self.share * hurried if fine else 0.0
        return None

    def _decided(self, picked: "_Picked", near: float, stop: Stop) -> tuple[Prices | None, bool]:
        """The mixture after a decision, priced until it is `near` where it can be, and whether the decision
        stands: one that nothing is left after is taken back, as long as less can be decided at a time, or
        turned."""
        pricer = self.generation.pricer
        ruling = pricer.ruling
        pricer.ruling = picked.ruled(ruling)
        prices = self._priced(stop, near)
        if prices is None and picked.count > 1 and not stop.over():
            pricer.ruling = ruling
            return self._priced(stop, self.limit), False
        if prices is None and self.turns and not stop.over():
            self.turns -= 1
            pricer.ruling = picked.turned().ruled(ruling)
            prices = self._priced(stop, self.limit)
        return prices, True

    def _finished(self, works: Floats, stop: Stop) -> list[Column] | None:
        """The kinds of all at once, the first time that nobody's days are open any more."""
        if self.kinds is None or ((works > SPLIT) & (works < 1 - SPLIT)).any():
            return None
        kinds, self.kinds = self.kinds, None
        return kinds(self.generation.master.people, works > SPLIT, Within.of(stop, KINDS * stop.left()))

    def _priced(self, stop: Stop, near: float) -> Prices | None:
        """The mixture under what is decided, at most `near` where some patience comes to that; None where it
        is above the limit."""
        generation = self.generation
        generation.master.only(generation.pricer.ruling.obeyed(generation.master.listed))
        prices = None
        for _ in range(PATIENCE):
            effort = Effort(rounds=self.rounds, each=self.each, smooth=0.0)
            prices = generation.run(stop, effort, self.limit, whole=False)
            if prices is None or generation.local > self.limit:
                return None
            if prices.value <= near or generation.done:
                break
        return prices if prices is not None and prices.value <= self.limit else None

    def _picked(self, days: Floats, share: float) -> "_Picked | None":
        """What to decide next: whether somebody works on a day, and where that is known, on what."""
        works = days.sum(axis=2)
        open_ = (works > SPLIT) & (works < 1 - SPLIT)
        if open_.any():
            sure = np.abs(works - 0.5) + NOISE * self.random.random(works.shape)
            at = _surest(np.where(open_, sure, -1.0), int(share * open_.sum()))
            return _Picked(at, works[at] > 0.5)
        open_ = (days > SPLIT) & (days < 1 - SPLIT)
        if not open_.any():
            return None
        sure = np.where(open_, days + NOISE * self.random.random(days.shape), -1.0)
        at = _surest(sure, int(share * open_.sum()))
        likely = days[at] >= 0.5
        at = tuple(of[likely] for of in at) if likely.any() else tuple(of[:1] for of in at)
        return _Picked(at, np.ones(len(at[0]), bool))

    def _whole(self, prices: Prices) -> list[Column]:
        columns = self.generation.master.columns
        best: dict[int, tuple[float, Column]] = {}
        for number in np.flatnonzero(prices.share > SPLIT):
            column, share = columns[number], float(prices.share[number])
            if share > best.get(column.person, (0.0, column))[0]:
                best[column.person] = (share, column)
        return [column for _, column in best.values()]


@dataclass(frozen=True, eq=False)
class _Picked:
    """Days (people, days) or shifts (people, days, kinds), by indexes, and whether they are to be."""

    at: tuple[NDArray[np.int64], ...]
    there: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.there)

    def turned(self) -> "_Picked":
        """The opposite."""
        return _Picked(self.at, ~self.there)

    def ruled(self, ruling: Ruling) -> Ruling:
        """A ruling with these besides."""
        found = ruling.copy()
        for number, there in enumerate(self.there.tolist()):
            person, day, *kind = (int(of[number]) for of in self.at)
            found.rule(person, day, kind[0] if kind else None, there)
        return found


def _surest(sure: Floats, count: int) -> tuple[NDArray[np.int64], ...]:
    """The indexes of the greatest, one at least."""
    order = np.argsort(-sure, axis=None, kind="stable")[: max(1, count)]
    return np.unravel_index(order, sure.shape)

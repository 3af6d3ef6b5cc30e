"""What has added up so far as one whole number: minutes, weekends, shifts of a kind."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import Sum

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
MOST = 2**62


class TooManyStatesError(Exception):
    """A day has more states than pricing is worth: some limits must be held by the programme instead."""


@dataclass(frozen=True, slots=True)
class Band:
    """After each day a sum is between `low` and `high`, both of shape (days,). Below `low` it counts as `low`
    where nothing asks for a least, so what keeps the band keeps the limit; not all that keeps the limit keeps
    the band."""

    low: Ints
    high: Ints


class Coder:
    """Values of the sums in one code each, with a place of its own; sums whose days do not meet share one.

    With `bands`, one for each sum or None, only rotas near them are walked.
    """

    def __init__(self, sums: Sequence[Sum], days: int, bands: Sequence[Band | None] | None = None) -> None:
        self.sums, self.final = sums, days - 1  # rotas of different sums end apart: each is worth having
        self.bands = bands or [None] * len(sums)
        sizes: list[int] = []
        over: list[int] = []
        self.place = np.zeros(len(sums), np.int64)
        for number in sorted(range(len(sums)), key=lambda n: sums[n].first):
            of = sums[number]
            at = next((n for n, last in enumerate(over) if last < of.first), len(sizes))
            if at == len(sizes):
                sizes.append(1)
                over.append(of.last)
            sizes[at], over[at] = max(sizes[at], of.size), of.last
            self.place[number] = at
        radix = np.cumprod([1, *sizes], dtype=object)
        if radix[-1] > MOST:
            raise TooManyStatesError
        self.whole, self._sizes, self._radix = int(radix[-1]), sizes, [int(unit) for unit in radix]

    def code(self, sums: Ints) -> int:
        """The one code of some sums, counted no further than it matters; those that are over have nothing."""
        return sum(
            min(int(value), of.size - 1) * self._radix[at]
            for value, of, at in zip(sums, self.sums, self.place.tolist(), strict=True)
        )

    def after(
        self, codes: Ints, adds: Ints, days: tuple[int, int], low: Ints, high: Ints
    ) -> tuple[Ints, Bools]:
        """The codes after the days from one up to another on which each adds `adds`, of shape (codes, sums),
        and which can still end within all limits if from `low` to `high`, shaped alike, is yet to come."""
        first, last = days
        new, fine = np.zeros_like(codes), np.ones(len(codes), bool)
        for number, of in enumerate(self.sums):
            if of.first >= last or of.last < first:
                continue
            at = int(self.place[number])
            value = (codes // self._radix[at]) % self._sizes[at] if of.first < first else 0
            then = self._banded(number, last - 1, value + adds[:, number], fine)
            if of.most is not None:
                fine &= then + low[:, number] <= of.most
            else:
                then = np.minimum(then, of.size - 1)
            if of.least is not None:
                fine &= then + high[:, number] >= of.least
            if of.last >= last or of.last == self.final:
                new += then * self._radix[at]
        return new, fine

    def _banded(self, number: int, day: int, then: Ints, fine: Bools) -> Ints:
        """A sum within its band."""
        band, of = self.bands[number], self.sums[number]
        if band is None:
            return then
        low, high = int(band.low[day]), int(band.high[day])
        if of.most is not None:
            fine &= then <= high
        if of.least is None:
            return np.maximum(then, low)
        fine &= then >= low
        return then if of.most is not None else np.minimum(then, high)

"""Chance that falls alike on every machine: the same seed gives the same company, byte for byte.

Only `random.Random.random` is promised to give the same numbers in every release of Python; choosing and
shuffling are not, so they are written out here.
"""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """A stream of choices. `stream` gives one of its own to each part, so that they can change apart."""

    def __init__(self, seed: int, name: str = "") -> None:
        self._seed = seed
        self._next = Random(f"{seed}/{name}").random

    def stream(self, name: str) -> "Chance":
        """A further stream of the same seed, independent of how often this one was asked."""
        return Chance(self._seed, name)

    def below(self, number: int) -> int:
        """A whole number from 0 up to, not including, `number`."""
        return int(self._next() * number)

    def between(self, first: int, last: int) -> int:
        """A whole number from `first` to `last`, inclusive."""
        return first + self.below(last - first + 1)

    def happens(self, share: float) -> bool:
        """True in that share of cases."""
        return self._next() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return items[self.below(len(items))]

    def weighted(self, weights: dict[Item, float]) -> Item:
        """One of the keys, as likely as its weight."""
        target = self._next() * sum(weights.values())
        for item, reached in zip(weights, accumulate(weights.values()), strict=True):
            if target < reached:
                return item
        return next(reversed(weights))

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in any order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Up to `count` different items, in any order."""
        chosen: dict[int, None] = {}
        while len(chosen) < min(count, len(items)):
            chosen[self.below(len(items))] = None
        return [items[position] for position in chosen]

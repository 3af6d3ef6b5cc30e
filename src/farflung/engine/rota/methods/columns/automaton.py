"""What must be remembered of a person's days so far to know what the next may hold.

A `Node` is that memory: the last shift while it still matters, the runs at work and off, whether a weekend
has been counted. What adds up (minutes, weekends, shifts of a kind) is not in it; `graph` carries that along.
"""

from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.methods.columns.letters import NONE, Bools, Letters, amounts, marked
from farflung.engine.rota.model.limits import Blocks, Limit, Off, Run, Total
from farflung.engine.rota.model.model import Ints, Model

OFF = NONE
"""The letter of a day without a shift."""


@dataclass(frozen=True, slots=True)
class Node:
    """`last` letter, `since` so many days (nought: forgotten); for each run its length and whether it may
    end; for each limit on days off the length so far (negative after a day that stands); for each limit on
    blocks whether this one counts."""

    last: int
    since: int
    runs: tuple[tuple[int, bool], ...]
    offs: tuple[int, ...]
    blocks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Something that adds up from day `first` to `last`, at least `least` and at most `most` (None: open)."""

    first: int
    last: int
    most: int | None
    least: int | None

    @property
    def size(self) -> int:
        """How many values it can have, counted no further than it matters."""
        return (self.most if self.most is not None else (self.least or 0)) + 1


Onward = tuple[Node, tuple[int, ...]]
"""Where a step leads, and what it adds to each sum."""


class Automaton:
    """Steps from day to day under the limits of a group of people."""

    def __init__(self, model: Model, row: int, limits: tuple[Limit, ...], letters: Letters) -> None:
        self.letters, self.days = letters, model.options.days
        self._known: dict[tuple[Node, int, int], Onward | None] = {}
        self._runs = [limit for limit in limits if isinstance(limit, Run)]
        self._offs = [limit for limit in limits if isinstance(limit, Off)]
        self._blocks = [limit for limit in limits if isinstance(limit, Blocks)]
        totals = [limit for limit in limits if isinstance(limit, Total)]
        first = list(letters.first)
        self._marks: list[Bools] = [marked(model, row, limit)[:, first] for limit in self._runs]
        self._counted: list[Bools] = [marked(model, row, limit)[:, first] for limit in self._blocks]
        self._group = [_groups(limit, self.days) for limit in self._blocks]
        self._adds: list[Ints] = [amounts(model, row, limit)[:, first] for limit in totals]
        whole = self.days - 1
        self.sums = tuple(
            [Sum(t.first, min(t.last, whole), t.most, t.least) for t in totals]
            + [Sum(0, whole, limit.most, None) for limit in self._blocks]
        )

    def unit(self, number: int) -> int:
        """The most that one day adds to a sum."""
        return int(self._adds[number].max(initial=0)) if number < len(self._adds) else 1

    def begin(self) -> Node:
        """The memory before the first day."""
        runs = tuple((min(run.carried, _cap(run)), run.carried > 0) for run in self._runs)
        return Node(OFF, 0, runs, (0,) * len(self._offs), (False,) * len(self._blocks))

    def step(self, node: Node, day: int, letter: int) -> Onward | None:
        """The memory after a day with that letter and what it adds to each sum; None where it may not be."""
        key = (node, day, letter)
        if key not in self._known:
            self._known[key] = self._step(node, day, letter)
        return self._known[key]

    def _step(self, node: Node, day: int, letter: int) -> Onward | None:
        works = letter != OFF
        if works and not self._may_follow(node, day, letter):
            return None
        runs = [self._run(n, node, day, letter) for n in range(len(self._runs))]
        offs = [self._off(n, node, day, works) for n in range(len(self._offs))]
        if any(run is None for run in runs) or any(off is None for off in offs):
            return None
        blocks, adds = self._block(node, day, letter)
        last, since = self._memory(node, letter)
        totals = tuple(int(add[day, letter]) if works else 0 for add in self._adds)
        found = Node(
            last, since, tuple(r for r in runs if r is not None),
            tuple(o for o in offs if o is not None), blocks,
        )  # fmt: skip
        return found, totals + adds

    def _may_follow(self, node: Node, day: int, letter: int) -> bool:
        if not node.since or node.since > self.letters.reach:
            return True
        return bool(self.letters.follows[node.since - 1][day - node.since, node.last, letter])

    def _memory(self, node: Node, letter: int) -> tuple[int, int]:
        if letter != OFF:
            return letter, 1
        if node.since and node.since < self.letters.reach:
            return node.last, node.since + 1
        return OFF, 0

    def _run(self, number: int, node: Node, day: int, letter: int) -> tuple[int, bool] | None:
        limit, (length, may_end) = self._runs[number], node.runs[number]
        if not limit.first <= day <= limit.last:
            return (0, False) if day > limit.last else (length, may_end)
        if letter == OFF or not self._marks[number][day, letter]:
            return (0, False) if may_end or not length else None
        if limit.most is not None and length + 1 > limit.most:
            return None
        exempt = may_end or day == limit.first
        return min(length + 1, _cap(limit)), exempt or length + 1 >= (limit.least or 0)

    def _off(self, number: int, node: Node, day: int, works: bool) -> int | None:
        limit, length = self._offs[number], node.offs[number]
        if not limit.first <= day <= limit.last:
            return 0
        if works or day in limit.there:
            stands = day in limit.there and length < 0
            return None if 0 < abs(length) < limit.least and not stands else 0
        if day == limit.first:
            return limit.least
        if length < 0 or (not length and day - 1 in limit.there):
            return max(length - 1, -limit.least)
        return min(length + 1, limit.least)

    def _block(self, node: Node, day: int, letter: int) -> tuple[tuple[bool, ...], tuple[int, ...]]:
        flags, adds = [], []
        for number, group in enumerate(self._group):
            hit = letter != OFF and group[day] >= 0 and bool(self._counted[number][day, letter])
            flag = node.blocks[number] or hit
            adds.append(int(hit and not node.blocks[number]))
            flags.append(flag and day + 1 < self.days and group[day + 1] == group[day])
        return tuple(flags), tuple(adds)


def _cap(run: Run) -> int:
    """The longest that a run must be counted to."""
    return run.most if run.most is not None else (run.least or 0)


def _groups(limit: Blocks, days: int) -> Ints:
    """The number of the group that each day is in, -1 for none."""
    found = np.full(days, -1, np.int64)
    for number, group in enumerate(limit.groups):
        found[[day for day in group if day < days]] = number
    return found

"""The steps of an automaton as arrays, day by day: what graphs are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import OFF, Automaton, Node

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps of one day, by the node they come from: from node `source` with `letter` (the number of
    letters for a day off) to node `target`, adding `adds` (of shape (steps, sums)) to what adds up."""

    source: Ints
    letter: Ints
    target: Ints
    adds: Ints

    def of(self, nodes: Ints) -> tuple[Ints, Ints]:
        """For each of some nodes, one after another: which of them, and each step that it has."""
        first, last = (np.searchsorted(self.source, nodes, side) for side in ("left", "right"))
        counts = last - first
        which = np.repeat(np.arange(len(nodes)), counts)
        return which, np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)


class Table:
    """Every node that can be reached, by number, and the steps of each day, worked out when asked for."""

    def __init__(self, automaton: Automaton) -> None:
        begin = automaton.begin()
        self.automaton, self.nodes = automaton, [begin]
        self.number: dict[Node, int] = {begin: 0}
        self._days: list[Steps] = []

    @property
    def count(self) -> int:
        """How many nodes are known so far."""
        return len(self.nodes)

    def days(self, last: int | None = None) -> list[Steps]:
        """The steps of all days, or of those before one."""
        last = self.automaton.days if last is None else last
        while len(self._days) < last:
            self._days.append(self._day(len(self._days), self._reached()))
        return self._days[:last]

    def _reached(self) -> Ints:
        return np.unique(self._days[-1].target) if self._days else np.zeros(1, np.int64)

    def before(self, day: int) -> Ints:
        """The nodes at which somebody can be before a day, by number."""
        self.days(day)
        return np.unique(self._days[day - 1].target) if day else np.zeros(1, np.int64)

    def _day(self, day: int, nodes: Ints) -> Steps:
        automaton = self.automaton
        letters = [OFF, *np.flatnonzero(automaton.letters.open[day]).tolist()]
        rows: list[tuple[int, int, int]] = []
        adds: list[tuple[int, ...]] = []
        for number in nodes.tolist():
            for letter in letters:
                step = automaton.step(self.nodes[number], day, letter)
                if step is not None:
                    rows.append(
                        (number, automaton.letters.count if letter == OFF else letter, self._at(step[0]))
                    )
                    adds.append(step[1])
        table = np.array(rows, np.int64).reshape(-1, 3)
        sums = np.array(adds, np.int64).reshape(len(adds), len(automaton.sums))
        return Steps(table[:, 0], table[:, 1], table[:, 2], sums)

    def _at(self, node: Node) -> int:
        if node not in self.number:
            self.number[node] = len(self.nodes)
            self.nodes.append(node)
        return self.number[node]

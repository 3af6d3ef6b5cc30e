"""Which stretch of demand each open shift covers, and which shifts cover the same one, or a part of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice

Place = tuple[int, int]
"""The number of a line of demand, and of a cell of it."""

Ends = tuple[Place, ...]
"""Where a shift begins, or ends, on each line on which it counts; the end is the cell after its last one."""

Stretch = tuple[Ends, Ends]

LOOKS = 4
"""So often another shift is drawn if the first one ends before the cell that it should cover."""


class Stretches:
    """Of every shift that is open and not forced: `of` holds its stretch, `cost` how high it brings one."""

    def __init__(self, model: Model, heights: Heights) -> None:
        cost = heights.cost.tolist()
        self.cost: dict[Choice, int] = {}
        self.of: dict[Choice, Stretch] = {}
        self._same: dict[Stretch, list[Choice]] = {}
        self._begin: dict[Ends, list[Choice]] = {}
        on_line: list[list[tuple[int, int, Choice]]] = [[] for _ in model.lines]
        for choice, stretch in _stretches(model):
            self.of[choice] = stretch
            self.cost[choice] = cost[choice[0]][choice[1]][choice[2]]
            self._same.setdefault(stretch, []).append(choice)
            self._begin.setdefault(stretch[0], []).append(choice)
            for (line, first), (_, end) in zip(*stretch, strict=True):
                on_line[line].append((first, end, choice))
        self._on_line = [sorted(of) for of in on_line]
        self._firsts = [[first for first, *_ in of] for of in self._on_line]
        self._longest = [max((end - first for first, end, _ in of), default=0) for of in self._on_line]

    def same(self, stretch: Stretch) -> Sequence[Choice]:
        """Shifts that cover just the stretch, of anybody."""
        return self._same.get(stretch, ())

    def beginning(self, ends: Ends) -> Sequence[Choice]:
        """Shifts that begin there, however long they are."""
        return self._begin.get(ends, ())

    def covering(self, place: Place, random: Random) -> Choice | None:
        """One of the shifts that cover a cell, by chance."""
        line, cell = place
        low = bisect_left(self._firsts[line], cell - self._longest[line] + 1)
        high = bisect_right(self._firsts[line], cell)
        for _ in range(LOOKS if low < high else 0):
            _, end, choice = self._on_line[line][random.randrange(low, high)]
            if end > cell:
                return choice
        return None


def _stretches(model: Model) -> Iterator[tuple[Choice, Stretch]]:
    forced = {(person, day) for person, day, _ in model.forced}
    for person in range(len(model.people)):
        row = model.row(person)
        lines = [
            (number, line.lo[row], line.hi[row], line.kinds & (line.lo[row] < line.hi[row]))
            for number, line in enumerate(model.lines) if line.people[person]
        ]  # fmt: skip
        for day, kind in np.argwhere(model.open[person]).tolist():
            if (person, day) not in forced:
                on = [(number, lo, hi) for number, lo, hi, counts in lines if counts[day, kind]]
                begins = tuple((number, int(lo[day, kind])) for number, lo, _ in on)
                yield (
                    (person, day, kind),
                    (begins, tuple((number, int(hi[day, kind])) for number, _, hi in on)),
                )

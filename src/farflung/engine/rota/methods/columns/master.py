"""The programme that chooses among columns: one for each person, cells too full or too empty at a cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.cover import Cover
from farflung.engine.rota.methods.columns.ruling import Listed
from farflung.engine.rota.methods.solvers.rows import Rows
from farflung.engine.rota.model.limits import Total

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Prices:
    """`cells`, `people` and `caps` are the duals of the three sorts of rows; `value` is the programme's
    value, `share` what it takes of each column."""

    value: float
    cells: Floats
    people: Floats
    caps: Floats
    share: Floats


class Master:
    """Columns of `people` over cells in which `levels` are already there.

    `at` are the cells that the columns can cover: all others are as they are. Prices are of all cells,
    nothing where there is no row.
    """

    def __init__(
        self, cover: Cover, people: Sequence[int], loose: Sequence[Sequence[Total]], levels: Ints,
        dear: float, at: Ints | None = None,
    ) -> None:  # fmt: skip
        self.people, self.columns = tuple(people), list[Column]()
        days = cover.model.open.shape[1]
        self._people, self._words = [np.zeros(0, np.int64)], [np.zeros((0, days), np.int64)]
        self.number = {person: number for number, person in enumerate(people)}
        self._all = cover.cells
        self._at = np.arange(cover.cells) if at is None else at
        self._place = np.full(cover.cells, -1, np.int64)
        self._place[self._at] = np.arange(len(self._at))
        self._need = (cover.need - levels).astype(float)[self._at]
        self._room, self._over = cover.room.astype(float)[self._at], cover.over[self._at]
        self._caps(people, loose)
        ones = np.ones(len(people))
        sides = [(self._need, self._need), (ones, ones), (self._low, self._high)]
        low, high = (np.concatenate(side) for side in zip(*sides, strict=True))
        self._rows = Rows(low, high)
        self._slack(cover, dear)
        self._first = self._rows.columns

    def _caps(self, people: Sequence[int], loose: Sequence[Sequence[Total]]) -> None:
        """A row for each limit that the graphs do not hold."""
        self.caps = [(person, limit) for person in people for limit in loose[person]]
        self._after = len(self._at) + len(people)
        self._cap: dict[int, list[int]] = {person: [] for person in people}
        for number, (person, _) in enumerate(self.caps):
            self._cap[person].append(self._after + number)
        self._low = np.array([-np.inf if t.least is None else t.least for _, t in self.caps], float)
        self._high = np.array([np.inf if t.most is None else t.most for _, t in self.caps], float)

    def _slack(self, cover: Cover, dear: float) -> None:
        """Too few and too many in cells, at their cost; what may not be, dearly, so that there is a point."""
        every, width = np.arange(len(self._at)), len(self._at)
        endless = np.full(width, np.inf)
        self._slacks(every, 1.0, cover.under[self._at], endless)
        self._slacks(every, -1.0, self._over, self._room)
        strict = np.flatnonzero(np.isin(self._at, cover.strict))
        self._slacks(strict, -1.0, dear + self._over[strict], endless[strict])
        caps, people = np.arange(len(self.caps)) + self._after, np.arange(len(self.people)) + width
        for rows, value, cost in ((caps, -1.0, dear), (caps, 1.0, dear), (people, 1.0, 10 * dear)):
            self._slacks(rows, value, np.full(len(rows), cost), np.full(len(rows), np.inf))

    def _slacks(self, rows: Ints, value: float, cost: Floats, high: Floats) -> None:
        one = np.ones(len(rows), np.int64)
        self._rows.add(one, rows, np.full(len(rows), value), cost, high)

    def add(self, columns: Sequence[Column]) -> None:
        """More columns to choose from."""
        if not columns:
            return
        parts, values = [], []
        for column in columns:
            caps = self._cap[column.person]
            own = len(self._at) + self.number[column.person]
            parts.append(np.concatenate([self._place[column.cells], [own], caps]).astype(np.int64))
            values.append(np.concatenate([np.ones(len(column.cells) + 1), column.used]))
        sizes = np.array([len(part) for part in parts], np.int64)
        cost = np.array([column.cost for column in columns])
        self._rows.add(sizes, np.concatenate(parts), np.concatenate(values), cost, np.full(len(cost), np.inf))
        self.columns += columns
        self._people.append(np.array([column.person for column in columns], np.int64))
        self._words.append(np.array([column.word for column in columns], np.int64))

    @property
    def listed(self) -> Listed:
        """All columns as arrays."""
        if len(self._people) > 1:
            self._people, self._words = [np.concatenate(self._people)], [np.concatenate(self._words)]
        return Listed(self._people[0], self._words[0])

    def solve(self, seconds: float) -> Prices | None:
        """The best mixture of the columns; None where there was no time for it."""
        found = self._rows.solve(seconds)
        if found is None:
            return None
        value, duals, x = found
        cells, width = np.zeros(self._all), len(self._at)
        cells[self._at] = duals[:width]
        after = self._after
        return Prices(value, cells, duals[width:after], duals[after:], x[self._first :])

    def caps_of(self, person: int) -> slice:
        """Which of the prices of caps are a person's."""
        rows = self._cap[person]
        return slice(rows[0] - self._after, rows[-1] + 1 - self._after) if rows else slice(0, 0)

    def bound(self, cells: Floats, caps: Floats, best: float) -> float:
        """What no choice is below at prices of cells and caps, if the best columns cost `best` there."""
        side = np.where(caps > 0, self._low, self._high)
        held = float((caps * np.where(caps == 0.0, 0.0, side)).sum())
        spare = np.minimum(self._over + cells[self._at], 0.0)
        return float(cells[self._at] @ self._need + spare @ self._room) + held + best

    def only(self, which: NDArray[np.bool_]) -> None:
        """Leaves out all columns but some."""
        self._rows.change_all(self._first, np.where(which, np.inf, 0.0))

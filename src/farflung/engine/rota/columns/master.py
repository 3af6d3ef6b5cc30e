"""The programme that chooses among columns: one for each person, cells too full or too empty at a cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.columns.column import Column
from farflung.engine.rota.columns.cover import Cover
from farflung.engine.rota.columns.ruling import Listed
from farflung.engine.rota.limits import Total
from farflung.engine.rota.solvers.rows import Rows

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
    """Columns of `people` over cells of which `need` are still wanted and `room` more may be."""

    def __init__(
        self, cover: Cover, people: Sequence[int], loose: Sequence[Sequence[Total]], levels: Ints, dear: float
    ) -> None:
        self.people, self.columns = tuple(people), list[Column]()
        days = cover.model.open.shape[1]
        self._people, self._words = [np.zeros(0, np.int64)], [np.zeros((0, days), np.int64)]
        self.number = {person: number for number, person in enumerate(people)}
        self.need, self.room = (cover.need - levels).astype(float), cover.room.astype(float)
        self.over, self.cells = cover.over, cover.cells
        self.caps = [(person, limit) for person in people for limit in loose[person]]
        first = self._after = cover.cells + len(people)
        self._cap: dict[int, list[int]] = {person: [] for person in people}
        for number, (person, _) in enumerate(self.caps):
            self._cap[person].append(first + number)
        self.low = np.array([-np.inf if t.least is None else t.least for _, t in self.caps], float)
        self.high = np.array([np.inf if t.most is None else t.most for _, t in self.caps], float)
        ones = np.ones(len(people))
        self._rows = Rows(
            np.concatenate([self.need, ones, self.low]), np.concatenate([self.need, ones, self.high])
        )
        every, caps = np.arange(cover.cells), np.arange(len(self.caps)) + first
        last = np.arange(len(people)) + cover.cells
        self._slacks(every, 1.0, cover.under, np.full(cover.cells, np.inf))
        self._slacks(every, -1.0, cover.over, self.room)
        strict = cover.strict
        self._slacks(strict, -1.0, dear + cover.over[strict], np.full(len(strict), np.inf))
        self._slacks(caps, -1.0, np.full(len(caps), dear), np.full(len(caps), np.inf))
        self._slacks(caps, 1.0, np.full(len(caps), dear), np.full(len(caps), np.inf))
        self._slacks(last, 1.0, np.full(len(last), 10 * dear), np.full(len(last), np.inf))
        self.first = self._rows.columns

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
            own = self.cells + self.number[column.person]
            parts.append(np.concatenate([column.cells, [own], caps]).astype(np.int64))
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
        people = self.cells + len(self.people)
        return Prices(value, duals[: self.cells], duals[self.cells : people], duals[people:], x[self.first :])

    def caps_of(self, person: int) -> slice:
        """Which of the prices of caps are a person's."""
        rows = self._cap[person]
        return slice(rows[0] - self._after, rows[-1] + 1 - self._after) if rows else slice(0, 0)

    def bound(self, cells: Floats, caps: Floats, best: float) -> float:
        """What no choice is below at prices of cells and caps, if the best columns cost `best` there."""
        side = np.where(caps > 0, self.low, self.high)
        held = float((caps * np.where(caps == 0.0, 0.0, side)).sum())
        spare = np.minimum(self.over + cells, 0.0)
        return float(cells @ self.need + spare @ self.room) + held + best

    def only(self, which: NDArray[np.bool_]) -> None:
        """Leaves out all columns but some."""
        self._rows.change_all(self.first, np.where(which, np.inf, 0.0))

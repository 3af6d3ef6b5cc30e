"""A linear program, of no solver's making: columns, rows, and what each row is there for."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Start = tuple[Ints, Floats]
"""Values of some columns that may be known before: the columns, and a value for each."""

FREE = 1e30
"""No bound of a row; columns always have bounds."""


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise `cost` x + `constant` with `low` <= x <= `high` and `row_low` <= A x <= `row_high`.

    A has `values` in `columns` of each row, row r from `starts[r]` to `starts[r + 1]`. Where `integer`, x is
    a whole number. Each row is of the rule `rules[rule_of]` and of `owner` (an index of whoever wrote it, -1:
    of nobody). Every coefficient is a whole number, so that any solver can read it.
    """

    cost: Floats
    low: Floats
    high: Floats
    integer: Bools
    starts: Ints
    columns: Ints
    values: Floats
    row_low: Floats
    row_high: Floats
    rule_of: Ints
    owner: Ints
    rules: tuple[str, ...]
    constant: float = 0.0

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.cost)

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.row_low)

    def name(self, row: int) -> tuple[str, int]:
        """Which rule a row is of, and whose it is."""
        return self.rules[int(self.rule_of[row])], int(self.owner[row])

    def activity(self, x: Floats) -> Floats:
        """A x, of shape (rows,)."""
        summed = np.concatenate([[0.0], np.cumsum(self.values * x[self.columns])])
        found: Floats = summed[self.starts[1:]] - summed[self.starts[:-1]]
        return found

    def value(self, x: Floats) -> float:
        """What x costs."""
        return float(self.cost @ x) + self.constant

    def keeps(self, x: Floats, tolerance: float = 1e-6) -> bool:
        """Whether x is within every bound of columns and rows."""
        rows = self.activity(x)
        inside = (x >= self.low - tolerance).all() and (x <= self.high + tolerance).all()
        return bool(
            inside and (rows >= self.row_low - tolerance).all() and (rows <= self.row_high + tolerance).all()
        )


@dataclass(slots=True)
class Writer:
    """Writes a program piece by piece; pieces are arrays, so that a million columns take little longer."""

    width: int = 0
    height: int = 0
    _columns: list[tuple[Floats, Floats, Floats, Bools]] = field(default_factory=list)
    _rows: list[tuple[Ints, Ints, Floats, Floats, Floats, Ints, Ints]] = field(default_factory=list)
    _rules: dict[str, int] = field(default_factory=dict)

    def add_columns(
        self, count: int, *, low: Floats | float = 0.0, high: Floats | float, cost: Floats | float = 0.0,
        integer: bool = True,
    ) -> Ints:  # fmt: skip
        """New columns; their indexes."""
        low, high, cost = (np.broadcast_to(np.asarray(of, np.float64), count) for of in (low, high, cost))
        self._columns.append((cost, low, high, np.full(count, integer)))
        self.width += count
        return np.arange(self.width - count, self.width)

    def add_rows(
        self, sizes: Ints, columns: Ints, values: Floats | float, *, low: Floats | float = -FREE,
        high: Floats | float = FREE, rule: str, owner: int = -1,
    ) -> Ints:  # fmt: skip
        """New rows: the first takes the first `sizes[0]` of columns and values, and so on; their indexes."""
        count, whole = len(sizes), len(columns)
        number = self._rules.setdefault(rule, len(self._rules))
        self._rows.append((
            np.asarray(sizes, np.int64), np.asarray(columns, np.int64),
            np.broadcast_to(np.asarray(values, np.float64), whole),
            np.broadcast_to(np.asarray(low, np.float64), count),
            np.broadcast_to(np.asarray(high, np.float64), count),
            np.full(count, number), np.full(count, owner),
        ))  # fmt: skip
        self.height += count
        return np.arange(self.height - count, self.height)

    def add_row(
        self, columns: Ints | list[int], values: Floats | list[float] | float, *, low: float = -FREE,
        high: float = FREE, rule: str, owner: int = -1,
    ) -> int:  # fmt: skip
        """One new row; its index."""
        at = np.asarray(columns, np.int64)
        found = self.add_rows(
            np.array([len(at)]),
            at,
            np.asarray(values, np.float64),
            low=low,
            high=high,
            rule=rule,
            owner=owner,
        )
        return int(found[0])

    def program(self, constant: float = 0.0) -> Program:
        """Everything that was written."""
        cost, low, high, integer = _joined(self._columns, (float, float, float, bool))
        sizes, columns, values, row_low, row_high, rule_of, owner = _joined(
            self._rows, (int, int, float, float, float, int, int)
        )
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return Program(
            cost, low, high, integer, starts, columns, values, row_low, row_high, rule_of, owner,
            tuple(self._rules), constant,
        )  # fmt: skip


def _joined(pieces: list, kinds: tuple[type, ...]) -> list[NDArray]:  # type: ignore[type-arg]
    """The pieces of each place of a tuple in one array."""
    return [
        np.concatenate([piece[place] for piece in pieces]) if pieces else np.zeros(0, kind)
        for place, kind in enumerate(kinds)
    ]

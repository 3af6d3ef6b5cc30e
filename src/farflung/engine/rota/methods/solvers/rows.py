"""A linear programme in HiGHS that grows by columns: what column generation solves again and again."""

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_STATUS = highspy.HighsModelStatus
DUAL = 1
PRIMAL = 4
"""HiGHS's `simplex_strategy` that goes on from a feasible point, which new columns leave as it is."""


class Rows:
    """A programme of rows between `low` and `high`. Columns come later, each from nought upwards.

    A solve begins where the last ended: after new columns with the primal simplex, after changed bounds with
    the dual one.
    """

    def __init__(self, low: Floats, high: Floats, threads: int = 1) -> None:
        self._of = highspy._Highs()  # type: ignore[attr-defined]
        for name, value in (("output_flag", False), ("threads", threads), ("presolve", "off")):
            self._of.setOptionValue(name, value)
        self._of.setOptionValue("solver", "simplex")
        none, counts = np.zeros(0), np.zeros(0, np.int32)
        self._of.addRows(len(low), low, high, 0, np.zeros(len(low), np.int32), counts, none)
        self.columns = 0
        self._changed = False

    def add(self, sizes: Ints, rows: Ints, values: Floats, cost: Floats, high: Floats) -> None:
        """Columns from nought to `high`: the first has the first `sizes[0]` rows and values, and so on."""
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
        self._of.addCols(
            len(sizes), cost, np.zeros(len(sizes)), high, len(rows), starts, rows.astype(np.int32), values
        )
        self.columns += len(sizes)

    def change_all(self, first: int, high: Floats) -> None:
        """All columns from `first` on are from nought to `high`."""
        which = np.arange(first, first + len(high), dtype=np.int32)
        self._of.changeColsBounds(len(high), which, np.zeros(len(high)), high)
        self._changed = True

    def solve(self, seconds: float) -> tuple[float, Floats, Floats] | None:
        """The value, the duals of the rows and the columns' values; None where the time was too short."""
        self._run(DUAL if self._changed else PRIMAL, seconds)
        if self._of.getModelStatus() not in (_STATUS.kOptimal, _STATUS.kTimeLimit):
            self._of.clearSolver()  # the point it went on from was of no use: from the beginning, then
            self._run(DUAL, seconds)
        self._changed = False
        if self._of.getModelStatus() != _STATUS.kOptimal:
            return None
        found = self._of.getSolution()
        value = float(self._of.getInfo().objective_function_value)
        return value, np.array(found.row_dual), np.array(found.col_value)

    def _run(self, strategy: int, seconds: float) -> None:
        self._of.setOptionValue("simplex_strategy", strategy)
        self._of.setOptionValue("time_limit", self._of.getRunTime() + max(0.01, seconds))
        self._of.run()

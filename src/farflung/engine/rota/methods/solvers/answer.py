"""What a solver says of a program."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Report = Callable[[float | None, float], None]
"""Is told of progress: the best value so far (None: there is none yet) and the bound; must return at once."""


def unheard(best: float | None, bound: float) -> None:
    """The report of whoever does not want any."""


@dataclass(frozen=True, eq=False)
class Answer:
    """`x` is None where nothing was found. `bound` is proven; minus infinity where nothing is.

    `duals` (of rows) and `reduced` (of columns) are of linear programs without whole numbers only: how much
    the value rises when the row's side, or the column, does.
    """

    x: Floats | None
    value: float
    bound: float
    infeasible: bool = False
    duals: Floats | None = None
    reduced: Floats | None = None

    @property
    def optimal(self) -> bool:
        """Whether nothing is better, by a millionth."""
        return self.x is not None and self.value - self.bound <= 1e-6 * max(1.0, abs(self.value))

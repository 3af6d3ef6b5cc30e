"""A column: one whole rota of one person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """`word` has the kind of shift of each day (negative: off), `cost` is what it costs beside cover, `cells`
    are the cells that it covers and `used` is what it uses of each limit that the programme holds."""

    person: int
    word: Ints
    cost: float
    cells: Ints
    used: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[int, bytes]:
        """Equal for equal rotas."""
        return self.person, self.word.tobytes()

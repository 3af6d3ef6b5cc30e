"""Many clocks at many moments: one table instead of a search for each clock."""

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Clock

Seconds = NDArray[np.int64]


class Dials:
    """Clocks by number, read together. They may be added to at any time, and are not taken away."""

    def __init__(self) -> None:
        self.clocks: list[Clock] = []
        self._edges = np.empty(0, np.int64)
        self._offsets = np.empty((0, 0), np.int64)

    def local(self, numbers: list[int], seconds: Seconds) -> Seconds:
        """What clocks show at some moments (clocks, moments)."""
        if len(self._offsets) < len(self.clocks):
            self._grow()
        between = self._edges.searchsorted(seconds, side="right") - 1
        found: Seconds = self._offsets.take(numbers, axis=0).take(between, axis=1)
        found += seconds
        return found

    def _grow(self) -> None:
        """The table with a row for each clock, and a column from each second at which one of them changes."""
        new = self.clocks[len(self._offsets) :]
        edges = np.unique(np.concatenate([self._edges, *(clock.starts for clock in new)]))
        if len(edges) > len(self._edges):
            self._edges, self._offsets = edges, np.empty((0, len(edges)), np.int64)
        rows = [clock.offset(edges) for clock in self.clocks[len(self._offsets) :]]
        self._offsets = np.concatenate([self._offsets, rows])

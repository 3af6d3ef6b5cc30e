"""Many clocks at many moments: one table instead of a search for each clock."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Clock, Kind, Kinds
from farflung.engine.atlas.clock import BEGINNING

Seconds = NDArray[np.int64]


class Dials:
    """The clocks of some kinds of people, read together; each is given a number when it is first seen."""

    def __init__(self) -> None:
        self.clocks: list[Clock] = []
        self._number_of: dict[Clock, int] = {}
        self._alike: dict[Hashable, int] = {}
        # All clocks have their first offset since the beginning of time.
        self._edges = np.full(1, BEGINNING)
        self._offsets = np.empty((0, 1), np.int64)

    def number(self, clock: Clock) -> int:
        """The number of a clock in `clocks`: the same for all that show the same hour at all times."""
        number = self._number_of.get(clock)
        if number is None:
            shown = (clock.starts.tobytes(), clock.offsets.tobytes())
            number = self._number_of[clock] = self._alike.setdefault(shown, len(self.clocks))
            self.clocks += [clock] if number == len(self.clocks) else []
        return number

    def local(self, numbers: Sequence[int], seconds: Seconds) -> Seconds:
        """What clocks show at some moments (clocks, moments)."""
        if len(self._offsets) < len(self.clocks):
            self._grow()
        between = self._edges.searchsorted(seconds, side="right") - 1
        found: Seconds = self._offsets.take(numbers, axis=0).take(between, axis=1)
        found += seconds
        return found

    def hands(self, kinds: Iterable[Kind], seconds: Seconds) -> tuple[Seconds, list[int]]:
        """What clocks of kinds show (readings, moments), in the order of first sight; each kind's row."""
        rows: dict[int, int] = {}
        row = [rows.setdefault(self.number(kind.clock), len(rows)) for kind in kinds]
        return self.local(list(rows), seconds), row

    def _grow(self) -> None:
        """The table with a row for each clock, and a column from each second at which one of them changes."""
        new = self.clocks[len(self._offsets) :]
        seconds = set(self._edges.tolist()).union(*(clock.starts.tolist() for clock in new))
        edges = np.array(sorted(seconds), np.int64)
        known = self._offsets.take(self._edges.searchsorted(edges, side="right") - 1, axis=1)
        self._edges, self._offsets = edges, np.concatenate([known, [clock.offset(edges) for clock in new]])


def dials_of(kinds: Kinds) -> Dials:
    """The dials that all questions about these kinds share."""
    return kinds.once(_made, kinds)


def _made(_kinds: Kinds, _about: Kinds) -> Dials:
    return Dials()

"""Who shares how much working time with whom: by rows of the grid, not by pairs of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, CompanyGrid
from farflung.engine.model import WeeklyPattern
from farflung.engine.time import Span

_WEEK = timedelta(days=7)
_CHUNK = 4096
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """Two people (ids) and the minutes of working time they share in a week, on average over the window.

    `days` are the weekdays that the one who works on fewer of them works on.
    """

    first: str
    second: str
    weekly_minutes: float
    days: int

    @property
    def daily_minutes(self) -> float:
        """Shared minutes per working day."""
        return self.weekly_minutes / self.days if self.days else 0.0


class Sharing:
    """The structural rows of a company in a window: hours and places, without holidays and leave.

    The window is cut to whole weeks, where it holds one, so that a weekly figure means what it says.
    """

    def __init__(self, atlas: Atlas, window: Span) -> None:
        whole = window.elapsed // _WEEK * _WEEK
        self.atlas = atlas
        self.window = Span(window.start, window.start + whole) if whole else window
        self.grid: CompanyGrid = atlas.with_(absences=(), holidays={}).grid(self.window)
        packed = np.packbits(self.grid.rows, axis=1)
        numbers: dict[bytes, int] = {}
        different = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in packed], np.int64)
        first = [int(np.argmax(different == number)) for number in range(len(numbers))]
        self.rows, self._packed = self.grid.rows[first], packed[first]
        self._row_of = different[self.grid.row_of]
        self._bytes: list[bytes] = list(numbers)

    def bits(self, row: int) -> int:
        """A row as one whole number, the first slot its highest bit: moving hours is shifting bits."""
        return int.from_bytes(self._bytes[row], "big")

    @property
    def width(self) -> int:
        """How many bits such a number has: the slots, filled up to whole bytes."""
        return 8 * int(self._packed.shape[1])

    @cached_property
    def busy(self) -> NDArray[np.bool_]:
        """Which rows have any working time at all: who has left shares nothing with anybody."""
        return np.asarray(self.rows.any(axis=1), np.bool_)

    @property
    def weeks(self) -> float:
        """The length of the window in weeks."""
        return self.window.elapsed / _WEEK

    def row(self, person: str) -> int:
        """The number of a person's row."""
        return int(self._row_of[self.grid.index[person]])

    def works(self, person: str) -> bool:
        """Whether the person works at all in the window."""
        return bool(self.busy[self.row(person)])

    def minutes(self, left: Sequence[int] | Rows, right: Sequence[int] | Rows) -> NDArray[np.float64]:
        """Weekly minutes that pairs of rows share."""
        a, b = np.asarray(left, np.int64), np.asarray(right, np.int64)
        slots = np.zeros(len(a))
        for begin in range(0, len(a), _CHUNK):
            part = slice(begin, begin + _CHUNK)
            both = self._packed[a[part]] & self._packed[b[part]]
            slots[part] = np.bitwise_count(both).sum(axis=1)
        return slots * 15 / self.weeks

    def pairs(self, people: Sequence[tuple[str, str]]) -> tuple[PairOverlap, ...]:
        """The overlap of some pairs, without those of whom one does not work in the window."""
        alive = [(a, b) for a, b in people if self.works(a) and self.works(b)]
        if not alive:
            return ()
        rows = np.array([(self.row(a), self.row(b)) for a, b in alive], np.int64)
        different, back = np.unique(rows, axis=0, return_inverse=True)
        minutes = self.minutes(different[:, 0], different[:, 1])[back.reshape(-1)]
        days = {person: self._days(person) for pair in alive for person in pair}
        return tuple(
            PairOverlap(a, b, float(shared), min(days[a], days[b]))
            for (a, b), shared in zip(alive, minutes, strict=True)
        )

    def _days(self, person: str) -> int:
        pattern = self.atlas.person(person).pattern_on(self.window.start.date())
        return _weekdays(pattern) if pattern else 5


@lru_cache(maxsize=4096)
def _weekdays(pattern: WeeklyPattern) -> int:
    return len(pattern.weekdays)

"""The different working weeks of a company as rows of quarter hours, in the forms that questions need."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

HOUR, DAY = 4, 96
"""Slots of 15 minutes."""

Mask = NDArray[np.bool_]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class HourRows:
    """`matrix[r, s]` says whether row `r` works in slot `s`, counted from `start`. No two rows are equal."""

    start: datetime
    matrix: Mask

    @property
    def offset(self) -> int:
        """How many slots of the first UTC day have passed at the start."""
        return self.start.hour * HOUR + self.start.minute // 15

    @cached_property
    def packed(self) -> Bytes:
        """The rows, eight slots in a byte."""
        return np.packbits(self.matrix, axis=1)

    @cached_property
    def numbers(self) -> list[int]:
        """Each row as one whole number, the first slot its highest bit: moving hours is shifting bits."""
        return [int.from_bytes(row.tobytes(), "big") for row in self.packed]

    @cached_property
    def hours(self) -> Bytes:
        """Packed: whether each row works through the whole hour that begins with each slot."""
        return np.packbits(self._hours, axis=1)

    @cached_property
    def share(self) -> NDArray[np.float64]:
        """By row and quarter hour of the UTC day: on what part of all days it works through that hour."""
        slots = self.matrix.shape[1]
        ends = (self.offset, -(slots + self.offset) % DAY)
        by_day = np.pad(self._hours, ((0, 0), ends)).reshape(len(self.matrix), -1, DAY)
        days = np.bincount((np.arange(slots) + self.offset) % DAY, minlength=DAY)
        return np.asarray(by_day.sum(axis=1, dtype=np.int32) / np.maximum(days, 1), np.float64)

    @cached_property
    def _hours(self) -> Mask:
        """The last three slots never begin a whole hour."""
        whole = np.zeros_like(self.matrix)
        end = self.matrix.shape[1] - HOUR + 1
        if end > 0:
            whole[:, :end] = np.logical_and.reduce([self.matrix[:, n : end + n] for n in range(HOUR)])
        return whole


def different(matrix: Mask) -> tuple[NDArray[np.int64], list[int]]:
    """The first of each set of equal rows, in order; and for every row which of those it is equal to."""
    numbers: dict[bytes, int] = {}
    alike = [numbers.setdefault(row.tobytes(), len(numbers)) for row in np.packbits(matrix, axis=1)]
    # Not by `np.unique`, which would load all of numpy's masked arrays.
    first = dict(zip(reversed(alike), reversed(range(len(alike))), strict=True))
    return np.array([first[number] for number in range(len(numbers))], np.int64), alike

"""Several kinds of people against many starts: who could come when, and what the starts in question cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.curves import own_at, points_at
from farflung.engine.meetings.days import OPEN, WORKS, Days, days_between
from farflung.engine.meetings.faces import Face, Hours, Mask, Seconds, faces_of
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """A row for each kind, a column for each of a few starts; `burden` in points, the rest as in `Board`."""

    burden: NDArray[np.float64]
    own: Mask
    free: Mask
    fits: Mask

    def at(self, columns: Seconds) -> "Sheet":
        """The columns with these numbers, in this order."""
        return Sheet(
            self.burden[:, columns], self.own[:, columns], self.free[:, columns], self.fits[:, columns]
        )

    def over(self, other: "Sheet") -> "Sheet":
        """With the rows of another sheet of the same starts below."""
        return Sheet(
            np.vstack((self.burden, other.burden)),
            np.vstack((self.own, other.own)),
            np.vstack((self.free, other.free)),
            np.vstack((self.fits, other.fits)),
        )


@dataclass(frozen=True, eq=False, slots=True)
class Board:
    """A row for each kind, a column for each start.

    `own`: inside own hours; `free`: on days on which they are at work at all; `fits`: inside the hours
    asked for (own ones, where none were). Points are worked out for the starts that are asked about only:
    of most starts nothing else is wanted than that somebody cannot come.
    """

    own: Mask
    free: Mask
    fits: Mask
    _rows: tuple[tuple[Days, Face], ...]
    _table: BurdenTable

    def at(self, columns: Seconds) -> Sheet:
        """The starts with these numbers, with their points."""
        burden = np.empty((len(self._rows), len(columns)))
        for row, (days, face) in zip(burden, self._rows, strict=True):
            row[:] = points_at(days, face, self._table, columns)
        return Sheet(burden, self.own[:, columns], self.free[:, columns], self.fits[:, columns])


def board_of(
    kinds: Sequence[Kind], starts: Seconds, minutes: int, table: BurdenTable, acceptable: Hours | None = None
) -> Board:
    """The board of meetings of `minutes` that start at `starts` (seconds since 1970)."""
    faces = faces_of((kind.clock for kind in kinds), starts, minutes, acceptable)
    rows = tuple((days_between(kind, *faces.reach), faces.of[kind.clock]) for kind in kinds)
    shape = len(kinds), len(starts)
    own, signs = np.empty(shape, np.bool_), np.empty(shape, np.uint8)
    for number, (days, face) in enumerate(rows):
        own[number], signs[number] = own_at(days, face, table), days.signs_at(face)
    free: Mask = (signs | own) == WORKS | OPEN  # own hours (WORKS is 1) may reach into a day off
    fits = np.array([face.fits for _, face in rows]).reshape(shape) if acceptable else own
    return Board(own, free, fits, rows, table)


def sheet_of(
    kinds: Sequence[Kind], starts: Seconds, minutes: int, table: BurdenTable, acceptable: Hours | None = None
) -> Sheet:
    """The same for a few starts, all with their points."""
    return board_of(kinds, starts, minutes, table, acceptable).at(np.arange(len(starts)))

"""What is still wanted while a plan grows shift by shift: what one more would be worth, and where it fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, levels

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Cell = tuple[int, int]
"""The number of a line, and of a cell of it."""

PASSES = 4
"""In so many steps what is wanted is filled at most: a quarter of it everywhere, then the next."""


@dataclass(frozen=True, eq=False)
class Options:
    """Shifts that could be: person, day and kind of each (indexes), all of shape (options,)."""

    person: Ints
    day: Ints
    kind: Ints

    def of(self, which: Bools | Ints) -> "Options":
        """Some of them."""
        return Options(self.person[which], self.day[which], self.kind[which])

    def __iter__(self) -> Iterator[Choice]:
        """One after another."""
        return zip(self.person.tolist(), self.day.tolist(), self.kind.tolist(), strict=True)


class Row:
    """One line of demand with who is there so far."""

    def __init__(self, line: Line, there: Ints, model: Model) -> None:
        self.line, self.there, self._model = line, there, model
        self._most = np.maximum(line.most, line.given)
        self._kinds = np.flatnonzero(line.kinds)
        self._counted()

    @cached_property
    def people(self) -> Ints:
        """Whom a shift of the line is open to at all."""
        found: Ints = np.flatnonzero(self.line.people & self._model.open[:, :, self._kinds].any(axis=(1, 2)))
        return found

    @cached_property
    def _reach(self) -> tuple[Ints, Ints]:
        """The first and the last cell that shifts of each day cover, of shape (days,)."""
        lo, hi = self.line.lo[:, :, self._kinds], self.line.hi[:, :, self._kinds]
        covers = hi > lo
        first = np.where(covers, lo, self.line.cells).min(axis=(0, 2))
        return first, np.where(covers, hi, 0).max(axis=(0, 2)) - 1

    def covering(self, cell: int, free: Bools, people: Ints) -> Options:
        """Of the `free` shifts (people, days, kinds) of some people those that cover a cell."""
        first, last = self._reach
        days = np.flatnonzero((first <= cell) & (cell <= last))
        at = np.ix_(np.arange(len(self.line.lo)), days, self._kinds)
        covers = (self.line.lo[at] <= cell) & (cell < self.line.hi[at])
        rows = self._model.options.row_of[people]
        who, day, kind = np.nonzero(covers[rows] & free[np.ix_(people, days, self._kinds)])
        return Options(people[who], days[day], self._kinds[kind])

    def counts(self, of: Options) -> Bools:
        """Which of some shifts are there for the line."""
        found: Bools = self.line.people[of.person] & self.line.kinds[of.kind]
        return found

    def worth(self, of: Options) -> tuple[Ints, Ints]:
        """What each of some shifts would save in its cells, and how many of those are full."""
        at = (self._model.options.row_of[of.person], of.day, of.kind)
        lo, hi = self.line.lo[at], self.line.hi[at]
        return self._saved[hi] - self._saved[lo], self._full[hi] - self._full[lo]

    def fits(self, choice: Choice) -> bool:
        """Whether none of the cells of a shift that counts here is full."""
        cells = self._cells(choice)
        return bool(self._full[cells.start] == self._full[cells.stop])

    def add(self, choice: Choice) -> None:
        """One more shift that counts here."""
        self.there[self._cells(choice)] += 1
        self._counted()

    def _cells(self, choice: Choice) -> slice:
        person, day, kind = choice
        at = (self._model.row(person), day, kind)
        return slice(int(self.line.lo[at]), int(self.line.hi[at]))

    def _counted(self) -> None:
        line = self.line
        saves = np.where(self.there < line.least, line.under, -line.over)
        self._saved = np.concatenate([[0], np.cumsum(saves)])
        self._full = np.concatenate([[0], np.cumsum(self.there >= self._most)])


class Wanted:
    """All lines of a model while a plan grows."""

    def __init__(self, model: Model, chosen: Sequence[Choice]) -> None:
        there = levels(model, chosen)
        self.rows = [Row(*both, model) for both in zip(model.lines, there, strict=True)]
        self._beside = [
            [other for other in self.rows if (row.line.kinds & other.line.kinds).any()] for row in self.rows
        ]
        self._of_kind = [
            [row for row in self.rows if row.line.kinds[kind]] for kind in range(len(model.kinds))
        ]

    def worth(self, of: Options, number: int | None = None) -> tuple[Ints, Bools]:
        """What each shift would save on all lines (those beside one, where they are of it), and whether it
        fits: nowhere would there be more people than may be."""
        saved, full = np.zeros(len(of.person), np.int64), np.zeros(len(of.person), np.int64)
        for row in self.rows if number is None else self._beside[number]:
            counts = row.counts(of)
            worth, crowded = row.worth(of)
            saved += np.where(counts, worth, 0)
            full += np.where(counts, crowded, 0)
        return saved, full == 0

    def fits(self, choice: Choice) -> bool:
        """Whether nowhere would there be more people than may be."""
        return all(row.fits(choice) for row in self._counting(choice))

    def add(self, choice: Choice) -> None:
        """One more shift."""
        for row in self._counting(choice):
            row.add(choice)

    def _counting(self, choice: Choice) -> list[Row]:
        person, _, kind = choice
        return [row for row in self._of_kind[kind] if row.line.people[person]]

    def passes(self) -> Iterator[list[tuple[Cell, int]]]:
        """Cells in order of time in a few passes: each with how many should be there after the pass.

        First somebody everywhere, then more everywhere: where people are few nothing is left without anybody
        because what lies before it was filled.
        """
        steps = min(PASSES, max((int(row.line.least.max(initial=0)) for row in self.rows), default=0))
        for step in range(1, steps + 1):
            cells = [
                (int(row.line.borders[cell, 0]), number, int(cell), int(goal[cell]))
                for number, row in enumerate(self.rows)
                for goal in [-(-row.line.least * step // steps)]
                for cell in np.flatnonzero(row.there < goal)
            ]
            yield [((number, cell), goal) for _, number, cell, goal in sorted(cells)]

"""Demand as one row of cells: what each shift covers, and what too few or too many of them cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cover:
    """All cells of all lines, one after another. `need` people are wanted in each beside who is there anyway,
    and `room` more may be; `under` and `over` are what one too few and one too many cost."""

    model: Model
    need: Ints
    room: Ints
    under: Floats
    over: Floats
    _starts: Ints
    _cells: Ints
    _lines: Ints

    @property
    def strict(self) -> Ints:
        """Cells in which there may be too many for the model, not only too many to be good."""
        return np.flatnonzero(self.need + self.room < len(self.model.people))

    @property
    def cells(self) -> int:
        """How many."""
        return len(self.need)

    def of(self, person: int, word: Ints) -> Ints:
        """The cells that somebody covers with those kinds of shift (one for each day, negative: off)."""
        model = self.model
        days = np.flatnonzero(word >= 0)
        option = (model.row(person) * word.shape[0] + days) * len(model.kinds) + word[days]
        low, high = self._starts[option], self._starts[option + 1]
        at = np.arange((high - low).sum()) + np.repeat(
            low - (np.cumsum(high - low) - (high - low)), high - low
        )
        counts = np.array([line.people[person] for line in model.lines], bool)
        found: Ints = self._cells[at][counts[self._lines[at]]] if len(at) else at
        return found

    def within(self, rows: Iterable[int], on: Ints) -> Ints:
        """The cells that shifts of rows of the options on some days can cover."""
        _, days, kinds = self.model.options.start.shape
        first = np.concatenate([np.zeros(0, np.int64), *((row * days + on) * kinds for row in rows)])
        found = [self._cells[self._starts[at] : self._starts[at + kinds]] for at in first.tolist()]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def level(self, person: int, word: Ints) -> Ints:
        """How often each cell is covered by that."""
        return np.bincount(self.of(person, word), minlength=self.cells)

    def worth(self, prices: Floats) -> Floats:
        """What each shift earns each person at a price for each cell, of shape (people, days, kinds)."""
        model, at = self.model, 0
        shared = np.zeros(model.options.start.shape)
        own: list[tuple[NDArray[np.bool_], Floats]] = []
        for line in model.lines:
            sums = np.concatenate([[0.0], np.cumsum(prices[at : at + line.cells])])
            at += line.cells
            earned = (sums[line.hi] - sums[line.lo]) * line.kinds
            if line.people.all():
                shared += earned
            else:
                own.append((line.people, earned))
        found: Floats = shared[model.options.row_of]
        for people, earned in own:
            found[people] += earned[model.options.row_of[people]]
        return found

    def costs(self, levels: Ints) -> Floats:
        """What it costs in each cell that so many are there."""
        short, long = np.maximum(self.need - levels, 0), np.maximum(levels - self.need, 0)
        found: Floats = short * self.under + long * self.over
        return found

    def cost(self, levels: Ints) -> float:
        """What it costs in all."""
        return float(self.costs(levels).sum())

    @cached_property
    def days(self) -> Ints:
        """A day on which a shift begins that covers it, of each cell."""
        _, days, kinds = self.model.options.start.shape
        options = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        found = np.zeros(self.cells, np.int64)
        found[self._cells] = (options // kinds) % days
        return found

    def more(self, levels: Ints, refused: float) -> Floats:
        """What one more in each cell would cost (less than nothing where one is missing); `refused` where no
        more may be."""
        plain = np.where(levels < self.need, -self.under, self.over)
        return np.where(levels >= self.need + self.room, refused, plain)


def cover_of(model: Model, objective: Objective) -> Cover:
    """The cells of a model; without weights where the objective does not ask for cover."""
    lines = model.lines
    none = np.zeros(0, np.int64)
    given = np.concatenate([none, *(line.given for line in lines)])
    least = np.concatenate([none, *(line.least for line in lines)]) - given
    most = np.concatenate([none, *(line.most for line in lines)]) - given
    most = np.clip(most, 0, len(model.people))  # nor can there be more, and a bound needs a finite figure
    weigh = 1.0 if objective.cover else 0.0
    under = np.concatenate([none, *(line.under for line in lines)]) * weigh
    over = np.concatenate([none, *(line.over for line in lines)]) * weigh
    return Cover(model, least, np.maximum(most, least) - least, under, over, *_covered(model))


def _covered(model: Model) -> tuple[Ints, Ints, Ints]:
    """For each option of each row: the cells that it covers and their lines, one option after another."""
    options, cells, lines, at = [], [], [], 0
    for number, line in enumerate(model.lines):
        low, long = line.lo.ravel().astype(np.int64), (line.hi - line.lo).ravel().astype(np.int64)
        long = np.where(np.broadcast_to(line.kinds, line.lo.shape).ravel(), long, 0)
        option = np.repeat(np.arange(len(low)), long)
        cells.append(at + np.arange(long.sum()) + np.repeat(low - (np.cumsum(long) - long), long))
        options.append(option)
        lines.append(np.full(len(option), number, np.int64))
        at += line.cells
    none = np.zeros(0, np.int64)
    option = np.concatenate([none, *options])
    order = np.argsort(option, kind="stable")
    counts = np.bincount(option, minlength=model.options.start.size)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return starts, np.concatenate([none, *cells])[order], np.concatenate([none, *lines])[order]

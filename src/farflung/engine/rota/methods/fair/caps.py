"""Caps on heights as rows of a program: at most so many people above this height, at most so many above that.

People's heights come first in the order of a dictionary, the worst first, just when the count of those above
the greatest height is the least, then the count above the next height, and so on. A count is a sum of yes and
no, so its bound is rounded up to a whole person; where heights themselves are summed the bound is weak.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.sums import Row, added_rows
from farflung.engine.rota.methods.linear.program import FREE, Floats, Ints
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.methods.linear.units import Unit


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` people are higher than `height`, in steps."""

    height: int
    most: int


@dataclass(frozen=True, eq=False)
class Capped:
    """A program in which nobody is above `roof`, and `caps` hold, which go down from there. In steps."""

    written: Linear
    heights: Heights
    roof: int
    caps: tuple[Cap, ...] = ()

    def under(self, cap: Cap) -> "Capped":
        """With one cap more; where it allows nobody it is the roof."""
        if cap.most == 0:
            below = tuple(of for of in self.caps if of.height < cap.height)
            return replace(self, roof=min(self.roof, cap.height), caps=below)
        if cap.height >= self.roof:
            return self
        most = min([cap.most, *(of.most for of in self.caps if of.height == cap.height)])
        others = (of for of in self.caps if of.height != cap.height)
        return replace(self, caps=tuple(sorted((*others, Cap(cap.height, most)), key=lambda of: -of.height)))

    def held(self) -> Linear:
        """The program with its caps, and nothing minimised."""
        return self._with_yeses()[0]

    def fewest(self, height: int) -> Linear:
        """The program that minimises how many are higher than a height."""
        more = self.under(Cap(height, len(self.heights.climbing)))
        wide, columns = more._with_yeses()
        return _minimised(wide, columns[[cap.height for cap in more.caps].index(height)])

    def lowest(self, above: int, grain: int, least: int, most: int) -> Linear:
        """The program that minimises a number of grains, above which there are no more than so many people.

        It lies from `least` to `most`.
        """
        wide, columns = self._with_yeses()
        found = _widened(wide, np.array([float(least)]), np.array([float(most)]))
        last = found.program.width - 1
        free = [mine for cap, mine in zip(self.caps, columns, strict=True) if cap.most <= above][-1:]
        lift = max(0, self.roof - least * grain)
        rows = [
            self._load(number, [last, *(int(of[number]) for of in free)], [grain, lift])
            for number in range(len(self.heights.climbing))
        ]
        return _minimised(replace(found, program=added_rows(found.program, rows, "height")), np.array([last]))

    def _with_yeses(self) -> tuple[Linear, Ints]:
        """With a yes or no for each cap and person, of shape (caps, people), and the rows of both."""
        people, first, caps = len(self.heights.climbing), self.written.program.width, self.caps
        columns = first + np.arange(people * len(caps)).reshape(len(caps), people)
        wide = _widened(self.written, np.zeros(columns.size), np.ones(columns.size))
        stairs = np.array([self.roof, *(cap.height for cap in caps)])
        jumps = (stairs[:-1] - stairs[1:]).tolist()
        loads = [
            self._load(number, columns[:, number].tolist(), jumps, int(stairs[-1]))
            for number in range(people)
        ]
        rows = [*loads, *_counts(caps, columns)]
        return replace(wide, program=added_rows(wide.program, rows, "height")), columns

    def _load(self, number: int, lifted: list[int], by: list[int], most: int = 0) -> Row:
        """Somebody is at most so high, and as much higher as what lifts them."""
        heights = self.heights
        person = heights.climbing[number]
        unit = self._units[person]
        open_ = unit.open & (heights.cost[person] > 0)
        where = np.concatenate([unit.at[open_], np.array(lifted, np.int64)])
        values = np.concatenate([heights.cost[person][open_], -np.array(by[: len(lifted)], np.int64)])
        return where, values.astype(np.float64), -FREE, float(most - heights.before[person])

    @property
    def _units(self) -> dict[int, Unit]:
        return {unit.person: unit for unit in self.written.units}


def _counts(caps: Sequence[Cap], columns: Ints) -> list[Row]:
    """So many yeses of each cap; whoever is above a cap is above the next."""
    ones = np.ones(columns.shape[1])
    rows: list[Row] = [(mine, ones, -FREE, float(cap.most)) for cap, mine in zip(caps, columns, strict=True)]
    for above, below in pairwise(columns):
        pair = np.array([1.0, -1.0])
        rows += [(np.array(both), pair, -FREE, 0.0) for both in zip(above, below, strict=True)]
    return rows


def _widened(written: Linear, low: Floats, high: Floats) -> Linear:
    """With more columns of whole numbers, and nothing minimised."""
    program = written.program
    wide = replace(
        program,
        cost=np.zeros(program.width + len(low)),
        low=np.concatenate([program.low, low]),
        high=np.concatenate([program.high, high]),
        integer=np.concatenate([program.integer, np.ones(len(low), bool)]),
        constant=0.0,
    )
    return replace(written, program=wide)


def _minimised(written: Linear, columns: Ints) -> Linear:
    """The sum of some columns as what is minimised."""
    cost: Floats = np.zeros(written.program.width)
    cost[columns] = 1.0
    return replace(written, program=replace(written.program, cost=cost))

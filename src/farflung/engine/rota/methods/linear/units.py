"""Units: people whose shifts are counted together, and the columns that count them."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Ints, Writer
from farflung.engine.rota.model.limits import ANY
from farflung.engine.rota.model.model import Model


@dataclass(frozen=True, eq=False)
class Unit:
    """`members` (indexes of people) are alike in all that is written of them, but for what is open to each.

    `at` has shape (days, kinds): the column that counts how many of them have that shift, -1 where it is open
    to none. `able` counts for each day to how many anything is. What a limit allows one, it allows the unit
    as often as it has members: where they are alike in what is open too, nothing is lost by that.
    """

    number: int
    members: tuple[int, ...]
    at: Ints
    able: Ints

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.members)

    @property
    def person(self) -> int:
        """One of them, for all that is alike."""
        return self.members[0]

    @cached_property
    def open(self) -> Bools:
        """Which shifts have a column, of shape (days, kinds)."""
        return self.at >= 0


@dataclass(eq=False)
class Written:
    """A program while it is written: the model, its units, and columns that count days of work."""

    model: Model
    units: tuple[Unit, ...]
    writer: Writer
    days: dict[tuple[int, str], Ints] = field(default_factory=dict)

    def marked(self, unit: Unit, mark: str = ANY) -> Bools:
        """Which open shifts of a unit have a mark, of shape (days, kinds)."""
        found: Bools = unit.open & self.model.marks[mark][self.model.row(unit.person)]
        return found

    def worked(self, unit: Unit, mark: str = ANY) -> Ints:
        """For each day the column that counts who works on it with the mark, -1 where nobody can.

        Where one shift alone is open it is that shift's own column.
        """
        key = (unit.number, mark)
        if key not in self.days:
            self.days[key] = self._counted(unit, self.marked(unit, mark))
        return self.days[key]

    def _counted(self, unit: Unit, marked: Bools) -> Ints:
        open_ = marked.sum(axis=1)
        found = np.full(len(marked), -1)
        single = open_ == 1
        found[single] = unit.at[single][marked[single]]
        several = np.flatnonzero(open_ > 1)
        columns = self.writer.add_columns(len(several), high=unit.count)
        found[several] = columns
        sizes = open_[several] + 1
        ends = np.cumsum(sizes)
        where = np.zeros(int(sizes.sum()), np.int64)
        values = np.ones(len(where))
        where[ends - 1], values[ends - 1] = columns, -1.0
        inner = np.ones(len(where), bool)
        inner[ends - 1] = False
        where[inner] = unit.at[several][marked[several]]
        self.writer.add_rows(sizes, where, values, low=0.0, high=0.0, rule="worked", owner=unit.number)
        return found


def units_of(
    model: Model, writer: Writer, groups: tuple[tuple[int, ...], ...], only: Bools | None = None
) -> tuple[Unit, ...]:
    """The units of groups of people who are alike, with columns for open shifts (in `only`).

    Shifts that stand are chosen for every member.
    """
    units = []
    for number, members in enumerate(groups):
        theirs = model.open[list(members)] if only is None else model.open[list(members)] & only
        open_: Bools = np.any(theirs, axis=0)
        able: Ints = theirs.any(axis=2).sum(axis=0)
        at = np.full(open_.shape, -1, np.int64)
        at[open_] = writer.add_columns(
            int(open_.sum()),
            high=theirs.sum(axis=0)[open_].astype(np.float64),
            low=_stand(model, members, open_),
        )
        units.append(Unit(number, members, at, able))
    return tuple(units)


def _stand(
    model: Model, members: tuple[int, ...], open_: Bools
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    least = np.zeros(open_.shape)
    for person, day, kind in model.forced:
        if person in members:
            least[day, kind] += 1
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = least[open_]
    return found

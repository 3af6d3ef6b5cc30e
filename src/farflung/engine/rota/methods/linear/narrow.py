"""A program of which only some columns are open, without the others and the rows that they alone stand in."""

from dataclasses import dataclass, replace

import numpy as np

from farflung.engine.rota.methods.linear.program import FREE, Bools, Floats, Ints, Program


@dataclass(frozen=True, eq=False)
class Narrowed:
    """The smaller `program`: its columns are those `open` of the whole, of which `x` holds the others."""

    program: Program
    open: Ints
    x: Floats

    def whole(self, x: Floats) -> Floats:
        """Values of every column of the whole."""
        found = self.x.copy()
        found[self.open] = x
        return found


def narrowed(program: Program, free: Bools, x: Floats) -> Narrowed:
    """The program in which columns that are not `free` stay at `x`; both of shape (columns,)."""
    sizes = np.diff(program.starts)
    row_of = np.repeat(np.arange(program.height), sizes)
    inside = free[program.columns]
    stays: Floats = np.bincount(
        row_of[~inside], (program.values * x[program.columns])[~inside], program.height
    ).astype(np.float64)
    counts = np.bincount(row_of[inside], minlength=program.height)
    rows, open_ = counts > 0, np.flatnonzero(free)
    number = np.cumsum(free) - 1
    small = replace(
        program,
        cost=program.cost[open_], low=program.low[open_], high=program.high[open_],
        integer=program.integer[open_],
        starts=np.concatenate([[0], np.cumsum(counts[rows])]),
        columns=number[program.columns[inside]], values=program.values[inside],
        row_low=_less(program.row_low, stays)[rows], row_high=_less(program.row_high, stays)[rows],
        rule_of=program.rule_of[rows], owner=program.owner[rows],
        constant=program.constant + float(program.cost[~free] @ x[~free]),
    )  # fmt: skip
    return Narrowed(small, open_, x)


def _less(sides: Floats, stays: Floats) -> Floats:
    found: Floats = np.where(np.abs(sides) >= FREE, sides, sides - stays)
    return found

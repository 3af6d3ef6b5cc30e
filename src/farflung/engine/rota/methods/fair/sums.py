"""Sums of the worst heights as rows of a program.

The sum of the k largest of some numbers is the least of k t + the sum of what each is above t, over all t. So
to make the worst as low as can be, then the two worst together, then the three, is to find the plan whose
heights, the worst first, come first in the order of a dictionary, by linear rows alone (W. Ogryczak and
T. Sliwinski, On solving linear programs with the ordered weighted averaging objective, EJOR 148, 2003).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.linear.program import FREE, Floats, Ints, Program
from farflung.engine.rota.methods.linear.rows import Linear


@dataclass(frozen=True, eq=False)
class Sum:
    """The rows of one sum: `top` is the column of t, `above` those of what each who climbs is above it."""

    count: int
    top: int
    above: tuple[int, ...]


def with_sum(written: Linear, heights: Heights, count: int) -> tuple[Linear, Sum]:
    """A program with one sum more, not yet minimised."""
    program = written.program
    people, first = heights.climbing, program.width
    ceiling = float(heights.before.max(initial=0) + heights.cost.sum(axis=(1, 2)).max(initial=0))
    floor = float(min(heights.before.min(initial=0), 0))
    wide = _columns(program, 1 + len(people), floor, ceiling)
    of = {unit.person: unit for unit in written.units}
    rows = []
    for number, person in enumerate(people):
        unit = of[person]
        open_ = unit.open & (heights.cost[person] > 0)
        where = np.concatenate([unit.at[open_], [first, first + 1 + number]])
        values = np.concatenate([heights.cost[person][open_], [-1, -1]]).astype(np.float64)
        rows.append((where, values, -FREE, -float(heights.before[person])))
    made = Sum(count, first, tuple(range(first + 1, first + 1 + len(people))))
    return replace(written, program=added_rows(wide, rows, "height")), made


def minimised(written: Linear, of: Sum) -> Linear:
    """The program with the sum as what is minimised."""
    cost = np.zeros(written.program.width)
    cost[of.top], cost[list(of.above)] = of.count, 1.0
    return replace(written, program=replace(written.program, cost=cost, constant=0.0))


def held(written: Linear, of: Sum, most: int) -> Linear:
    """The program in which the sum gets no worse than it is."""
    where = np.array([of.top, *of.above])
    values = np.array([float(of.count), *(1.0 for _ in of.above)])
    return replace(written, program=added_rows(written.program, [(where, values, -FREE, most + 0.5)], "held"))


def kept(written: Linear, heights: Heights, reached: Ints) -> Linear:
    """The program in which nobody who climbs gets higher than they have reached."""
    of = {unit.person: unit for unit in written.units}
    rows = []
    for person in heights.climbing:
        open_ = of[person].open & (heights.cost[person] > 0)
        most = float(reached[person] - heights.before[person])
        rows.append((of[person].at[open_], heights.cost[person][open_].astype(np.float64), -FREE, most))
    return replace(written, program=added_rows(written.program, rows, "held")) if rows else written


def _columns(program: Program, count: int, floor: float, ceiling: float) -> Program:
    """More whole numbers: t from the floor to the ceiling, the others from nought."""
    low = np.concatenate([[floor], np.zeros(count - 1)])
    return replace(
        program,
        cost=np.concatenate([program.cost, np.zeros(count)]),
        low=np.concatenate([program.low, low]),
        high=np.concatenate([program.high, np.full(count, ceiling - floor)]),
        integer=np.concatenate([program.integer, np.zeros(count, bool)]),
    )


Row = tuple[Ints, Floats, float, float]


def added_rows(program: Program, rows: Sequence[Row], rule: str) -> Program:
    sizes = np.array([len(where) for where, *_ in rows])
    starts = np.concatenate([program.starts, program.starts[-1] + np.cumsum(sizes)])
    rules = program.rules if rule in program.rules else (*program.rules, rule)
    return replace(
        program,
        starts=starts,
        columns=np.concatenate([program.columns, *(where for where, *_ in rows)]).astype(np.int64),
        values=np.concatenate([program.values, *(values for _, values, *_ in rows)]),
        row_low=np.concatenate([program.row_low, [low for *_, low, _ in rows]]),
        row_high=np.concatenate([program.row_high, [high for *_, high in rows]]),
        rule_of=np.concatenate([program.rule_of, np.full(len(rows), rules.index(rule))]),
        owner=np.concatenate([program.owner, np.full(len(rows), -1)]),
        rules=rules,
    )

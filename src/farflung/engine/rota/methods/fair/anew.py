"""A fairer plan by planning some people, or some days, anew while everything else stays as it is.

What is minimised is how far heights lie above some stairs, the high ones at the greatest price: a sum that
is a little less whenever somebody who carries much gives to somebody who carries less. Between people whose
hours overlap shifts are moved and cut otherwise by it, which no exchange of whole days does.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.sums import Row, added_rows
from farflung.engine.rota.methods.linear.program import FREE, Bools, Program
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop, Within

STAIRS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.05, 1.1, 1.2, 1.4, 1.7, 2.2)
"""Where the stairs lie, as parts of the least that the worst height can be."""

PEOPLE, DAYS = 4, 5
"""How many people, or days in a row, are planned anew at first."""

SECONDS = 2.0
"""At most for one of them."""

FAILS = 12
"""It ends after so many in a row, for each person, that brought nothing."""


def planned_anew(
    written: Linear, heights: Heights, chosen: Sequence[Choice], lowest: float, *, stop: Stop, seed: int
) -> tuple[Choice, ...]:
    """A plan no less fair. `lowest` is what the worst height cannot be below, in steps."""
    return _Anew(written, heights, chosen, lowest, seed).run(stop)


class _Anew:
    """The best plan so far, and the program of the stairs."""

    def __init__(
        self, written: Linear, heights: Heights, chosen: Sequence[Choice], lowest: float, seed: int
    ) -> None:
        self._heights, self._chosen = heights, tuple(chosen)
        self._written = replace(written, program=_with_stairs(written, heights, lowest))
        self._random, self._seed = Random(seed), seed
        self._sizes = {"people": PEOPLE, "days": DAYS}

    def run(self, stop: Stop) -> tuple[Choice, ...]:
        fails, most = 0, FAILS * len(self._heights.climbing)
        while fails < most and not stop.over():
            what = "days" if fails % 3 == 2 else "people"
            free = self._people() if what == "people" else self._days()
            better, whole = self._solved(free, Within.of(stop, SECONDS))
            fails = 0 if better else fails + 1
            grown = self._sizes[what] + (1 if whole and fails % 6 >= 4 else 0 if whole else -1)
            self._sizes[what] = max(2, min(grown, len(self._heights.climbing)))
        return self._chosen

    def _people(self) -> list[Bools]:
        """Columns of somebody who carries much, and of some others."""
        reached = self._heights.reached(self._chosen)
        order = sorted(self._heights.climbing, key=lambda person: -int(reached[person]))
        first = order[min(int(self._random.expovariate(0.5)), len(order) - 1)]
        lower = [person for person in order if reached[person] < reached[first]] or order
        picked = {first, *self._random.sample(lower, min(self._sizes["people"] - 1, len(lower)))}
        return [unit.open & (unit.person in picked) for unit in self._written.units]

    def _days(self) -> list[Bools]:
        """Columns of some days in a row, of everybody."""
        units, size = self._written.units, self._sizes["days"]
        first = self._random.randrange(max(1, len(units[0].at) - size + 1))
        days = np.zeros(len(units[0].at), bool)
        days[first : first + size] = True
        return [unit.open & days[:, None] for unit in units]

    def _solved(self, free: list[Bools], stop: Stop) -> tuple[bool, bool]:
        """Plans some columns anew; whether that is fairer, and whether nothing would be fairer."""
        program, (columns, now) = self._written.program, self._written.start(self._chosen)
        low, high = program.low.copy(), program.high.copy()
        low[columns] = high[columns] = now
        for unit, of in zip(self._written.units, free, strict=True):
            at = unit.at[of]
            low[at], high[at] = program.low[at], program.high[at]
        care = Care(seed=self._seed, relative=0.002)
        answer = Highs(replace(program, low=low, high=high), care).solve(stop=stop, start=(columns, now))
        if answer.x is None:
            return False, answer.infeasible
        found = self._written.chosen(answer.x)
        better = self._heights.levels(found) < self._heights.levels(self._chosen)
        self._chosen = found if better else self._chosen
        return better, answer.bound >= answer.value * 0.99


def _with_stairs(written: Linear, heights: Heights, lowest: float) -> Program:
    """Columns for everybody's height, and for how far it is above each of the stairs."""
    program, people = written.program, heights.climbing
    first, count = program.width, 1 + len(STAIRS)
    most = float(heights.cost.sum(axis=(1, 2)).max(initial=0) + heights.before.max(initial=0))
    prices = np.array([0.0, *(float(number + 1) for number in range(len(STAIRS)))])
    size = count * len(people)
    wide = replace(
        program,
        cost=np.concatenate([np.zeros(first), np.tile(prices, len(people))]),
        low=np.concatenate(
            [
                program.low,
                np.tile([min(0.0, float(heights.before.min(initial=0))), *[0.0] * len(STAIRS)], len(people)),
            ]
        ),
        high=np.concatenate([program.high, np.full(size, most)]),
        integer=np.concatenate([program.integer, np.zeros(size, bool)]),
        constant=0.0,
    )
    units, rows = {unit.person: unit for unit in written.units}, list[Row]()
    for number, person in enumerate(people):
        at = first + number * count
        open_ = units[person].open & (heights.cost[person] > 0)
        where = np.append(units[person].at[open_], at)
        values = np.append(heights.cost[person][open_], -1).astype(np.float64)
        before = -float(heights.before[person])
        rows.append((where, values, before, before))
        pair = np.array([1.0, -1.0])
        rows += [
            (np.array([at, at + 1 + step]), pair, -FREE, part * lowest) for step, part in enumerate(STAIRS)
        ]
    return added_rows(wide, rows, "height")

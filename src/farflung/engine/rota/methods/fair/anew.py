"""A fairer plan by planning some people, or some days, anew while everything else stays as it is.

What is minimised is how far heights lie above some stairs, the high ones at the greatest price: a sum that
is a little less whenever somebody who carries much gives to somebody who carries less. The stairs lie between
the heights of those who are planned anew, so that the least difference between any two of them counts.
Between people whose hours overlap shifts are moved and cut otherwise by it, which no exchange of whole days
does. CP-SAT plans three to five times as many of them in a second as HiGHS does.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from farflung.engine.rota.methods.fair.heights import Heights, Ints
from farflung.engine.rota.methods.fair.sums import Row, added_rows
from farflung.engine.rota.methods.linear.narrow import narrowed
from farflung.engine.rota.methods.linear.program import FREE, Bools, Floats, Program
from farflung.engine.rota.methods.linear.rows import Linear
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop, Within

STAIRS, STEEP = 10, 1.7
"""How many stairs there are, and how much more each costs than the one below it."""

PEOPLE, DAYS = 4, 5
"""How many people, or days in a row, are planned anew at first."""

SECONDS = 1.0
"""At most for one of them."""

HIGH = 3.0
"""How much rather somebody who carries much begins it: so often more for the highest than for the lowest, as
the exponential of this."""

BESIDE = 0.5
"""How often those are rather taken whose shifts begin and end when those of the first do."""

FAILS = 6
"""It ends after so many in a row, for each person, that brought nothing."""


def planned_anew(
    written: Linear, heights: Heights, chosen: Sequence[Choice], *, stop: Stop, seed: int
) -> tuple[Choice, ...]:
    """A plan no less fair, with the same limits kept and nothing worse of what `written` holds."""
    return _Anew(written, heights, chosen, seed).run(stop)


class _Anew:
    """The best plan so far, and the program of the stairs."""

    def __init__(self, written: Linear, heights: Heights, chosen: Sequence[Choice], seed: int) -> None:
        self._heights, self._chosen = heights, tuple(chosen)
        self._written, self._program = written, _with_stairs(written, heights)
        self._beside = _beside(written, len(heights.before))
        self._random, self._seed = Random(seed), seed
        self._sizes = {"people": PEOPLE, "days": DAYS}
        self._many = {"people": len(heights.climbing), "days": heights.cost.shape[1]}

    def run(self, stop: Stop) -> tuple[Choice, ...]:
        fails, most = 0, FAILS * len(self._heights.climbing)
        while fails < most and not stop.over():
            what = "days" if fails % 3 == 2 else "people"
            free = self._people() if what == "people" else self._days()
            better, whole = self._solved(free, Within.of(stop, SECONDS))
            fails = 0 if better else fails + 1
            grown = self._sizes[what] + (0 if better and whole else 1 if whole else -1)
            self._sizes[what] = max(2, min(grown, self._many[what]))
        return self._chosen

    def _people(self) -> list[Bools]:
        """Columns of somebody, mostly of those who carry much, and of some who carry less."""
        reached = self._heights.reached(self._chosen)
        order = sorted(self._heights.climbing, key=lambda person: -int(reached[person]))
        first = order[int(self._random.expovariate(HIGH) * len(order)) % len(order)]
        lower = [person for person in order if reached[person] < reached[first]] or order
        if self._random.random() < BESIDE:
            lower.sort(key=lambda person: -float(self._beside[first, person]) * self._random.random())
        else:
            self._random.shuffle(lower)
        picked = {first, *lower[: self._sizes["people"] - 1]}
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
        columns, now = self._written.start(self._chosen)
        x, open_ = np.zeros(self._program.width), np.ones(self._program.width, bool)
        x[columns], open_[columns] = now, False
        for unit, of in zip(self._written.units, free, strict=True):
            open_[unit.at[of]] = True
        movers = [unit.person for unit, of in zip(self._written.units, free, strict=True) if of.any()]
        small = narrowed(self._priced(movers), self._opened(open_, movers), x)
        start = np.flatnonzero(small.open < len(columns))
        known = start, x[small.open[start]]
        answer = solve_cpsat(small.program, stop=stop, seed=self._seed, start=known)
        if answer.x is None:
            return False, answer.infeasible
        found = self._written.chosen(small.whole(answer.x))
        better = self._heights.levels(found) < self._heights.levels(self._chosen)
        self._chosen = found if better else self._chosen
        return better, answer.bound > answer.value - 1

    def _opened(self, open_: Bools, movers: Sequence[int]) -> Bools:
        """With the heights and the stairs of those who are planned anew, and of nobody else."""
        there = np.isin(self._heights.climbing, movers)
        open_[self._written.program.width :] = np.repeat(there, 1 + STAIRS)
        return open_

    def _priced(self, movers: Sequence[int]) -> Program:
        """The program with its stairs between the heights of some people."""
        climbing, reached = self._heights.climbing, self._heights.reached(self._chosen)
        theirs = [int(reached[of]) for of in climbing if of in movers] or [0]
        row_high = self._program.row_high.copy()
        row_high[len(row_high) - len(climbing) * STAIRS :] = np.tile(_stairs(theirs), len(climbing))
        return replace(self._program, row_high=row_high)


def _beside(written: Linear, people: int) -> Floats:
    """In how many rows of the program the shifts of two people stand both, of shape (people, people)."""
    program = written.program
    row_of = np.repeat(np.arange(program.height), np.diff(program.starts))
    touched = np.zeros((people, program.height))
    for unit in written.units:
        mine = np.zeros(program.width, bool)
        mine[unit.at[unit.open]] = True
        touched[unit.person, row_of[mine[program.columns]]] = 1.0
    found: Floats = touched @ touched.T
    return found


def _stairs(heights: Sequence[int]) -> Floats:
    """Just below every height and between each two of them; evenly chosen of these if they are many."""
    ends = np.unique(np.array([min(heights) - 1, *(height - 1 for height in heights)], np.float64))
    between = np.unique(np.concatenate([ends, (ends[1:] + ends[:-1]) / 2]))
    at = np.rint(np.linspace(0, len(between) - 1, STAIRS)).astype(np.int64)
    found: Floats = np.floor(between[at])
    return found


def _with_stairs(written: Linear, heights: Heights) -> Program:
    """Columns for everybody's height, and for how far it is above each stair, whose rows come last."""
    program, people, size = written.program, heights.climbing, 1 + STAIRS
    most = float(heights.cost.sum(axis=(1, 2)).max(initial=0) + heights.before.max(initial=0))
    least = min(0.0, float(heights.before.min(initial=0)))
    prices = np.concatenate([[0.0], np.rint(STEEP ** np.arange(STAIRS))])
    wide = replace(
        program,
        cost=np.concatenate([np.zeros(program.width), np.tile(prices, len(people))]),
        low=np.concatenate([program.low, np.tile([least, *[0.0] * STAIRS], len(people))]),
        high=np.concatenate([program.high, np.full(size * len(people), most - least)]),
        integer=np.concatenate([program.integer, np.zeros(size * len(people), bool)]),
        constant=0.0,
    )
    columns = program.width + np.arange(size * len(people)).reshape(len(people), size)
    pair = np.array([1.0, -1.0])
    rows: list[Row] = [
        (np.array([mine[0], above]), pair, -FREE, 0.0) for mine in columns for above in mine[1:]
    ]
    return added_rows(wide, [*_heights(written, heights, columns[:, 0]), *rows], "height")


def _heights(written: Linear, heights: Heights, columns: Ints) -> list[Row]:
    """A row for everybody that makes a column their height."""
    units, rows = {unit.person: unit for unit in written.units}, list[Row]()
    for person, column in zip(heights.climbing, columns, strict=True):
        open_ = units[person].open & (heights.cost[person] > 0)
        where = np.append(units[person].at[open_], column)
        values = np.append(heights.cost[person][open_], -1).astype(np.float64)
        before = -float(heights.before[person])
        rows.append((where, values, before, before))
    return rows

"""Fairness of great rotas: by groups of people who are alike, with a bound for every level.

The relaxation is lexicographic by itself: it makes the highest mean of a group as low as can be; the groups
whose rows its duals say hold that up are there to stay; of the others the highest is made as low as can be,
and so on. Whole counts as near to those means as can be are shared out, and people exchange days until
nobody can get lower at the cost of somebody who stays below. The bound of the k worst is the least that the k
highest sum up to when shifts may be divided.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from farflung.engine.rota.methods.fair.exchange import exchanged
from farflung.engine.rota.methods.fair.floors import Floors
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.outcome import FairOutcome
from farflung.engine.rota.methods.groups.alike import alike
from farflung.engine.rota.methods.groups.split import split
from farflung.engine.rota.methods.linear.dive import dive
from farflung.engine.rota.methods.linear.program import FREE, Floats, Ints, Program
from farflung.engine.rota.methods.linear.rows import Held, Linear, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.linear.units import Unit
from farflung.engine.rota.methods.solvers.answer import Answer, Report
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

_BY = "HiGHS, by groups of people who are alike, and exchange"


def greatly_fair(
    model: Model, held: Held, *, stop: Stop, seed: int, watch: Report, start: Sequence[Choice] | None
) -> FairOutcome:
    """A fair choice of a great model, no worse than `start` in any level, and what no choice can be below."""
    heights = Heights.of(model)
    groups = alike(model, [Objective(heights.cost), *(of for of, _ in held)])
    written = linear(model, Objective(), groups=groups, held=held)
    loads = _Loads.of(written, heights)
    if not loads.units:
        return FairOutcome(None if start is None else tuple(start), (), (), _BY)
    relaxed = _Relaxed(written.program, loads)
    targets, infeasible = relaxed.targets(Within.of(stop, 0.5 * stop.left()))
    if infeasible:
        return FairOutcome(None, (), (), _BY, infeasible=True)
    best, known = None if start is None else tuple(start), dict[int, float]()
    if targets is not None:
        found = _counted(model, written, loads, targets, Within.of(stop, 0.75 * stop.left()), seed)
        best = found if found is not None else best
        known = relaxed.worst | relaxed.sums(targets, Within.of(stop, 0.6 * stop.left()))
    watch(None, min(known.values(), default=0.0))
    if best is None:
        return FairOutcome(None, (), (), _BY)
    tried = [exchanged(model, heights, best, held, stop=Within.of(stop, 0.7 * stop.left()))]
    if start is not None:
        tried.append(exchanged(model, heights, start, held, stop=stop))
    chosen = min(tried, key=heights.levels)
    steps = heights.levels(chosen)
    levels = tuple(int(heights.points(height)) for height in steps)
    floors = Floors(known)
    least = (min(floors.level(steps[:number]), height) for number, height in enumerate(steps))
    return FairOutcome(chosen, levels, tuple(map(heights.points, least)), _BY, floors=floors)


@dataclass(frozen=True, eq=False)
class _Loads:
    """Of every group that climbs the columns and costs of its load, what its members stand at before, and how
    many they are. `step` divides every cost."""

    units: tuple[Unit, ...]
    columns: tuple[Ints, ...]
    costs: tuple[Floats, ...]
    before: Ints
    counts: Ints
    step: int

    @classmethod
    def of(cls, written: Linear, heights: Heights) -> "_Loads":
        """The loads of a program."""
        climbing = set(heights.climbing)
        units = tuple(unit for unit in written.units if unit.person in climbing)
        there = [unit.open & (heights.cost[unit.person] > 0) for unit in units]
        costs = [heights.cost[unit.person][of] for unit, of in zip(units, there, strict=True)]
        return cls(
            units,
            tuple(unit.at[of] for unit, of in zip(units, there, strict=True)),
            tuple(of.astype(np.float64) for of in costs),
            np.array([int(heights.before[list(unit.members)].sum()) for unit in units]),
            np.array([unit.count for unit in units]),
            int(np.gcd.reduce(np.concatenate(costs))) if units else 1,
        )

    def rows(self, more: Sequence[tuple[Ints, Floats]]) -> tuple[Ints, Ints, Floats]:
        """Sizes, columns and values of a row for each group: its load, and what else is in it."""
        sizes = [len(of) + len(extra[0]) for of, extra in zip(self.columns, more, strict=True)]
        columns = [part for of, extra in zip(self.columns, more, strict=True) for part in (of, extra[0])]
        values = [part for of, extra in zip(self.costs, more, strict=True) for part in (of, extra[1])]
        return np.array(sizes), np.concatenate(columns), np.concatenate(values)


class _Relaxed:
    """The relaxation, kept open: t and what each group is above it in columns, two rows for each group."""

    def __init__(self, program: Program, loads: _Loads) -> None:
        self._loads = loads
        self._highs = Highs(program, Care(method="ipm"))
        groups, self._top = len(loads.units), program.width
        self._above = np.arange(program.width + 1, program.width + 1 + groups)
        none = np.zeros(0, np.int64)
        self._highs.add_columns(
            np.zeros(groups + 1, np.int64), none, none.astype(np.float64), np.zeros(groups + 1),
            np.full(groups + 1, 1e12),
        )  # fmt: skip
        self._highs.change_bounds(np.array([self._top]), np.array([-1e12]), np.array([1e12]))
        level = [
            (np.array([self._top, above]), np.array([-float(count), -1.0]))
            for above, count in zip(self._above, loads.counts, strict=True)
        ]
        none_more = [(none, none.astype(np.float64))] * groups
        free = np.full(groups, -FREE)
        self._highs.add_rows(*loads.rows(level), free, -loads.before.astype(np.float64))
        self._highs.add_rows(*loads.rows(none_more), free, np.full(groups, FREE))
        self._row = program.height
        self.worst = dict[int, float]()

    def targets(self, stop: Stop) -> tuple[Floats | None, bool]:
        """What each group's mean comes to, the highest made as low as can be first; whether none can."""
        groups, before = len(self._loads.units), self._loads.before.astype(np.float64)
        self._price(0)
        left, found = set(range(groups)), np.zeros(groups)
        while left:
            answer = self._highs.solve(stop=stop, relaxed=True)
            if answer.x is None or answer.duals is None:
                return (None if len(left) == groups else self._filled(found, left)), answer.infeasible
            reached = float(answer.x[self._top])
            self.worst = self.worst or {1: answer.value}
            duals = answer.duals[self._row : self._row + groups]
            fixed = [n for n in left if duals[n] < -1e-9] or list(left)
            for number in fixed:
                found[number] = reached
                most = reached * self._loads.counts[number] - before[number]
                self._highs.change_row(self._row + number, -FREE, FREE)
                self._highs.change_row(self._row + groups + number, -FREE, most + 1e-6 * max(1.0, abs(most)))
            self._last = reached
            left -= set(fixed)
        return found, False

    def sums(self, targets: Floats, stop: Stop) -> dict[int, float]:
        """What the sums of so many of the worst cannot be below, where a level of the relaxation ends."""
        groups = len(self._loads.units)
        for number in range(groups):
            self._highs.change_row(self._row + number, -FREE, -float(self._loads.before[number]))
            self._highs.change_row(self._row + groups + number, -FREE, FREE)
        order = np.argsort(-targets, kind="stable")
        ends = np.append(np.diff(targets[order]) < -1e-6 * max(1.0, float(np.abs(targets).max())), True)
        counts = sorted({1, *(int(of) for of in np.cumsum(self._loads.counts[order])[ends])})
        known = {}
        for count in counts:
            self._price(count)
            answer = self._highs.solve(stop=stop, relaxed=True)
            if answer.duals is not None:
                known[count] = answer.value
        return known

    def _price(self, count: int) -> None:
        """Minimises the sum of so many of the highest; nought: the highest, with nobody above it."""
        groups = len(self._loads.units)
        high = np.full(groups, 1e12 if count else 0.0)
        self._highs.change_bounds(self._above, np.zeros(groups), high)
        costs = np.concatenate([[float(count or 1)], np.ones(groups)])
        self._highs.change_costs(np.array([self._top, *self._above]), costs)

    def _filled(self, found: Floats, left: set[int]) -> Floats:
        """Where the time was up: the last level for whoever is left."""
        return np.array([self._last if n in left else of for n, of in enumerate(found)])


def _counted(
    model: Model, written: Linear, loads: _Loads, targets: Floats, stop: Stop, seed: int
) -> tuple[Choice, ...] | None:
    """Whole counts as near to the targets as can be, shared out; None where none were found in time."""
    answer = _nearest(written.program, loads, targets, Within.of(stop, 0.9 * stop.left()), seed)
    if answer.x is None:
        return None
    shared: list[Choice] = []
    for unit, counts in zip(written.units, written.counts(answer.x[: written.program.width]), strict=True):
        part = split(model, unit.members, counts, stop=stop, seed=seed)
        if part is None or len(part) < counts.sum():
            return None
        shared += part
    return tuple(shared)


def _nearest(program: Program, loads: _Loads, targets: Floats, stop: Stop, seed: int) -> Answer:
    """Minimises by how many steps loads are above their targets, in all."""
    groups, width, step = len(loads.units), program.width, loads.step
    above = np.arange(width, width + groups)
    most = np.ceil((targets * loads.counts - loads.before) / step - 1e-6) * step
    sizes, columns, values = loads.rows([(np.array([n]), np.array([-float(step)])) for n in above])
    wide = replace(
        program,
        cost=np.concatenate([program.cost, np.ones(groups)]),
        low=np.concatenate([program.low, np.zeros(groups)]),
        high=np.concatenate([program.high, np.full(groups, 1e6)]),
        integer=np.concatenate([program.integer, np.ones(groups, bool)]),
        starts=np.concatenate([program.starts, program.starts[-1] + np.cumsum(sizes)]),
        columns=np.concatenate([program.columns, columns]),
        values=np.concatenate([program.values, values]),
        row_low=np.concatenate([program.row_low, np.full(groups, -FREE)]),
        row_high=np.concatenate([program.row_high, most]),
        rule_of=np.concatenate([program.rule_of, np.zeros(groups, np.int64)]),
        owner=np.concatenate([program.owner, np.full(groups, -1)]),
    )
    return dive(Scaled.of(wide), stop=stop, seed=seed, give=float(groups))

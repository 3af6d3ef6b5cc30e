"""Fairness of small rotas, exact: one program with whole numbers for each further level."""

from collections.abc import Sequence

from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.outcome import FairOutcome
from farflung.engine.rota.methods.fair.sums import held, minimised, with_sum
from farflung.engine.rota.methods.linear.rows import Held, Linear, linear
from farflung.engine.rota.methods.linear.solve import Search
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within


def exactly_fair(
    model: Model, held_: Held, *, stop: Stop, seed: int, watch: Report, start: Sequence[Choice] | None
) -> FairOutcome:
    """The plan whose heights come first in the order of a dictionary, the worst first, as far as time goes.

    A level that is not proven in its part of the time is held at the best that was found, and those after it
    are then the best under it: the bounds say so.
    """
    levels = _Levels(Heights.of(model), stop, seed, watch)
    return levels.run(linear(model, Objective(), held=held_), start)


LEAST = 10.0
"""Seconds that each level may take in any case."""

PART = 0.2
"""What part of the time one level may take."""

VAIN = 2
"""After so many levels in a row that were neither bettered nor proven, those below are left as they are."""


class _Levels:
    """What is reached, level by level."""

    def __init__(self, heights: Heights, stop: Stop, seed: int, watch: Report) -> None:
        self._heights, self._stop, self._seed, self._watch = heights, stop, seed, watch
        self._best: Sequence[Choice] | None = None
        self._bounds: list[float] = []
        self._by = "none"
        self._most = max(LEAST, PART * stop.left())

    def run(self, written: Linear, start: Sequence[Choice] | None) -> FairOutcome:
        self._best = start
        people, vain = len(self._heights.climbing), 0
        if not people:
            return self._without(written)
        for count in range(1, people + 1):
            wide, of = with_sum(written, self._heights, count)
            before = self._sum(count) if self._best is not None else None
            found = self._least(minimised(wide, of), count)
            if found.infeasible:
                return FairOutcome(None, (), (), found.by, infeasible=True)
            if self._best is None or self._stop.over():
                break
            self._bounds.append(found.bound)
            vain = vain + 1 if self._sum(count) == before and found.bound < self._sum(count) else 0
            if vain == VAIN:
                break
            written = held(wide, of, self._sum(count))
        else:
            return self._outcome(written)
        return self._outcome()

    def _without(self, written: Linear) -> FairOutcome:
        """Where no shift weighs anything any plan will do."""
        if self._best is None:
            found = Search(written, self._stop, self._seed, self._watch)
            found.run()
            if found.infeasible:
                return FairOutcome(None, (), (), found.by, infeasible=True)
            self._best, self._by = (found.best[1] if found.best else None), found.by
        return self._outcome()

    def _least(self, written: Linear, count: int) -> Search:
        """The least sum of so many."""
        part = Within.of(self._stop, min(0.5 * self._stop.left(), self._most))
        search = Search(written, part, self._seed, self._watch)
        if self._best is not None:
            search.begin(float(self._sum(count)), self._best)
        search.run()
        if search.best is not None:
            self._best, self._by = search.best[1], search.by if search.by != "start" else self._by
        return search

    def _sum(self, count: int) -> int:
        return sum(self._heights.levels(self._best or ())[:count])

    def _outcome(self, program: Linear | None = None) -> FairOutcome:
        if self._best is None:
            return FairOutcome(None, (), (), self._by)
        points, steps = self._heights.points, self._heights.levels(self._best)
        levels = tuple(int(points(height)) for height in steps)
        bounds = tuple(points(bound, count) for count, bound in enumerate(self._bounds, 1))
        return FairOutcome(tuple(self._best), levels, bounds, self._by, program=program)

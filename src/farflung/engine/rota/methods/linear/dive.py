"""From a relaxation that is nearly whole to whole numbers, with the relaxation's bound as the proof.

The relaxation of a rota of intervals has a corner of which nine parts in ten are whole numbers already. The
dive rounds up a tenth of the others at a time and solves the rest anew, which costs next to nothing; often
that ends at the bound. If not, what it raised is kept and the rest solved; then what the bound's duals rule
out for anything that good is left out, which loses nothing; and at last everything is open again.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Floats, Ints, Program, Start
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.solvers.answer import Answer, Report, unheard
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.stop import Stop, Within

_CLOSE = 1e-6
_INFINITY = float("inf")
_PART = 0.1
"""What part of the numbers that are not whole is rounded at a time."""
_DIVING = 0.5
"""What part of the time the dive may take."""
_LITTLE = 0.002
"""What part of its value a dive may give up each time once it has found nothing without."""
_WORTH = 0.6
"""So much of the time must be left after the relaxation: each step of a dive takes a part of what it took."""
_FAILS = 6
"""After so many roundings that made it worse the dive gives up."""


def dive(
    scaled: Scaled, *, stop: Stop, seed: int = 0, report: Report = unheard, start: Start | None = None,
    give: float = 0.0,
) -> Answer:  # fmt: skip
    """The best of a program with small whole costs; its bound is that of the relaxation or better.

    The dive may `give` so much of its value in each step where that it is near the bound is enough.
    """
    program = scaled.program
    highs = Highs(program, Care(method="ipm", seed=seed))
    relaxed = highs.solve(stop=stop, relaxed=True)
    if relaxed.infeasible or relaxed.x is None:
        return relaxed
    best = _Best(relaxed.bound, report)
    diver = _Diver(program, highs, relaxed, give)
    best.learn(diver.dive(Within.of(stop, _DIVING * stop.left())), exact=False)
    start = diver.below() if start is None or not start[1].any() else start
    care = Care(absolute=0.99, root="ipm", seed=seed)
    for narrowed, part in _narrowed(program, relaxed, diver.low):
        if best.proven or stop.over() or (give and best.answer.x is not None):
            break
        within = Within.of(stop, part * stop.left())
        found = Highs(narrowed, care).solve(stop=within, start=best.start(start), report=best.tell)
        best.learn(found, exact=narrowed is program)
    return best.answer


def near(scaled: Scaled, *, stop: Stop, seed: int = 0, report: Report = unheard) -> Answer:
    """Whole numbers near the relaxation, soon, and the relaxation's bound.

    Where raising ends at no solution, it goes on although that costs a little each time; and where that ends
    at none either, or the relaxation itself took long, the answer is the last corner, some of whose numbers
    are not whole.
    """
    before = stop.left()
    highs = Highs(scaled.program, Care(method="ipm", seed=seed))
    relaxed = highs.solve(stop=stop, relaxed=True)
    if relaxed.infeasible or relaxed.x is None:
        return relaxed
    report(None, relaxed.bound)
    if stop.left() < _WORTH * before:
        return relaxed
    diver = _Diver(scaled.program, highs, relaxed, 0.0)
    found = diver.dive(Within.of(stop, _DIVING * stop.left()))
    if found.x is None:
        diver.give = max(1.0, _LITTLE * abs(relaxed.value))
        found = diver.dive(stop)
    return replace(diver.at if found.x is None else found, bound=relaxed.bound)


def _narrowed(program: Program, relaxed: Answer, low: Floats) -> Iterator[tuple[Program, float]]:
    """Programs with less and less left out, and what part of the time each gets."""
    yield replace(program, low=low), 0.2
    if relaxed.x is not None:
        yield _fixed(program, _whole(program, relaxed.x) & program.integer, relaxed.x), 0.4
    if relaxed.reduced is not None:
        room = ceil(relaxed.value - 1e-5) - relaxed.value + 1e-4
        yield _fixed(program, relaxed.reduced > room, program.low), 0.5
    yield program, 1.0


def _whole(program: Program, x: Floats) -> Bools:
    found: Bools = ~program.integer | (np.abs(x - np.rint(x)) < _CLOSE)
    return found


def _fixed(program: Program, which: Bools, x: Floats) -> Program:
    low, high = program.low.copy(), program.high.copy()
    low[which] = high[which] = np.rint(x[which])
    return replace(program, low=low, high=high)


class _Diver:
    """Raises lower bounds as long as the value stays, or each time loses no more than one may `give`; `low`
    is what holds at the end."""

    def __init__(self, program: Program, highs: Highs, relaxed: Answer, give: float) -> None:
        self._program, self._highs, self.at, self.give = program, highs, relaxed, give
        self.low = program.low.copy()

    def dive(self, stop: Stop) -> Answer:
        """A solution in whole numbers, or an answer without one."""
        self._highs.use("simplex")
        fails, part = 0, _PART
        while fails < _FAILS and self.at.x is not None and not stop.over():
            left = np.flatnonzero(~_whole(self._program, self.at.x))
            if not len(left):
                return replace(self.at, duals=None, reduced=None)
            risen = self._raise(self.at.x, left, part, stop)
            fails, part = (0, min(_PART, part * 2)) if risen else (fails + 1, part / 4)
        return Answer(None, _INFINITY, -_INFINITY)

    def below(self) -> Start | None:
        """The last corner rounded down: what only has upper limits keeps them so."""
        columns = np.flatnonzero(self._program.integer)
        return None if self.at.x is None else (columns, np.floor(self.at.x[columns] + _CLOSE))

    def _raise(self, x: Floats, left: Ints, part: float, stop: Stop) -> bool:
        """Keeps what is whole, rounds up the nearest of what is left; whether the value stays."""
        raised = np.where(self._program.integer & _whole(self._program, x), np.rint(x), 0.0)
        self.low = np.maximum(self.low, raised)
        nearest = left[np.argsort(np.floor(x[left]) - x[left], kind="stable")]
        picked = nearest[: max(1, int(len(left) * part))]
        before = self.low[picked].copy()
        self.low[picked] = np.ceil(x[picked])
        self._tell()
        found = self._highs.solve(stop=stop, relaxed=True)
        if found.x is not None and ceil(found.value - 1e-5) <= ceil(self.at.value - 1e-5) + self.give:
            self.at = found
            return True
        self.low[picked] = before
        return False

    def _tell(self) -> None:
        every = np.arange(self._program.width)
        self._highs.change_bounds(every, self.low, self._program.high)


class _Best:
    """The best answer of several programs, and the bound that holds for all."""

    def __init__(self, bound: float, report: Report) -> None:
        self._bound, self._report = bound, report
        self._x: Floats | None = None
        self._value, self._none = _INFINITY, False

    @property
    def proven(self) -> bool:
        """Whether no whole number lies between the value and the bound."""
        return self._x is not None and self._value < self._bound + 1 - 1e-5

    @property
    def answer(self) -> Answer:
        """What is known."""
        if self._none:
            return Answer(None, _INFINITY, _INFINITY, infeasible=True)
        return Answer(self._x, self._value, min(self._bound, self._value))

    def learn(self, answer: Answer, *, exact: bool) -> None:
        """From a program; only what holds for the whole one is a bound."""
        if answer.x is not None and answer.value < self._value:
            self._x, self._value = answer.x, answer.value
        if exact and answer.infeasible:
            self._none = self._x is None
        elif exact:
            self._bound = max(self._bound, answer.bound)

    def start(self, known: Start | None) -> Start | None:
        """Where the next program begins."""
        return known if self._x is None else (np.arange(len(self._x)), self._x)

    def tell(self, best: float | None, _: float) -> None:
        """Reports with the bound that holds for the whole."""
        known = min(self._value, _INFINITY if best is None else best)
        self._report(None if known == _INFINITY else known, self._bound)

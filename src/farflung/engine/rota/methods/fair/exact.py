"""Fairness of small rotas: level by level, with whole numbers.

First with heights as they are, for a moment: many rotas are proven so. Else in grains, parts of the worst
height, coarse ones first and finer ones within them: to prove that nobody's height can be less by a
minute is a search through nearly every way to share out the shifts, and nobody could feel it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.engine.rota.methods.fair.anew import planned_anew
from farflung.engine.rota.methods.fair.caps import Capped
from farflung.engine.rota.methods.fair.descent import Descended, Descent
from farflung.engine.rota.methods.fair.exchange import exchanged
from farflung.engine.rota.methods.fair.floors import Floors, floors
from farflung.engine.rota.methods.fair.great import greatly_fair
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.outcome import FairOutcome
from farflung.engine.rota.methods.fair.passing.passing import passed_on
from farflung.engine.rota.methods.groups.alike import alike
from farflung.engine.rota.methods.linear.rows import Held, Linear, linear
from farflung.engine.rota.methods.linear.solve import Search
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

GRAINS = (0.04, 0.01)
"""What parts of the worst height, of the least that it can be, are grains, one after another."""

MANY = 1500
"""With so many open shifts relaxations take seconds: heights as they are would not be proven."""

SOON = 200
"""With so few open shifts every level is often proven in a moment: that is tried first."""

ALIKE = 0.75
"""With so few groups of people who are alike, as a part of the people, a plan is first made by groups."""


def exactly_fair(
    model: Model, held: Held, *, stop: Stop, seed: int, watch: Report, start: Sequence[Choice] | None
) -> FairOutcome:
    """The plan whose heights come first in the order of a dictionary, the worst first, as far as time goes.

    A level that is not proven in its part of the time is held at the best that was found, and those after it
    are then the best under it: the bounds say so.
    """
    heights, written = Heights.of(model), linear(model, Objective(), held=held)
    work = _Work(model, held, written, heights, seed, watch)
    if model.open.sum() > MANY:
        return work.many(start, stop)
    if start is None:
        found = Search(written, stop, seed, watch)
        found.run()
        if found.best is None:
            return FairOutcome(None, (), (), found.by, infeasible=found.infeasible)
        start = found.best[1]
    return work.few(start, stop)


@dataclass(frozen=True, eq=False)
class _Work:
    """A model, its program, and the heights of its people."""

    model: Model
    held: Held
    written: Linear
    heights: Heights
    seed: int
    watch: Report

    def few(self, start: Sequence[Choice], stop: Stop) -> FairOutcome:
        """Heights as they are for a part of the time, then a better plan, then grains."""
        part = Within.of(stop, 0.15 * stop.left())
        known = floors(self.written, self.heights, stop=part) if self.heights.climbing else Floors()
        if known.none:
            return FairOutcome(None, (), (), "HiGHS", infeasible=True)
        part = Within.of(stop, 0.05 * stop.left())
        chosen = exchanged(self.model, self.heights, start, self.held, stop=part)
        soon = self.model.open.sum() <= SOON
        if not soon:
            chosen = self._passed(chosen, known, Within.of(stop, 0.3 * stop.left()))
        grains = _grains(known)
        sharp = Within.of(stop, 0.15 * stop.left()) if grains else stop
        descent = Descent(self._capped(chosen), known, (), 1, self.seed, self.watch)
        found = descent.run(chosen, sharp, patience=1 if grains else 2)
        if found.whole or not grains:
            return _outcome(self.heights, found, known)
        chosen = tuple(found.chosen)
        if soon:
            chosen = self._passed(chosen, known, Within.of(stop, 0.3 * stop.left()))
        chosen = self._anew(chosen, Within.of(stop, 0.3 * stop.left()))
        return self._in_grains(chosen, known, _worst(found), stop)

    def many(self, start: Sequence[Choice] | None, stop: Stop) -> FairOutcome:
        """A plan by groups where people are alike, else the one there is; a better one, then grains."""
        if start is None or self._groups() <= ALIKE * len(self.model.people):
            part = Within.of(stop, 0.4 * stop.left())
            found = greatly_fair(
                self.model, self.held, stop=part, seed=self.seed, watch=self.watch, start=start
            )
            if found.chosen is None or found.proven:
                return found
            start, known = found.chosen, found.floors
        else:
            part = Within.of(stop, 0.3 * stop.left())
            known = floors(self.written, self.heights, stop=part, method="ipm")
        chosen = self._passed(start, known, Within.of(stop, 0.5 * stop.left()))
        chosen = self._anew(chosen, Within.of(stop, 0.6 * stop.left()))
        return self._in_grains(chosen, known, (), stop)

    def _groups(self) -> int:
        """How many there are of people who are alike."""
        return len(alike(self.model, [Objective(self.heights.cost), *(of for of, _ in self.held)]))

    def _passed(self, chosen: Sequence[Choice], known: Floors, stop: Stop) -> tuple[Choice, ...]:
        return passed_on(
            self.model, self.heights, chosen, self.held, stop=stop, seed=self.seed, least=known.level(())
        )

    def _in_grains(
        self, chosen: Sequence[Choice], known: Floors, least: Sequence[int], stop: Stop
    ) -> FairOutcome:
        capped = self._capped(chosen)
        found = Descended(chosen, [0] * len(self.heights.climbing), False, capped, "start")
        grains = _grains(known) or [1]
        for grain in grains:
            part = stop if grain == grains[-1] else Within.of(stop, 0.5 * stop.left())
            found = Descent(capped, known, least, grain, self.seed, self.watch).run(chosen, part)
            chosen, capped, least = found.chosen, found.capped, found.least
            if grain != grains[-1] and not found.whole:
                chosen, capped, least = self._bettered(found, Within.of(stop, 0.6 * stop.left()))
        return _outcome(self.heights, found, known)

    def _bettered(self, found: Descended, stop: Stop) -> tuple[Sequence[Choice], Capped, list[int]]:
        """A better plan, if there is one, with caps of its own; else what was found."""
        chosen = self._anew(found.chosen, stop)
        if self.heights.levels(chosen) == self.heights.levels(found.chosen):
            return found.chosen, found.capped, found.least
        return chosen, self._capped(chosen), _worst(found)

    def _capped(self, chosen: Sequence[Choice]) -> Capped:
        return Capped(self.written, self.heights, max(self.heights.levels(chosen), default=0))

    def _anew(self, chosen: Sequence[Choice], stop: Stop) -> tuple[Choice, ...]:
        return planned_anew(self.written, self.heights, chosen, stop=stop, seed=self.seed)


def _worst(found: Descended) -> list[int]:
    """What is known of the worst level; what is of the others holds only under the caps of that plan."""
    return found.least[:1] + [0] * (len(found.least) - 1)


def _grains(known: Floors) -> list[int]:
    """In steps, the coarse ones first; none where they would be no coarser than a step."""
    worst = known.sums.get(1, 0.0)
    return [of for part in GRAINS if (of := int(part * worst)) > 1]


def _outcome(heights: Heights, found: Descended, known: Floors) -> FairOutcome:
    steps = heights.levels(found.chosen)
    levels = tuple(int(heights.points(height)) for height in steps)
    relaxed = (known.level(steps[:number]) for number in range(len(steps)))
    lows = [min(max(of), height) for *of, height in zip(found.least, relaxed, steps, strict=True)]
    program = found.capped.held() if lows == steps else None
    least = tuple(heights.points(low) for low in lows)
    return FairOutcome(tuple(found.chosen), levels, least, found.by, program=program)

"""What a plan does not fall below where no solver had a better one in time.

It is made only when it is asked for, not as a start: whoever has time loses none of it, and solvers that find
plans of their own find the same as ever.
"""

from functools import cached_property

from farflung.engine.rota.methods.floor.floor import BY, floor
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

PART = 0.5
"""What part of the time that is left it may take, beyond a moment that it always has."""

CLOSE = 0.1
"""What is so near its bound, as a part of its value, was well solved: nothing else is looked for."""


class Fallback:
    """The plan of a moment of a model, made once. `cover` says whether demand is an aim at all."""

    def __init__(self, model: Model, stop: Stop, *, cover: bool) -> None:
        self._model, self._stop, self._cover = model, stop, cover

    @cached_property
    def chosen(self) -> tuple[Choice, ...] | None:
        """Its shifts; None where there is none."""
        part = Within.of(self._stop, PART * self._stop.left())
        return floor(self._model, stop=part, cover=self._cover)

    def rather(self, outcome: Outcome, objective: Objective) -> Outcome:
        """What a solver came to, or this where it is better; the bound stays that of the solver."""
        if outcome.infeasible or _well_solved(outcome) or self.chosen is None:
            return outcome
        value = objective.value(self._model, self.chosen)
        if outcome.chosen is not None and outcome.value <= value:
            return outcome
        return Outcome(self.chosen, value, min(outcome.bound, value), BY)


def _well_solved(outcome: Outcome) -> bool:
    return outcome.chosen is not None and outcome.value - outcome.bound <= CLOSE * abs(outcome.value)

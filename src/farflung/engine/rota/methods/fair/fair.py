"""Fairness, by the method that the size of a model asks for."""

from collections.abc import Sequence

from farflung.engine.rota.methods.fair.exact import exactly_fair
from farflung.engine.rota.methods.fair.great import greatly_fair
from farflung.engine.rota.methods.fair.outcome import FairOutcome
from farflung.engine.rota.methods.linear.rows import Held
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop

SMALL, TEAM = 10_000, 30
"""With so few open shifts, or three times as many of so few people, every level is a program of its own."""


def fair(
    model: Model, held: Held, *, stop: Stop, seed: int, watch: Report, start: Sequence[Choice] | None
) -> FairOutcome:
    """The fairest choice, with what is held no worse than it was."""
    most = SMALL * (3 if len(model.people) <= TEAM else 1)
    if model.open.sum() > most:
        return greatly_fair(model, held, stop=stop, seed=seed, watch=watch, start=start)
    return exactly_fair(model, held, stop=stop, seed=seed, watch=watch, start=start)

"""Which method solves what: chosen by the structure of a model, never by the name of an instance."""

from collections.abc import Sequence

from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.solve import solve_columns
from farflung.engine.rota.methods.groups.solve import solve_groups
from farflung.engine.rota.methods.linear.rows import Held
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.limits import Blocks, Never, Off, Run
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop

SMALL = 100
"""A model of so few open shifts is written whole whatever limits it: that takes no time at all."""


def solve_one(
    model: Model, objective: Objective, held: Held, *, stop: Stop, seed: int, watch: Report,
    start: Sequence[Choice] | None,
) -> Outcome:  # fmt: skip
    """The best choice for one objective, proven where time allows, with what is held no worse than it was."""
    if model.open.sum() > SMALL:
        if not held and intricate(model) and fits(model, objective):
            found = solve_columns(model, objective, stop=stop, seed=seed, watch=watch, start=start)
            if found.chosen is not None or found.infeasible or stop.over():
                return found
        return solve_groups(model, objective, stop=stop, seed=seed, watch=watch, start=start, held=held)
    return solve_linear(model, objective, stop=stop, seed=seed, watch=watch, start=start, held=held)


def intricate(model: Model) -> bool:
    """Whether what limits people is logic about runs of days, on which a linear relaxation is weak."""
    return any(
        isinstance(limit, Off | Blocks | Never) or (isinstance(limit, Run) and limit.least is not None)
        for limits in model.limits
        for limit in limits
    )

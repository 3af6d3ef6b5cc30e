"""What a published plan comes to without any solver: what can stay stays, and what is lost is taken over.

Where the time is up before a better one is known, this is the plan: nobody has other dates for no reason.
"""

from collections.abc import Sequence
from datetime import timedelta

from farflung.engine.rota.burden.height import height_of
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import places_of
from farflung.engine.rota.compiling.filled import crowded_times
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.turn import is_chosen
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.asked_by import asked_by
from farflung.engine.rota.why.reasons import reasons

_TRIALS = 400
"""People tried on lost shifts in all; where it would be more, what is lost stays open at first."""


def mended(problem: Problem, model: Model) -> tuple[Choice, ...] | None:
    """Choices that keep every rule; None where nothing is published, or it breaks a rule as it is."""
    published = [shift for shift in problem.published if is_chosen(problem, shift)]
    if not published:
        return None
    at = dict(zip(published, places_of(model, published), strict=True))
    plan = [shift for shift in published if model.open[at[shift]]]
    lost = [shift for shift in published if not model.open[at[shift]]]
    for shift in sorted(lost) if len(lost) * len(problem.people) <= _TRIALS else ():
        taken = _taken_over(problem, plan, shift)
        plan += [taken] if taken is not None else []
    chosen = places_of(model, plan)
    return chosen if _keeps_all(problem, model, plan, chosen) else None


def _taken_over(problem: Problem, plan: Sequence[Assignment], shift: Assignment) -> Assignment | None:
    """The shift of who stands lowest, as fairness compares, of those who could have the whole of it."""
    standing = (*plan, *problem.standing)
    hole = Unfilled(shift.duty, shift.span, 1, asked_by(problem, standing, shift))
    whole = shift.span.elapsed // timedelta(minutes=1)
    free = [why.shift for why in reasons(problem, standing, hole) if why.free and why.covers >= whole]
    apt = [one for one in free if one is not None and one.span == shift.span]
    ahead = problem.ledger.ahead(problem.people)
    return min(apt, key=lambda one: (height_of(problem, plan, one.person, ahead), one.person), default=None)


def _keeps_all(problem: Problem, model: Model, plan: Sequence[Assignment], chosen: Sequence[Choice]) -> bool:
    """Whether no rule is broken, nobody is too many or twice on a day, and what is fixed is there."""
    standing = (*plan, *problem.standing)
    return (
        set(model.forced) <= set(chosen)
        and len({(person, day) for person, day, _ in chosen}) == len(chosen)
        and not crowded_times(problem, standing)
        and not violations(problem, standing)
    )

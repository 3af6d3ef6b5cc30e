"""What is planned where no plan at all keeps the rules: what stands stands, and all else as well as can be.

Fixed shifts of whom no plan could keep the limits stand beside what is planned, and of least amounts people
have as much as they can. Rules, which know nothing of that, tell what is broken.
"""

from collections import defaultdict

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.linear.rows import linear
from farflung.engine.rota.methods.linear.solve import solve_written
from farflung.engine.rota.methods.nearest import lowered, nearest, without_least
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Stop, Within

_EACH = 5.0
"""Seconds for the question whether one person can keep their limits beside what is fixed of them."""


def eased(problem: Problem, *, stop: Stop) -> Model | None:
    """A model of the problem of which there is a plan; None where none was found in time."""
    apart = apart_in(problem, stop=stop)
    for beside in dict.fromkeys(
        (apart, apart | _paired(problem), frozenset(a.person for a in problem.fixed))
    ):
        model = compiled(problem, beside)
        found = nearest(model, stop)
        if found is not None:
            return lowered(model, found)
    return None


def apart_in(problem: Problem, *, stop: Stop) -> frozenset[str]:
    """Ids of people who cannot keep their limits beside what is fixed, whatever else they have."""
    model = without_least(compiled(problem))
    model.pairs = []
    of: dict[int, dict[int, int]] = defaultdict(dict)
    for person, day, kind in model.forced:
        of[person][day] = kind
    asked = (person for person, days in of.items() if not keeps_limits(model, person, days))
    return frozenset(model.people[person].id for person in asked if _cannot(model, person, stop))


def _cannot(model: Model, person: int, stop: Stop) -> bool:
    """Whether nothing that one person could have keeps all their limits."""
    nothing = Objective()
    alone = linear(model, nothing, groups=((person,),), lines=())
    return solve_written(alone, model, nothing, stop=Within.of(stop, _EACH)).infeasible


def _paired(problem: Problem) -> frozenset[str]:
    """Who is one of a pair and has fixed shifts: perhaps it is those that cannot be beside the other's."""
    model = compiled(problem)
    pairs = {model.ids[person] for pair in model.pairs for person in (pair.one, pair.other)}
    return frozenset(shift.person for shift in problem.fixed if shift.person in pairs)

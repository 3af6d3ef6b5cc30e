"""Column generation against every plan there is: all zones, clock changes, history, any rules it fits."""

from time import monotonic

from hypothesis import assume, given, settings

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.solve import solve_columns
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.brute import best
from tests.engine.rota.tiny import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_best_plan_is_the_best_of_all(problem: Problem) -> None:
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    assume(fits(model, objective))
    known = best(problem, model, objective)
    found = solve_columns(model, objective, stop=Deadline(monotonic, 60))
    assert found.infeasible == (known.value is None)
    if known.value is not None:
        assert found.proven
        assert found.value == known.value
        assert found.chosen is not None
        assert violations(problem, model.assignments(found.chosen)) == ()

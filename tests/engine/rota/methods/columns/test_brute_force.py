"""Column generation against every plan there is: all zones, clock changes, history, any rules it fits."""

from hypothesis import assume, given, settings

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.solve import solve_columns
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from tests.engine.rota.brute import is_best
from tests.engine.rota.tiny import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_best_plan_is_the_best_of_all(problem: Problem) -> None:
    model = compiled(problem)
    assume(fits(model, Objective(model.wish, cover=True, constant=model.wish_constant)))
    is_best(problem, solve_columns)

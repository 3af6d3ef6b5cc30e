"""The linear model against every plan there is: all zones, clock changes, history, any rules."""

from time import monotonic

from hypothesis import given, settings

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.brute import is_best
from tests.engine.rota.tiny import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_best_plan_is_the_best_of_all(problem: Problem) -> None:
    is_best(problem, solve_linear)


@given(problems(people=3, days=3))
@settings(max_examples=30, deadline=None)
def test_what_is_held_gets_no_worse(problem: Problem) -> None:
    model = compiled(problem)
    cover = Objective(cover=True)
    first = solve_linear(model, cover, stop=Deadline(monotonic, 60))
    if first.chosen is None:
        return
    after = Objective(model.burden)
    second = solve_linear(model, after, stop=Deadline(monotonic, 60), held=[(cover, int(first.value))])
    assert second.chosen is not None
    assert second.proven
    assert cover.value(model, second.chosen) == first.value
    assert second.value <= after.value(model, first.chosen)

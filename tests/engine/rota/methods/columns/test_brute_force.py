"""Column generation against every plan there is: all zones, clock changes, history, any rules it fits."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic

from hypothesis import assume, given, settings

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.solve import solve_columns
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Wish
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.brute import is_best
from tests.engine.rota.tiny import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_best_plan_is_the_best_of_all(problem: Problem) -> None:
    model = compiled(problem)
    assume(fits(model, Objective(model.wish, cover=True, constant=model.wish_constant)))
    is_best(problem, solve_columns)


def test_no_wish_makes_one_person_too_many_worth_it() -> None:
    monday = datetime(2027, 3, 1, tzinfo=UTC)
    problem = Problem(
        Atlas((Person.simple("Ana", "UTC", 0, 1440, range(7)),)),
        Span(monday, monday + timedelta(days=3)), ("Ana",), (ShiftKind("day", "watch", 480, 960),),
        (Demand("watch", 0, 0),), rules=(Amount(2400, 480),),
        wishes=(Wish("Ana", date(2027, 3, 2), None, want=True, weight=1),),
    )  # fmt: skip
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    found = solve_columns(model, objective, stop=Deadline(monotonic, 60))
    assert found.chosen is None
    assert found.infeasible

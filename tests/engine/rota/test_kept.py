"""Limits read shift by shift say of every plan what the rules say, in all zones and over clock changes."""

from itertools import product

from hypothesis import given, settings

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.problem import Problem
from tests.engine.rota.brute import own_plans
from tests.engine.rota.tiny import problems


@given(problems(people=1))
@settings(max_examples=100, deadline=None)
def test_what_keeps_limits_breaks_no_rule_and_the_other_way_round(problem: Problem) -> None:
    model = compiled(problem)
    first, last = model.bounds(0)
    allowed = {frozenset(plan) for plan in own_plans(problem, model, 0)}
    there = [
        [None, *(k for k in range(len(model.kinds)) if model.open[0, d, k])] for d in range(first, last + 1)
    ]
    for kinds in product(*there):
        days = {first + n: kind for n, kind in enumerate(kinds) if kind is not None}
        plan = frozenset((0, day, kind) for day, kind in days.items())
        assert keeps_limits(model, 0, days) == (plan in allowed)
        if plan in allowed:
            assert violations(problem, model.assignments(sorted(plan))) == ()

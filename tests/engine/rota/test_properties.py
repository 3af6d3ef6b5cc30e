"""What holds for every plan: no rule is broken, more people are never worse, names do not matter."""

import time
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.plans import keeps
from tests.engine.rota.tiny import least_amounts, problems

COVER = (frozenset({Aim.COVER}),)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def _solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(time.monotonic, 60))


def _cover(problem: Problem) -> float:
    """The least that demand can cost, proven; what cannot be planned at all is left out."""
    found = _solved(replace(problem, aims=COVER))
    assume(found.status is Status.OPTIMAL and not violations(problem, found.assignments))
    return found.stages[0].value


@MANY
@given(problems(people=3, days=5, kinds=3))
def test_no_plan_breaks_a_rule(problem: Problem) -> None:
    found = _solved(problem)
    assert keeps(problem, found.assignments)
    if not violations(problem, found.assignments):
        assert all(stage.proven for stage in found.stages)


@MANY
@given(problems(people=3, days=4), st.sampled_from(["Asia/Manila", "America/Bogota"]))
def test_one_person_more_never_makes_the_best_plan_worse(problem: Problem, zone: str) -> None:
    extra = Person.simple("Zoe", zone, 0, 1440, range(7))
    atlas = problem.atlas.with_(people=(*problem.atlas.people, extra))
    wider = replace(problem, atlas=atlas, people=(*problem.people, "Zoe"))
    assume(not least_amounts(problem))  # it is theirs too
    assert _cover(wider) <= _cover(problem)


@MANY
@given(problems(people=3, days=4))
def test_the_order_of_people_changes_no_value(problem: Problem) -> None:
    turned = replace(problem, people=problem.people[::-1])
    one, other = _solved(problem), _solved(turned)
    assert [stage.value for stage in one.stages] == [stage.value for stage in other.stages]


@MANY
@given(problems(people=3, days=4), st.data())
def test_without_a_rule_the_best_plan_is_never_worse(problem: Problem, data: st.DataObject) -> None:
    assume(problem.rules)
    gone = data.draw(st.integers(0, len(problem.rules) - 1))
    fewer = replace(problem, rules=tuple(r for n, r in enumerate(problem.rules) if n != gone))
    assert _cover(fewer) <= _cover(problem)

"""Two rotas of anything a problem can say: more people, fewer rules are never worse; order is nothing."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.model import Person
from farflung.engine.rota.compiling.headcounts import headcounts_ahead
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.tiny import least_amounts
from tests.engine.rota.wide import Drawn, wide

_ALL = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
FEW = settings(max_examples=15, deadline=None, suppress_health_check=_ALL)
MANY = settings(max_examples=500, deadline=None, suppress_health_check=_ALL, derandomize=False)


def _solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(time.monotonic, 60))


def _cover(problem: Problem) -> float:
    """The least that demand can cost, proven; what cannot be planned at all is left out."""
    found = _solved(replace(problem, aims=(frozenset({Aim.COVER}),)))
    assume(found.status is Status.OPTIMAL and found.stages)
    return found.stages[0].value


def _one_more(problem: Problem, zone: str) -> None:
    assume(not least_amounts(problem))  # it is theirs too
    atlas = problem.atlas.with_(people=(*problem.atlas.people, Person.simple("Zoe", zone, 0, 1440, range(7))))
    more = replace(problem, atlas=atlas, people=(*problem.people, "Zoe"))
    assume(headcounts_ahead(more) == headcounts_ahead(problem))  # a date may lie ahead by her clock alone
    assert _cover(more) <= _cover(problem)


def _turned(problem: Problem) -> None:
    other = replace(
        problem, people=problem.people[::-1], rules=problem.rules[::-1], demands=problem.demands[::-1]
    )
    values = [[stage.value for stage in _solved(one).stages] for one in (problem, other)]
    assert values[0] == values[1]


def _one_rule_less(problem: Problem, gone: int) -> None:
    assume(problem.rules)
    left = tuple(rule for number, rule in enumerate(problem.rules) if number != gone % len(problem.rules))
    assert _cover(replace(problem, rules=left)) <= _cover(problem)


ZONES = st.sampled_from(["Asia/Manila", "America/Santiago", "Pacific/Chatham"])


@FEW
@given(wide(), ZONES)
def test_one_person_more_is_never_worse(drawn: Drawn, zone: str) -> None:
    _one_more(drawn.problem, zone)


@FEW
@given(wide())
def test_the_order_in_which_things_are_said_changes_no_value(drawn: Drawn) -> None:
    _turned(drawn.problem)


@FEW
@given(wide(), st.integers(0, 9))
def test_one_rule_less_is_never_worse(drawn: Drawn, gone: int) -> None:
    _one_rule_less(drawn.problem, gone)


@pytest.mark.long
@MANY
@given(wide(), ZONES)
def test_long_one_person_more_is_never_worse(drawn: Drawn, zone: str) -> None:
    _one_more(drawn.problem, zone)


@pytest.mark.long
@MANY
@given(wide())
def test_long_the_order_in_which_things_are_said_changes_no_value(drawn: Drawn) -> None:
    _turned(drawn.problem)


@pytest.mark.long
@MANY
@given(wide(), st.integers(0, 9))
def test_long_one_rule_less_is_never_worse(drawn: Drawn, gone: int) -> None:
    _one_rule_less(drawn.problem, gone)

"""Plans of anything that a problem can say: no rule is broken, what they claim is so, no plan is better."""

import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.compiling.filled import crowded_times, open_times
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.plan import Status, Unfilled
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import ConsecutiveDays, DaysWithNights, NightWorkerHours
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.brute import best
from tests.engine.rota.plans import keeps
from tests.engine.rota.tiny import least_amounts
from tests.engine.rota.wide import Drawn, wide

_ALL = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=_ALL)
MANY = settings(max_examples=1000, deadline=None, suppress_health_check=_ALL, derandomize=False)

NIGHT_RULES = (NightWorkerHours, DaysWithNights)


def _stop() -> Deadline:
    return Deadline(time.monotonic, 60)


def _obeys(problem: Problem) -> None:
    """No rule is broken, what is called open is open by the plan alone, and nowhere are too many."""
    found = solve(problem, stop=_stop())
    assert keeps(problem, found.assignments)
    if least_amounts(problem):
        return
    assert violations(problem, found.assignments) == ()
    assert _joined(found.unfilled) == _joined(open_times(problem, found.assignments))
    stood = crowded_times(problem, problem.standing)
    for crowd in crowded_times(problem, found.assignments):
        assert any(crowd.span.overlaps(before.span) for before in stood), crowd


def _best(problem: Problem) -> None:
    """No plan covers more, among all that there are.

    On a day of travel the clock that a shift is written in and the one that it is judged by may differ:
    nobody travels here.
    """
    if len(problem.people) * len(problem.kinds) > 6 or _kept_stricter(problem):
        return
    model = compiled(problem)
    known = best(problem, model, Objective(cover=True))
    found = solve(replace(problem, aims=(frozenset({Aim.COVER}),)), stop=_stop())
    if known.value is None:
        assert keeps(problem, found.assignments)
        assert violations(problem, found.assignments)
    elif model.lines:
        assert (found.status, found.stages[0].value) == (Status.OPTIMAL, known.value)


def _kept_stricter(problem: Problem) -> bool:
    """Whether a plan may keep more than it must, though never less, so that another one could cover more.

    Models hold whoever could have the nights to what the checker asks of who has them, and let no turn of a
    rotation make a run of days long enough.
    """
    runs = any(isinstance(rule, ConsecutiveDays) and rule.least for rule in problem.rules)
    return any(isinstance(rule, NIGHT_RULES) for rule in problem.rules) or (runs and bool(problem.turns))


def _joined(found: tuple[Unfilled, ...]) -> Counter[tuple[str, str, int, int]]:
    """How many minutes of each demand lack so many, however they are cut."""
    total: Counter[tuple[str, str, int, int]] = Counter()
    for one in found:
        total[one.duty, repr(one.of), one.missing, 0] += one.span.elapsed // timedelta(minutes=1)
    return total


@FEW
@given(wide())
def test_no_plan_breaks_a_rule_or_claims_what_is_not_so(drawn: Drawn) -> None:
    _obeys(drawn.problem)


@FEW
@given(wide(people=2, stays=False))
def test_no_plan_of_all_covers_more(drawn: Drawn) -> None:
    _best(drawn.problem)


@pytest.mark.long
@MANY
@given(wide())
def test_long_no_plan_breaks_a_rule_or_claims_what_is_not_so(drawn: Drawn) -> None:
    _obeys(drawn.problem)


@pytest.mark.long
@MANY
@given(wide(stays=False))
def test_long_no_plan_of_all_covers_more(drawn: Drawn) -> None:
    _best(drawn.problem)

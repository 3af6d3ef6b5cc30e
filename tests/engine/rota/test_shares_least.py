"""A least amount beside shared duties: they can bring it, so it is no reason to have no plan."""

import time
from datetime import timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.rota.check import violations
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount, OwnHours
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY

WEEK = Span(MONDAY, MONDAY + timedelta(days=7))
LATE = ShiftKind("late", "phone", 18 * 60, 22 * 60)
ANA, WEI = (Person.simple(name, "UTC", 9 * 60, 17 * 60, range(7)) for name in ("Ana", "Wei"))


def _problem(*rules: Amount, kinds: tuple[ShiftKind, ...] = (), desk: int = 17) -> Problem:
    """Two people at a desk from nine to `desk`, shared out, and shifts of `kinds` that nobody asks for."""
    hours = WeeklyPattern.daily(9 * 60, desk * 60, range(7))
    return Problem(
        atlas=Atlas((ANA, WEI)), window=WEEK, people=("Ana", "Wei"), kinds=kinds,
        demands=(Demand("desk", 1, 1, hours, "UTC"),), shared=(SharedDuty("desk"),), rules=rules,
    )  # fmt: skip


def _solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(time.monotonic, 30))


def test_a_least_that_the_shares_reach_is_no_reason_to_have_no_plan() -> None:
    problem = _problem(Amount(least=28 * 60))
    found = _solved(problem)
    assert found.status is Status.OPTIMAL
    assert violations(problem, found.assignments) == ()
    assert sum(a.minutes for a in found.assignments) == 7 * 8 * 60


def test_a_least_that_the_shares_do_not_reach_is_told() -> None:
    problem = _problem(Amount(least=30 * 60))
    found = _solved(problem)
    assert found.status is not Status.INFEASIBLE
    assert [(v.rule, v.person, v.by) for v in violations(problem, found.assignments)] == [
        ("amount", "Ana", 120),
        ("amount", "Wei", 120),
    ]


@pytest.mark.parametrize(("desk", "late"), [(10, 3), (17, 0)])
def test_shifts_bring_what_the_hours_of_shared_duties_cannot(desk: int, late: int) -> None:
    """Seven hours of a desk, or 56, could be Ana's; of nineteen hours shifts bring the rest at least."""
    rule = Amount(least=19 * 60, people=frozenset({"Ana"}))
    found = _solved(_problem(rule, kinds=(LATE,), desk=desk))
    assert sum(a.kind == "late" for a in found.assignments) == late


def test_a_least_that_cannot_be_reached_is_named_and_the_others_are_planned() -> None:
    rules = (OwnHours(people=frozenset({"Ana"})), Amount(least=60))
    problem = Problem(Atlas((ANA, WEI)), WEEK, ("Ana", "Wei"), (LATE,), (Demand("phone"),), rules=rules)
    found = _solved(problem)
    assert [(v.rule, v.person, v.by) for v in violations(problem, found.assignments)] == [
        ("amount", "Ana", 60)
    ]
    assert {shift.person for shift in found.assignments} == {"Wei"}
    named = [note for note in found.notes if note.startswith("no plan keeps all rules: amount of Ana")]
    assert len(named) == 1


@pytest.mark.parametrize(("least", "had"), [(28, 28), (35, 35), (56, 56), (60, 56)])
def test_who_must_have_more_of_a_shared_duty_has_it_as_far_as_it_goes(least: int, had: int) -> None:
    problem = _problem(Amount(least=least * 60, people=frozenset({"Ana"})))
    found = _solved(problem)
    hours = {n: sum(a.minutes for a in found.assignments if a.person == n) / 60 for n in ("Ana", "Wei")}
    assert hours == {"Ana": had, "Wei": 56 - had}
    assert found.unfilled == ()
    told = [(v.person, v.by) for v in violations(problem, found.assignments)]
    assert told == ([("Ana", 240)] if least == 60 else [])


def test_amounts_that_cannot_all_be_had_lack_as_little_as_can_be() -> None:
    """56 hours for two of whom one must have 40 and the other 20: four lack in all."""
    rules = (
        Amount(least=40 * 60, people=frozenset({"Ana"})),
        Amount(least=20 * 60, people=frozenset({"Wei"})),
    )
    problem = _problem(*rules)
    assert sum(v.by for v in violations(problem, _solved(problem).assignments)) == 4 * 60

"""The plan of a moment: it breaks nothing, is there in no time, and is never proven to be anything."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.rota_cover import Cover
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.compiling.filled import crowded_times
from farflung.engine.rota.methods.floor.floor import BY, floor
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    ConsecutiveDays,
    DaysOff,
    HoursPerWeek,
    OwnHours,
    Rest,
    Rule,
    Together,
    Weekends,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind, kinds_between
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY, person
from tests.engine.rota.plans import problem as rota
from tests.engine.rota.tiny import least_amounts, problems
from tests.pace import allowed

MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
COVER = Objective(cover=True)
ZONES = ("Asia/Manila", "Asia/Kolkata", "Africa/Lagos", "America/Sao_Paulo", "America/Mexico_City")
DAY, NIGHT = ShiftKind("day", "watch", 8 * 60, 16 * 60), ShiftKind("night", "watch", 22 * 60, 30 * 60)


def _stopped() -> Deadline:
    stop = Deadline(time.monotonic, 300)
    stop.stop()
    return stop


def _team(*rules: Rule, people: int = 14, days: int = 28, least: int = 1) -> Problem:
    """Follow the sun, with shifts of three lengths that begin every half hour."""
    team = [person(f"p{n:02d}", ZONES[n % len(ZONES)], 9 * 60, 18 * 60) for n in range(people)]
    return rota(
        team,
        (Rest(660), OwnHours(60), HoursPerWeek(2400), ConsecutiveDays(most=5), *rules),
        kinds=kinds_between("watch", 0, 1410, [240, 360, 480], 30),
        demands=(Demand("watch", least, least),),
        window=Span(MONDAY, MONDAY + timedelta(days=days)),
    )


def _floor(problem: Problem) -> tuple[Sequence[Assignment], Sequence[Choice]]:
    model = compiled(problem)
    found = floor(model, stop=_stopped())
    assert found is not None
    return model.assignments(found), found


@MANY
@given(problems(people=3, days=6, kinds=3))
def test_it_breaks_nothing_and_costs_no_more_than_nothing(problem: Problem) -> None:
    model = compiled(problem)
    found = floor(model, stop=_stopped())
    if found is not None:
        plan = model.assignments(found)
        assert violations(problem, plan) == ()
        assert set(crowded_times(problem, plan)) <= set(crowded_times(problem, ()))
        if not least_amounts(problem):
            assert COVER.value(model, found) <= COVER.value(model, ())
        assert floor(compiled(problem), stop=_stopped()) == found


@MANY
@given(problems(people=3, days=6, kinds=3))
def test_where_nothing_is_asked_of_people_at_least_there_always_is_one(problem: Problem) -> None:
    free = replace(problem, rules=tuple(rule for rule in problem.rules if not isinstance(rule, Amount)))
    assert floor(compiled(free), stop=_stopped()) is not None


def _parts_of_the_time() -> list[Deadline]:
    """Over at once, and after so many looks at a clock that goes on by a second with each."""
    clocks = [count() for _ in range(3)]
    ticking = [Deadline(clock.__next__, looks) for clock, looks in zip(clocks, (1, 5, 20), strict=True)]
    return [_stopped(), *ticking]


@pytest.mark.parametrize("stop", _parts_of_the_time())
@pytest.mark.parametrize("problem", [_team(), _team(people=40, least=6), _team(DaysOff(2), people=20)])
def test_without_time_there_are_shifts_and_nothing_is_claimed(problem: Problem, stop: Deadline) -> None:
    found = solve(problem, stop=stop)
    assert found.status is Status.FEASIBLE
    assert violations(problem, found.assignments) == ()
    assert crowded_times(problem, found.assignments) == ()
    assert sum(shift.minutes for shift in found.assignments) > 0.8 * 28 * 1440
    assert found.stages[0].bound < found.stages[0].value
    assert BY in found.by


@given(problems(people=3, days=5, kinds=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_without_time_no_plan_breaks_a_rule(problem: Problem) -> None:
    found = solve(problem, stop=_stopped())
    if found.assignments:
        assert violations(problem, found.assignments) == ()


def test_it_is_as_good_as_a_tenth_of_what_is_wanted() -> None:
    problem = _team(people=40, least=6)
    model = compiled(problem)
    _, found = _floor(problem)
    assert COVER.value(model, found) < 0.1 * COVER.value(model, ())


def test_those_who_can_have_the_same_have_about_the_same() -> None:
    problem = _team()
    plan, _ = _floor(problem)
    hours = [sum(shift.minutes for shift in plan if shift.person == key) / 60 for key in problem.people]
    for zone in range(len(ZONES)):
        assert max(hours[zone :: len(ZONES)]) - min(hours[zone :: len(ZONES)]) <= 16


def test_whoever_has_half_a_share_has_about_half() -> None:
    problem = replace(_team(), shares={f"p{n:02d}": 0.5 for n in range(5)})
    plan, _ = _floor(problem)
    hours = {key: sum(s.minutes for s in plan if s.person == key) / 60 for key in problem.people}
    half, whole = list(hours.values())[:5], list(hours.values())[5:]
    assert sum(half) / 5 < 0.75 * sum(whole) / 9


def test_where_people_are_few_nothing_is_left_without_anybody() -> None:
    team = [person(f"p{n}") for n in range(6)]
    problem = rota(
        team, (Rest(660), HoursPerWeek(2400)), days=7, kinds=(DAY, NIGHT),
        demands=(Demand("watch", 4),),
    )  # fmt: skip
    plan, _ = _floor(problem)
    assert {shift.day.day for shift in plan if shift.kind == "day"} == set(range(1, 8))
    assert {shift.day.day for shift in plan if shift.kind == "night"} == set(range(1, 8))


def test_days_in_a_row_are_given_in_a_row() -> None:
    team = [person(f"p{n}") for n in range(4)]
    rules = (Rest(660), ConsecutiveDays(most=5, least=3), DaysOff(2), Weekends(2))
    problem = rota(team, rules, kinds=(DAY, NIGHT), demands=(Demand("watch", 1, 1),))
    plan, _ = _floor(problem)
    assert violations(problem, plan) == ()
    assert len(plan) > 28


def test_least_amounts_are_reached_beyond_demand() -> None:
    team = [person(f"p{n}") for n in range(4)]
    problem = rota(team, (Rest(660), Amount(least=80 * 60)), kinds=(DAY,), demands=(Demand("watch", 1),))
    plan, _ = _floor(problem)
    assert violations(problem, plan) == ()
    assert len(plan) >= 40


def test_least_amounts_that_nobody_can_reach_leave_no_plan() -> None:
    problem = rota([person("Ana")], (Amount(least=500 * 60),), kinds=(DAY,), demands=(Demand("watch", 1),))
    assert floor(compiled(problem), stop=_stopped()) is None


def test_pairs_are_together_and_apart() -> None:
    team = [person(name) for name in ("Ana", "Ravi", "Jack")]
    rules = (Together("Ana", "Ravi"), Apart("Ravi", "Jack"))
    problem = rota(team, rules, kinds=(DAY,), demands=(Demand("watch", 3),))
    plan, _ = _floor(problem)
    assert violations(problem, plan) == ()
    who = {key: {shift.day for shift in plan if shift.person == key} for key in problem.people}
    assert len(who["Ravi"] | who["Jack"]) == 28
    assert who["Ana"] == who["Ravi"] != set()


def test_what_is_fixed_stands_and_what_was_published_stays_as_far_as_it_holds() -> None:
    before, _ = _floor(_team())
    ill = before[0].person
    problem = replace(
        _team(), fixed=(before[-1],), published=tuple(before),
        eligible={"watch": frozenset(shift.person for shift in before) - {ill}},
    )  # fmt: skip
    after, _ = _floor(problem)
    assert {shift for shift in before if shift.person != ill} <= set(after)
    assert violations(problem, after) == ()


def test_without_demand_as_an_aim_nobody_has_more_than_they_must() -> None:
    model = compiled(_team())
    assert floor(model, stop=_stopped(), cover=False) == ()


def test_where_a_stage_came_to_nothing_nothing_is_proven() -> None:
    impossible_in_a_moment = replace(_team(Amount(least=190 * 60)), aims=(frozenset({Aim.COVER}),))
    found = solve(impossible_in_a_moment, stop=_stopped())
    assert found.assignments == ()
    assert found.status is Status.FEASIBLE


def test_what_is_solved_in_time_is_not_the_work_of_a_moment() -> None:
    problem = replace(_team(people=3, days=3), aims=(frozenset({Aim.COVER}),))
    found = solve(problem, stop=Deadline(time.monotonic, 120))
    assert found.status is Status.OPTIMAL
    assert BY not in found.by


@pytest.mark.speed
def test_a_month_of_fourteen_takes_a_moment_and_of_sixty_a_second() -> None:
    for problem, most in ((_team(), 0.3), (Cover(people=60).problem(), 2.0)):
        model = compiled(problem)
        begun = time.process_time()
        assert floor(model, stop=Deadline(time.monotonic, 300)) is not None
        assert time.process_time() - begun < allowed(most)

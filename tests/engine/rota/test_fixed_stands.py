"""What is fixed stands, also where it breaks a rule: rules tell of it, and the rest is planned still."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    HoursPerWeek,
    KindLimit,
    NightShift,
    Rest,
    RestAfterNights,
    Rule,
    Spacing,
    Succession,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import person
from tests.engine.rota.tiny import problems

START = datetime(2027, 3, 1, tzinfo=UTC)
WINDOW = Span(START, START + timedelta(days=14))
ATLAS = Atlas(tuple(person(name, "Europe/London") for name in ("A", "B", "C")))
EARLY, LATE = ShiftKind("early", "desk", 360, 840), ShiftKind("late", "desk", 840, 1320)
DARK = ShiftKind("dark", "desk", 1320, 1800)
NIGHTS = NightShift(NightWindow(time(23), time(6)))


def on(name: str, day: int, kind: ShiftKind) -> Assignment:
    """A fixed shift of the `day`-th day; London is on UTC throughout."""
    begin = START + timedelta(days=day, minutes=kind.start)
    span = Span(begin, begin + timedelta(minutes=480))
    return Assignment(span, name, kind.duty, kind.name, date(2027, 3, 1 + day), 480)


def posed(rules: tuple[Rule, ...], *fixed: Assignment) -> Problem:
    kinds = (EARLY, LATE, DARK)
    return Problem(
        ATLAS, WINDOW, ("A", "B", "C"), kinds, (Demand("desk", 1),), rules=rules, fixed=tuple(fixed)
    )


def solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(monotonic, 20))


WEEK = tuple(on("A", day, EARLY) for day in range(7))
BROKEN: tuple[tuple[Rule, tuple[Assignment, ...]], ...] = (
    (Rest(660), (on("A", 2, LATE), on("A", 3, EARLY))),
    (HoursPerWeek(40 * 60), WEEK),
    (Amount(most=20 * 60), WEEK),
    (ConsecutiveDays(most=3), WEEK),
    (ConsecutiveNights(1, NIGHTS), (on("A", 2, DARK), on("A", 3, DARK))),
    (DailyHours(7 * 60, frozenset({"A"})), (on("A", 2, EARLY),)),
    (KindLimit(frozenset({"dark"}), 1), (on("A", 2, DARK), on("A", 5, DARK))),
    (Weekends(1), (on("A", 5, EARLY), on("A", 12, EARLY))),
    (WeeklyRest(35 * 60), tuple(on("A", day, EARLY) for day in range(14))),
    (WorkingDays(4), WEEK),
    (Spacing("desk", 48 * 60), (on("A", 2, EARLY), on("A", 3, EARLY))),
    (Succession("late", frozenset({"early"})), (on("A", 2, LATE), on("A", 3, EARLY))),
    (RestAfterNights(46 * 60, NIGHTS), (on("A", 2, DARK), on("A", 4, EARLY))),
    (Apart("A", "B"), (on("A", 2, EARLY), on("B", 2, EARLY))),
)


@pytest.mark.parametrize(("rule", "fixed"), BROKEN, ids=lambda of: of.name if hasattr(of, "name") else "")
def test_a_rule_that_is_broken_on_purpose_is_told_and_the_rest_is_planned(
    rule: Rule, fixed: tuple[Assignment, ...]
) -> None:
    problem = posed((rule, Rest(60)), *fixed)
    found = solved(problem)
    told = violations(problem, found.assignments)
    assert found.status is not Status.INFEASIBLE
    assert set(fixed) <= set(found.assignments)
    assert told != ()
    assert {(v.rule, v.person, v.span) for v in told} == {
        (v.rule, v.person, v.span) for v in violations(problem, fixed)
    }
    assert {shift.person for shift in found.assignments} == {"A", "B", "C"}


def test_the_broken_rest_is_told_by_its_minutes_and_no_other_rest_is_short() -> None:
    problem = posed((Rest(660),), on("A", 2, LATE), on("A", 3, EARLY))
    told = violations(problem, solved(problem).assignments)
    assert [(v.rule, v.person, v.by) for v in told] == [("rest", "A", 180)]


def test_two_fixed_shifts_at_once_both_stand_and_are_told() -> None:
    kinds = (EARLY, ShiftKind("long", "watch", 1200, 2000))
    longer = Assignment(
        Span(START + timedelta(minutes=1200), START + timedelta(minutes=2000)),
        "A", "watch", "long", date(2027, 3, 1), 800,
    )  # fmt: skip
    problem = replace(posed((), longer, on("A", 1, EARLY)), kinds=kinds)
    found = solved(problem)
    assert found.status is not Status.INFEASIBLE
    assert [v.rule for v in violations(problem, found.assignments)] == ["double-duty"]


def test_who_stands_counts_where_shifts_are_wanted_by_the_day() -> None:
    counts = tuple(Headcount("early", date(2027, 3, 1) + timedelta(days=n), 1, 1) for n in range(14))
    problem = replace(posed((HoursPerWeek(40 * 60),), *WEEK), demands=(), headcounts=counts)
    found = solved(problem)
    assert [shift.person for shift in found.assignments if shift.day <= date(2027, 3, 7)] == ["A"] * 7
    assert len(found.assignments) == 14
    assert found.unfilled == ()


def test_what_stands_weighs_for_who_has_it() -> None:
    found = solved(posed((HoursPerWeek(40 * 60),), *WEEK))
    assert found.loads["A"] >= 56


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(problems(people=3, days=5), st.data())
def test_whatever_is_fixed_stands_and_nothing_is_broken_beside_it(
    problem: Problem, data: st.DataObject
) -> None:
    model = compiled(problem)
    there = model.options.start != NEVER
    places = [
        (person, day, kind)
        for person in range(len(model.people))
        for day in range(*(at + n for n, at in enumerate(model.bounds(person))))
        for kind in range(len(model.kinds))
        if there[model.row(person), day, kind]
    ]
    assume(places)
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3, unique_by=lambda at: at[:2]))
    rules = tuple(
        rule for rule in problem.rules if not getattr(rule, "least", None) and rule.name != "together"
    )
    posed_ = replace(problem, rules=rules, fixed=model.assignments(chosen), wishes=())
    found = solved(posed_)
    alone = {(v.rule, v.person) for v in violations(posed_, posed_.fixed)}
    assert found.status is not Status.INFEASIBLE
    assert set(posed_.fixed) <= set(found.assignments)
    assert {(v.rule, v.person) for v in violations(posed_, found.assignments)} <= alone

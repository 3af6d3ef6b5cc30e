"""There is always a plan: what stands stands, the rest is as good as can be, and rules tell of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods import chosen
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.solve import solve_columns
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    Amount,
    Away,
    ConsecutiveDays,
    DaysOff,
    KindLimit,
    Rest,
    Rule,
    Succession,
    Together,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.why.relax import relaxation
from farflung.engine.time import Span
from tests.engine.rota.plans import person
from tests.engine.rota.standing import standing

START = datetime(2027, 3, 1, tzinfo=UTC)
EARLY, LATE, DARK = (
    ShiftKind(name, "desk", start, start + 480)
    for name, start in (("early", 360), ("late", 840), ("dark", 1320))
)


def off(day: int) -> Absence:
    return Absence("A", date(2027, 3, day), date(2027, 3, day))


OUT = off(4)


def on(name: str, day: int, kind: ShiftKind) -> Assignment:
    begin = START + timedelta(days=day, minutes=kind.start)
    span = Span(begin, begin + timedelta(minutes=480))
    return Assignment(span, name, kind.duty, kind.name, date(2027, 3, 1 + day), 480)


def posed(*rules: Rule, fixed: tuple[Assignment, ...] = (), out: tuple[Absence, ...] = (OUT,)) -> Problem:
    people = tuple(person(name) for name in "ABC")
    window = Span(START, START + timedelta(days=14))
    return Problem(
        Atlas(people, absences=out), window, ("A", "B", "C"), (EARLY, LATE, DARK), (Demand("desk"),),
        rules=(Away(), Rest(600), *rules), fixed=fixed,
    )  # fmt: skip


def solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(monotonic, 20))


def told(problem: Problem, plan: tuple[Assignment, ...]) -> set[tuple[str, str]]:
    return {(found.rule, found.person) for found in violations(problem, plan)}


COVER = (frozenset({Aim.COVER}),)
AROUND = (on("A", 2, EARLY), on("A", 4, EARLY))
STUCK = (
    (DaysOff(2), AROUND, "days-off"),
    (ConsecutiveDays(least=2), (on("A", 2, EARLY), on("A", 4, EARLY), on("A", 6, EARLY)), "consecutive-days"),
)


@pytest.mark.parametrize("aims", [(), COVER])
@pytest.mark.parametrize(("rule", "fixed", "name"), STUCK, ids=["days-off", "consecutive-days"])
def test_what_stands_around_a_day_that_is_closed_stands(
    rule: Rule, fixed: tuple[Assignment, ...], name: str, aims: tuple[frozenset[Aim], ...]
) -> None:
    problem = replace(posed(rule, fixed=fixed, out=(off(2), OUT, off(6))), aims=aims)
    found = solved(problem)
    assert found.status is Status.OPTIMAL
    assert set(fixed) <= set(found.assignments)
    assert told(problem, found.assignments) == {(name, "A")}
    assert any(note.startswith(f"no plan keeps all rules: {name} of A") for note in found.notes)
    assert not aims or {shift.person for shift in found.assignments} == {"A", "B", "C"}


def test_column_generation_says_of_whom_there_is_no_rota_and_does_not_give_up_on_all() -> None:
    model = compiled(posed(DaysOff(2), fixed=AROUND))
    cover = Objective(cover=True)
    assert fits(model, cover)
    found = solve_columns(model, cover, stop=Deadline(monotonic, 20))
    assert found.infeasible


def test_too_much_to_remember_for_column_generation_is_left_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("farflung.engine.rota.methods.columns.graph.MOST", 10)
    problem = posed(DaysOff(2))
    assert chosen.intricate(compiled(problem))
    assert solved(problem).status is Status.OPTIMAL


def test_least_amounts_are_had_as_far_as_can_be_and_the_rest_is_told() -> None:
    """Nobody but one at a time, and 336 hours for three who should have 120 each."""
    problem = replace(posed(Amount(least=120 * 60), out=()), demands=(Demand("desk", 1, 1),), aims=COVER)
    found = solved(problem)
    short = [v.by for v in violations(problem, found.assignments)]
    assert found.status is Status.OPTIMAL
    assert sum(short) == 3 * 120 * 60 - 14 * 24 * 60
    assert [hole.span.start for hole in found.unfilled] == [START]


def test_who_stands_without_the_one_they_go_with_stands() -> None:
    problem = replace(posed(Together("B", "A"), fixed=(on("B", 3, EARLY),)), aims=COVER)
    found = solved(problem)
    assert set(problem.fixed) <= set(found.assignments)
    assert told(problem, found.assignments) == {("together", "B")}


@pytest.mark.parametrize("day", [1, 3])
def test_around_what_stands_twice_on_a_day_kinds_follow_one_another_as_they_may(day: int) -> None:
    """Two on one day stand beside what is planned; nothing of it may not be before or after them."""
    only = frozenset({"A"})
    rules = (Succession("late", frozenset({"early", "dark"})), KindLimit(frozenset({"dark"}), 1, only))
    fixed = (on("A", 2, LATE), on("A", 2, DARK))
    problem = replace(posed(*rules, fixed=fixed, out=()), people=("A",), rules=rules)
    found = solved(problem)
    assert told(problem, found.assignments) == told(problem, fixed)
    kinds = {shift.kind for shift in found.assignments if shift.day == date(2027, 3, 1 + day)}
    assert kinds <= ({"late"} if day == 3 else {"early", "dark"})


def test_a_hole_has_its_reasons_beside_what_breaks_rules_and_a_least_that_is_not_had() -> None:
    rules = (DaysOff(2), Amount(least=600 * 60, people=frozenset({"B"})), ConsecutiveDays(most=3))
    problem = replace(posed(*rules, fixed=AROUND), demands=(Demand("desk", 3, 3),))
    found = solved(problem)
    why = relaxation(problem, found.assignments, found.unfilled[0], stop=Deadline(monotonic, 20))
    assert why.conflict
    assert "amount" not in {part.rule.name for part in why.conflict}


@pytest.mark.parametrize("small", [100, 0], ids=["whole", "by structure"])
def test_whatever_stands_there_is_a_plan_that_breaks_nothing_more(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "SMALL", small)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(standing(), st.booleans())
    def holds(problem: Problem, calmly: bool) -> None:
        posed_ = replace(problem, aims=problem.aims if calmly else COVER)
        found = solved(posed_)
        assert found.status is not Status.INFEASIBLE
        assert len(found.stages) == len({stage.aims for stage in found.stages})
        assert set(posed_.fixed) <= set(found.assignments)
        alone = told(posed_, (*posed_.standing, *posed_.fixed))
        assert told(posed_, found.assignments) <= alone

    holds()

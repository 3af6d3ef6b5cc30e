"""Turns of rotations stand beside what is planned: they cover, weigh, and clash with nothing of the plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence
from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.edit import from_now
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rotated import rotated
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    Away,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysOff,
    HoursPerWeek,
    NightShift,
    Rest,
    RestAfterNights,
    Rule,
    Spacing,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.rota.why.reasons import reasons
from farflung.engine.rota.why.replacements import hits
from farflung.engine.rotation import Cadence, Rotation, Unit
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import keeps, person
from tests.engine.rota.tiny import least_amounts, problems

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 22, tzinfo=UTC))
PEOPLE = ("A", "B", "C")
ATLAS = Atlas(tuple(person(name, "Europe/London") for name in PEOPLE))
DAY, EVENING = ShiftKind("day", "desk", 540, 1020), ShiftKind("evening", "desk", 840, 1320)
NIGHT = NightWindow(time(23), time(6))


def turns(cadence: Cadence, start: date, hour: int, weekdays: frozenset[int] | None = None) -> list[Turn]:
    rotation = Rotation("r", PEOPLE, CivilTime(start, time(hour), "Europe/London"), cadence, weekdays)
    return [Turn(line) for line in rotated(rotation, "on call", WINDOW, ATLAS)]


def posed(of: list[Turn], *rules: Rule, atlas: Atlas = ATLAS, least: int = 1) -> Problem:
    return Problem(
        atlas, WINDOW, PEOPLE, (DAY, EVENING), (Demand("desk", least, least),), rules=rules, turns=tuple(of)
    )


def solved(problem: Problem) -> Result:
    return solve(problem, stop=Deadline(monotonic, 20))


EVERY_THIRD_DAY = turns(Cadence(Unit.DAY), date(2027, 3, 1), 7, frozenset({0, 3}))
RULES: tuple[Rule, ...] = (
    Rest(660),
    HoursPerWeek(60 * 48),
    Amount(60 * 90, 60 * 20),
    ConsecutiveDays(4),
    ConsecutiveNights(1, NightShift(NIGHT)),
    DailyHours(60 * 24),
    DaysOff(2),
    RestAfterNights(60 * 30, NightShift(NIGHT)),
    Weekends(1),
    WeeklyRest(60 * 35),
    WorkingDays(4),
    Spacing("desk", 60 * 20),
    Spacing("on call", 60 * 200),
    Apart("A", "B"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} {rule}"[:30])
def test_what_is_planned_beside_turns_breaks_nothing_that_they_do_not_break_themselves(rule: Rule) -> None:
    problem = posed(EVERY_THIRD_DAY, rule)
    found = solved(problem)
    alone = {(v.rule, v.person, v.span) for v in violations(problem, problem.standing)}
    broken = [v for v in violations(problem, found.assignments) if (v.rule, v.person, v.span) not in alone]
    assert found.status is not Status.INFEASIBLE
    assert broken == []
    assert any(shift.duty == "desk" for shift in found.assignments)
    assert set(problem.standing) <= set(found.assignments)


def test_the_holder_of_a_turn_has_no_other_shift_in_it_nor_within_their_rest() -> None:
    problem = posed(EVERY_THIRD_DAY, Rest(660))
    plan = solved(problem).assignments
    for turn in problem.standing:
        near = Span(turn.span.start - timedelta(hours=11), turn.span.end + timedelta(hours=11))
        assert [s for s in plan if s.person == turn.person and s.span.overlaps(near)] == [turn]


def test_a_turn_weighs_so_who_has_many_is_planned_less() -> None:
    mine = [turn for turn in EVERY_THIRD_DAY if turn.shift.person == "A"]
    problem = posed(mine)
    found = solved(problem)
    for name in PEOPLE:
        theirs = [shift for shift in found.assignments if shift.person == name]
        assert found.loads[name] == pytest.approx(points_in(problem, name, theirs))
    desk = {n: sum(s.person == n and s.duty == "desk" for s in found.assignments) for n in PEOPLE}
    assert desk["A"] < min(desk["B"], desk["C"])


def test_a_turn_covers_the_demand_of_its_duty_and_the_rest_is_planned() -> None:
    weekdays = turns(Cadence(Unit.DAY), date(2027, 3, 1), 0, frozenset(range(5)))
    kind = ShiftKind("weekend", "on call", 0, 1440, "Europe/London", frozenset({5, 6}))
    problem = Problem(ATLAS, WINDOW, PEOPLE, (kind,), (Demand("on call", 1, 1),), turns=tuple(weekdays))
    found = solved(problem)
    assert found.unfilled == ()
    assert open_times(problem, found.assignments) == ()
    planned = [shift for shift in found.assignments if shift.kind == "weekend"]
    assert sorted(shift.day.weekday() for shift in planned) == [5, 5, 5, 6, 6, 6]


def test_a_shared_duty_is_shared_out_where_no_turn_covers_it() -> None:
    weekly = [t for t in turns(Cadence(Unit.WEEK), date(2027, 3, 1), 0) if t.shift.day == date(2027, 3, 1)]
    shared = SharedDuty("on call", 30)
    problem = Problem(ATLAS, WINDOW, PEOPLE, (), (Demand("on call", 1, 1),), (shared,), turns=tuple(weekly))
    found = solved(problem)
    first = weekly[0].shift
    assert [s for s in found.assignments if s.span.overlaps(first.span)] == [first]
    assert not [hole for hole in found.unfilled if hole.span.overlaps(first.span)]


def test_rotations_alone_are_a_plan() -> None:
    weekly = turns(Cadence(Unit.WEEK), date(2027, 3, 1), 9)
    found = solved(Problem(ATLAS, WINDOW, PEOPLE, (), turns=tuple(weekly)))
    assert found.status is Status.OPTIMAL
    assert [shift.person for shift in found.assignments] == ["A", "B", "C"]
    assert found.loads["A"] > 0


def test_a_turn_in_time_off_is_told_with_the_first_in_line_who_is_there() -> None:
    away = ATLAS.with_(absences=tuple(Absence(n, date(2027, 3, 3), date(2027, 3, 4)) for n in ("A", "B")))
    line = rotated(
        Rotation("r", PEOPLE, CivilTime(date(2027, 3, 1), time(9), "Europe/London"), Cadence(Unit.WEEK)),
        "on call", WINDOW, away,
    )[0]  # fmt: skip
    found = solved(Problem(away, WINDOW, PEOPLE, (), rules=(Away(),), turns=(Turn(line, ("B", "C")),)))
    assert [str(note) for note in found.notes] == [
        "A has time off in a turn of on call from 2027-03-01; next in line is C: `overrides` hands it over"
    ]
    nobody = solved(Problem(away, WINDOW, PEOPLE, (), rules=(Away(),), turns=(Turn(line, ("B",)),)))
    assert "nobody of the list is free" in str(nobody.notes[0])


def test_who_could_take_a_turn_over_is_told_and_nobody_has_it_twice() -> None:
    weekly = turns(Cadence(Unit.WEEK), date(2027, 3, 1), 9)
    problem = Problem(ATLAS, WINDOW, PEOPLE, (), (Demand("on call", 2),), turns=tuple(weekly))
    plan = solved(problem).assignments
    away = [Absence("B", date(2027, 3, 9), date(2027, 3, 9))]
    hit = hits(replace(problem, rules=(Away(),)), plan, away)[0]
    assert hit.shift == weekly[1].shift
    assert {candidate.why.person for candidate in hit.candidates if candidate.why.free} == {"A", "C"}
    hole = open_times(problem, plan)[0]
    assert all(why.shift is None for why in reasons(problem, plan, hole))


def test_an_edit_keeps_the_turn_in_progress_and_those_that_come() -> None:
    weekly = turns(Cadence(Unit.WEEK), date(2027, 3, 1), 9)
    problem = Problem(ATLAS, WINDOW, PEOPLE, (DAY,), (Demand("desk"),), turns=tuple(weekly))
    plan = solved(problem).assignments
    rest = from_now(problem, plan, datetime(2027, 3, 10, tzinfo=UTC))
    assert [turn.shift.person for turn in rest.turns] == ["C"]
    assert not any(shift.duty == "on call" for shift in rest.published)
    again = solved(rest)
    assert [s.person for s in again.assignments if s.duty == "on call"] == ["C"]
    assert not [s for s in again.assignments if s.person == "B" and s.span.start < weekly[1].shift.span.end]


@st.composite
def _beside(draw: st.DrawFn) -> Problem:
    """A tiny problem with a turn or two of anybody on any duty, somewhere in its window."""
    problem = draw(problems(people=3, days=5, kinds=3))
    hours = problem.window.elapsed // timedelta(hours=1)
    stood = []
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(problem.people))
        start = problem.window.start + timedelta(hours=draw(st.integers(0, hours - 5)))
        length = timedelta(hours=draw(st.sampled_from([4, 12, 30])))
        span = Span(start, min(problem.window.end, start + length))
        day = problem.atlas.local(problem.atlas.person(name), start).date
        duty = draw(st.sampled_from(["watch", "on call"]))
        stood.append(Turn(Assignment(span, name, duty, "turn", day, span.elapsed // timedelta(minutes=1))))
    return replace(problem, turns=tuple(stood))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(_beside())
def test_beside_turns_that_break_nothing_no_plan_breaks_a_rule(problem: Problem) -> None:
    alone = violations(problem, problem.standing)
    assume(all(v.rule == Amount.name and str(v.text).endswith("are the least") for v in alone))
    found = solved(problem)
    assert keeps(problem, found.assignments)
    assert least_amounts(problem) or violations(problem, found.assignments) == ()

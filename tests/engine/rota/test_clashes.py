"""More people fixed on a duty than may be there: named, and the rest of the plan is made all the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.rota.compiling.filled import crowded_times
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import ConsecutiveDays, Succession
from farflung.engine.rota.rules.rule import Rule
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.why.clashes import clashes, told_clashes
from farflung.engine.time import Span

NAMES = ("Ana", "Ravi", "Wei", "Jack")
ATLAS = Atlas(tuple(Person.simple(name, "UTC", 0, 1440, range(7)) for name in NAMES))
DAY, NIGHT = ShiftKind("day", "watch", 480, 960, "UTC"), ShiftKind("night", "watch", 960, 1440, "UTC")
WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 15, tzinfo=UTC))
WATCH = WeeklyPattern.daily(480, 1440, range(7))
BOTH = Demand("watch", 1, 1, WATCH, "UTC")


def fixed(*who: str, day: date = date(2027, 3, 2), kind: ShiftKind = DAY) -> tuple[Assignment, ...]:
    found = (shift_on(ATLAS, ATLAS.person(name), kind, day) for name in who)
    return tuple(shift for shift in found if shift is not None)


def problem(*stand: Assignment, rules: tuple[Rule, ...] = (), demand: Demand = BOTH) -> Problem:
    return Problem(ATLAS, WINDOW, NAMES, (DAY, NIGHT), (demand,), rules=rules, fixed=stand)


@pytest.mark.parametrize(
    "rules",
    [
        (),  # intervals and groups
        (ConsecutiveDays(6), Succession("night", frozenset({"day"}))),  # columns
    ],
)
def test_the_clash_is_named_and_the_rest_is_planned(rules: tuple[Rule, ...]) -> None:
    asked = problem(*fixed("Ana", "Ravi"), rules=rules)
    found = solve(asked, stop=Deadline(perf_counter, 20))
    assert found.status is not Status.INFEASIBLE
    assert set(asked.fixed) <= set(found.assignments)
    assert len(found.assignments) == 2 * 14 + 1  # every other time has the one who is wanted
    assert [(str(c.span.start), c.extra) for c in crowded_times(asked, found.assignments)] == [
        ("2027-03-02 08:00:00+00:00", 1)
    ]
    assert str(found.notes[0]) == (
        "Ana (day, 2027-03-02) and Ravi (day, 2027-03-02) stand fixed on watch Tue 2 Mar 08:00–16:00 UTC, "
        "where no more than 1 may be: take one of them out, or let more be wanted then"
    )


def test_three_are_too_many_for_two_and_the_one_who_does_not_count_is_not_named() -> None:
    skilled = replace(ATLAS.person("Ana"), skills=frozenset({"x"}))
    atlas = Atlas(
        (skilled, *(replace(p, skills=frozenset({"x"})) for p in ATLAS.people[1:3]), ATLAS.people[3])
    )
    wanted = Demand("watch", 1, 2, skills=frozenset({"x"}))
    asked = replace(problem(*fixed(*NAMES), demand=wanted), atlas=atlas)
    (clash,) = clashes(asked)
    assert (clash.most, [shift.person for shift in clash.shifts]) == (2, ["Ana", "Ravi", "Wei"])
    assert set(asked.fixed) <= set(solve(asked, stop=Deadline(perf_counter, 20)).assignments)


def test_too_many_of_a_kind_of_shift_on_a_date() -> None:
    asked = Problem(
        ATLAS, WINDOW, NAMES, (DAY, NIGHT), fixed=(*fixed("Ana", "Ravi"), *fixed("Wei", kind=NIGHT)),
        headcounts=tuple(Headcount("day", date(2027, 3, n), 1, 1) for n in (1, 2, 3, 4)),
    )  # fmt: skip
    (clash,) = clashes(asked)
    assert [shift.person for shift in clash.shifts] == ["Ana", "Ravi"]
    found = solve(asked, stop=Deadline(perf_counter, 20))
    assert set(asked.fixed) <= set(found.assignments)
    assert not found.unfilled


def test_a_turn_and_a_fixed_shift_clash_and_turns_that_are_enough_do_not() -> None:
    span = Span(WINDOW.start, WINDOW.end)
    turn = Turn(
        Assignment(span, "Jack", "watch", "turn", date(2027, 3, 1), span.elapsed // timedelta(minutes=1))
    )
    assert not clashes(replace(problem(), turns=(turn,)))
    (said,) = told_clashes(replace(problem(*fixed("Ana")), turns=(turn,)))
    assert "Jack (turn, 2027-03-01) and Ana (day, 2027-03-02)" in str(said)


def test_some_who_hand_over_to_others_while_too_many_are_there_do_not_raise_how_many_may_be() -> None:
    both = Span(WINDOW.start + timedelta(days=1), WINDOW.start + timedelta(days=2))
    turn = Turn(Assignment(both, "Jack", "watch", "turn", date(2027, 3, 2), 1440))
    asked = replace(problem(*fixed("Ana"), *fixed("Ravi", kind=NIGHT)), turns=(turn,))
    (clash,) = clashes(asked)  # from 08:00 to 24:00 two are there all the time, and three people in all
    assert (clash.most, [shift.person for shift in clash.shifts]) == (1, ["Jack", "Ana", "Ravi"])


def test_nothing_is_said_of_what_fits() -> None:
    assert not clashes(problem(*fixed("Ana"), *fixed("Ravi", kind=NIGHT)))
    assert solve(problem(*fixed("Ana")), stop=Deadline(perf_counter, 20)).notes == ()

"""Rules that are planned more strictly than they ask: a plan that is called proven says so."""

import time as clock
from collections.abc import Iterable
from dataclasses import replace
from datetime import time

import pytest

from farflung.engine.rota.rules import (
    AtWork,
    ConsecutiveDays,
    DaysOff,
    DaysWithNights,
    FreeSundays,
    NightWorkerHours,
    RestAfterNights,
    Rule,
    WeeklyRest,
)
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.why.stricter import told_stricter
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import at, person, problem, shift

NIGHT = NightShift(NightWindow(time(23), time(6)), least=60)
DAY, DARK = ShiftKind("day", "watch", 9 * 60, 17 * 60), ShiftKind("night", "watch", 22 * 60, 30 * 60)
ANA = person("Ana")


def _told(rule: Rule, plan: Iterable[Assignment], kinds: tuple[ShiftKind, ...] = (DAY, DARK)) -> list[str]:
    of = problem([ANA], (rule,), days=7, kinds=kinds)
    return [str(note) for note in told_stricter(of, plan)]


def _days(count: int) -> list[Assignment]:
    return [shift("Ana", at(day, 9), 8) for day in range(count)]


HOURS, RUNS = NightWorkerHours(40 * 60, 1, NIGHT), DaysWithNights(3, NIGHT)


@pytest.mark.parametrize(("rule", "most"), [(HOURS, 5), (RUNS, 3)])
def test_who_has_no_nights_and_is_held_to_a_limit_of_night_workers_is_told_of(rule: Rule, most: int) -> None:
    assert len(_told(rule, _days(most))) == 1
    assert _told(rule, _days(most))[0].startswith(f"{rule.name} is planned more strictly than it asks")
    assert _told(rule, _days(most - 1)) == []


@pytest.mark.parametrize(("rule", "most"), [(HOURS, 5), (RUNS, 3)])
def test_nothing_is_told_where_there_are_nights_or_can_be_none(rule: Rule, most: int) -> None:
    nights = [*_days(most - 1), shift("Ana", at(most - 1, 22), 8, kind="night")]
    assert _told(rule, nights) == []
    assert _told(rule, _days(most), kinds=(DAY,)) == []
    others = AtWork(rule, frozenset(), people=frozenset({"Wei"}))
    assert _told(others, _days(most)) == []


def test_shifts_on_standby_are_no_days_of_work() -> None:
    assert len(_told(AtWork(RUNS, frozenset({"phone"})), _days(3))) == 1
    assert _told(AtWork(RUNS, frozenset({"watch"})), _days(3)) == []


def test_a_plan_that_is_called_proven_tells_each_rule_once() -> None:
    people = [ANA, person("Wei")]
    rules = (DaysWithNights(3, NIGHT), DaysWithNights(3, NIGHT, people=frozenset({"Ana"})))
    wanted = tuple(Headcount("day", at(day, 0).date(), 2) for day in range(7))
    of = problem(people, rules, days=7, kinds=(DAY, DARK), headcounts=wanted)
    found = solve(of, stop=Deadline(clock.monotonic, 60))
    assert found.unfilled  # seven days in a row would break no rule: nobody has a night
    assert sum("days-with-nights is planned more strictly" in note for note in found.notes) == 1


WEEK = ShiftKind("week", "watch", 9 * 60, 9 * 60 + 7 * 1440, weekdays=frozenset({6}))
ON_SUNDAY = "a Sunday on which one shift ends and another begins counts twice"


def test_a_sunday_that_two_long_shifts_share_is_told() -> None:
    of = problem([ANA], (FreeSundays(1, 4),), days=28, kinds=(WEEK, DAY))
    plan = [shift("Ana", at(6, 9), 7 * 24, kind="week")]
    assert [ON_SUNDAY in str(note) for note in told_stricter(of, plan)] == [True]
    assert list(told_stricter(replace(of, kinds=(DAY,)), plan)) == []
    assert list(told_stricter(replace(of, rules=(FreeSundays(1, 5),)), plan)) == []


def test_a_shift_of_little_more_than_six_days_has_two_sundays_as_well() -> None:
    long = ShiftKind("long", "watch", 23 * 60, 25 * 60 + 6 * 1440, weekdays=frozenset({6}))
    of = problem([ANA], (FreeSundays(1, 4),), days=28, kinds=(long, DAY))
    plan = [shift("Ana", at(6, 23), 6 * 24 + 2, kind="long")]  # one more Sunday is left, and it needs two
    assert [ON_SUNDAY in str(note) for note in told_stricter(of, plan)] == [True]
    assert list(told_stricter(of, ())) == []


RESTS = (ConsecutiveDays(least=2), RestAfterNights(46 * 60, NIGHT, nights=2))
EXACT = (ConsecutiveDays(4), DaysOff(2), WeeklyRest(35 * 60), RestAfterNights(46 * 60, NIGHT))


@pytest.mark.parametrize("rule", RESTS, ids=lambda rule: rule.name)
def test_what_asks_for_more_next_to_turns_is_told(rule: Rule) -> None:
    turn = Turn(Assignment(shift("Ana", at(2, 9), 8).span, "Ana", "phone", "turn", at(2, 0).date(), 480))
    of = problem([ANA], (rule,), days=7, kinds=(DAY,), turns=(turn,))
    assert ["next to turns" in str(note) for note in told_stricter(of, ())] == [True]
    assert list(told_stricter(problem([ANA], (rule,), days=7), ())) == []
    for exact in EXACT:
        assert list(told_stricter(problem([ANA], (exact,), days=7, turns=(turn,)), ())) == []

"""Rules that add up minutes, and time that nobody can be asked for: both stop at the same minute."""

from dataclasses import replace
from datetime import date, time

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Holiday, HolidayCalendar, Place
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.limits import Pair
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    AverageHours,
    Away,
    DailyHours,
    HoursPerWeek,
    NightHours,
    NightShift,
    NightWorkerHours,
    OwnHours,
    Rest,
    Rule,
    Together,
)
from farflung.engine.rota.rules.double_duty import OneADay
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.shared_duty import SHARE
from farflung.engine.rota.values.turns import Turns
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import at as moment
from tests.engine.rota.plans import person, problem
from tests.engine.rota.rules.limits_met import ANA, Case, let_through, shifts, told

NIGHT = NightShift(NightWindow(time(23), time(6)))
OFFICE = person("Ana", start=540, end=1020)
SEVEN = ", ".join(f"{day} 22:00+480" for day in range(7))
SIX = ", ".join(f"{day} 22:00+480" for day in range(6))

HOURS = (
    Case("of a week", HoursPerWeek(960), ("0 09:00+480, 1 09:00+480, 7 09:00+480",),
         (("0 09:00+480, 1 09:00+481", 1),)),
    Case("worked before", HoursPerWeek(960), ("2 09:00+480",), (("2 09:00+481", 1),), before="0 09:00+480",
         window=(2, 9)),
    Case("in a turn", HoursPerWeek(960), ("0 09:00+480",), (("0 09:00+481", 1),), turns="2 09:00+480@phone"),
    Case("from another day on", HoursPerWeek(480, 6), ("5 09:00+480, 6 09:00+480",),
         (("6 09:00+480, 7 09:00+1", 1),)),
    Case("history worked too much", HoursPerWeek(480), ("7 09:00+480",), before="0 09:00+481",
         window=(2, 14)),
    Case("on average", AverageHours(480, 2), ("0 09:00+600, 7 09:00+360",),
         (("0 09:00+600, 7 09:00+361", 1),)),
    Case("on average with history", AverageHours(480, 2), ("0 09:00+360",), (("0 09:00+361", 1),),
         before="-3 09:00+600", window=(0, 7)),
    Case("on average from another day on", AverageHours(480, 1, 6), ("5 09:00+480, 6 09:00+480",),
         (("6 09:00+480, 7 09:00+1", 1),)),
    Case("history averaged too much", AverageHours(480, 1), ("7 09:00+480",), before="0 09:00+481",
         window=(2, 14)),
    Case("at most", Amount(960), ("0 09:00+480, 8 09:00+480",), (("0 09:00+480, 8 09:00+481", 1),)),
    Case("at least", Amount(least=480), ("0 09:00+480",), (("0 09:00+479", 1),)),
    Case("of history none", Amount(960), ("0 09:00+480, 8 09:00+480",), before="-2 09:00+480"),
    Case("at most, with a turn", Amount(960), ("0 09:00+480",), (("0 09:00+481", 1),),
         turns="2 09:00+480@phone"),
    Case("at least, with a turn", Amount(least=480), ("0 09:00+240",), (("0 09:00+239", 1),),
         turns="2 09:00+240@phone"),
    Case("at most of the plan so far", Amount(960, since=moment(-3, 9)), ("0 09:00+480",),
         (("0 09:00+481", 1),),
         before="-3 09:00+480"),
    Case("at least of the plan so far", Amount(least=480, since=moment(-3, 9)), ("0 09:00+240",),
         (("0 09:00+239", 1),), before="-3 09:00+240"),
    Case("too much of the plan so far", Amount(480, since=moment(-3, 9)), ("",), (("0 09:00+60", 61),),
         before="-3 09:00+481"),
    Case("of a day", DailyHours(600), ("0 09:00+600",), (("0 09:00+601", 1),)),
    Case("a day of history", DailyHours(600), ("0 09:00+600",), before="-2 09:00+601"),
    Case("of a night", NightHours(480, NIGHT), ("0 22:00+480", "0 09:00+600"), (("0 22:00+481", 1),)),
    Case("a night of history", NightHours(480, NIGHT), ("0 12:00+600",), before="-1 22:00+481"),
    Case("with nights", NightWorkerHours(600, 1, NIGHT, 2), ("0 22:00+480, 2 22:00+120",),
         (("0 22:00+480, 2 22:00+121", 1),)),
    Case("with so many nights as there can be", NightWorkerHours(7 * 480, 1, NIGHT, 7), (SEVEN,),
         ((f"{SIX}, 6 22:00+481", 1),), window=(0, 7)),
    Case("with a night of history", NightWorkerHours(4 * 480, 2, NIGHT, 8), (SEVEN,),
         ((f"{SIX}, 6 22:00+481", 1),),
         before="-3 22:00+480", window=(0, 7)),
    Case("in weeks not over", NightWorkerHours(600, 2, NIGHT, 2), ("0 22:00+480, 8 22:00+720",),
         (("0 22:00+480, 8 22:00+721", 1),), window=(0, 10)),
    Case("nights of history were too long", NightWorkerHours(480, 1, NIGHT), ("7 09:00+480",),
         before="0 22:00+481", window=(2, 14)),
    Case("outside", OwnHours(30), ("0 08:30+480", "0 09:30+480"), (("0 08:29+480", 1), ("0 09:31+480", 1)),
         who=OFFICE),
    Case("outside in history", OwnHours(), ("0 09:00+480",), before="-1 08:00+480", who=OFFICE),
    Case("overlap of a minute", Rest(0), ("0 09:00+1440, 1 09:00+480",)),
)  # fmt: skip


@pytest.mark.parametrize("case", HOURS, ids=str)
def test_model_and_reader_stop_at_the_same_minute(case: Case) -> None:
    assert case.wrong() == []


@pytest.mark.parametrize(
    ("plan", "before", "turns", "by"),
    [
        ("0 09:00+1440, 1 09:00+480", "", "", 0), ("0 09:00+1440, 1 08:59+480", "", "", 1),
        ("0 06:00+480", "-1 22:00+480", "", 0), ("0 05:59+480", "-1 22:00+480", "", 1),
        ("2 06:00+480", "", "1 22:00+480@phone", 0), ("2 05:59+480", "", "1 22:00+480@phone", 1),
        ("0 22:00+1440", "", "1 22:00+480@phone", 0), ("0 22:00+1441", "", "1 22:00+480@phone", 1),
        ("3 09:00+480", "-2 09:00+480, -2 10:00+480", "", 0),
    ],
)  # fmt: skip
def test_two_shifts_at_once_overlap_from_the_first_minute_on(
    plan: str, before: str, turns: str, by: int
) -> None:
    of = replace(Case("", Rest(0), (plan,), before=before, turns=turns).problem(), rules=())
    assert [(name, over) for name, over, _ in told(of, plan)] == ([("double-duty", by)] if by else [])
    assert let_through(of, plan) is not bool(by)


def test_a_date_with_a_turn_has_no_shift_planned_and_a_plan_that_has_one_is_told_so() -> None:
    of = replace(
        Case("", Rest(0), ("1 17:00+60", "2 09:00+60"), turns="1 09:00+60@phone").problem(), rules=()
    )
    assert [let_through(of, plan) for plan in ("1 17:00+60", "2 09:00+60")] == [False, True]
    assert told(of, "1 17:00+60") == []  # others may plan so

    def by_reader(text: str) -> list[str]:
        mine = Turns(of.atlas, ANA, of.window, tuple(shifts(text)))
        return [str(one.text) for one in OneADay().violations(mine)]

    assert by_reader("1 09:00+60, 1 17:00+60, 2 09:00+60") == ["09:00+60 and 17:00+60 on one day"]
    assert by_reader("-1 09:00+60, -1 17:00+60") == []


ON_DAYS_OFF = {"1 16:00+481": 1, "2 23:59+480": 1}
ON_THE_FEAST = {"4 00:00+60": 60, "3 23:00+61": 1}
BESIDE = ("1 16:00+480", "3 00:00+480", "5 00:00+60")


def _off(rule: Rule) -> Problem:
    """Ana is away on a Wednesday; the Friday after it and the one before, when she worked, are holidays."""
    who = replace(ANA, place=Place("UTC", "XX"))
    days = HolidayCalendar(
        "XX", None, (Holiday(date(2027, 3, 5), "Feast"), Holiday(date(2027, 2, 26), "Fast"))
    )
    away = (Absence("Ana", date(2027, 3, 3), date(2027, 3, 3)),)
    plans = (*BESIDE, *ON_DAYS_OFF, *ON_THE_FEAST)
    of = Case("", rule, plans, before="-3 09:00+60", who=who).problem()
    return replace(of, atlas=Atlas((who,), absences=away, holidays={("XX", None): days}))


@pytest.mark.parametrize("volunteers", [frozenset(), frozenset({"Ana"})])
def test_time_off_begins_and_ends_at_midnight(volunteers: frozenset[str]) -> None:
    of = _off(Away(volunteers))
    wrong = {**ON_DAYS_OFF, **({} if volunteers else ON_THE_FEAST)}
    for plan in (*BESIDE, *ON_DAYS_OFF, *ON_THE_FEAST):
        broken = [("away", wrong[plan], "")] if plan in wrong else []
        assert (told(of, plan), let_through(of, plan)) == (broken, not broken), plan


@pytest.mark.parametrize("rule", [Apart("Ana", "Wei"), Together("Ana", "Wei")])
def test_a_pair_is_told_to_the_model_where_both_are_planned_for(rule: Apart | Together) -> None:
    kind = ShiftKind("day", "watch", 540, 1020)
    both = problem([person("Wei"), ANA], (rule,), kinds=(kind,))
    together = isinstance(rule, Together)
    assert compiled(both).pairs == [Pair(rule.name, 1, 0, together)]
    alone = replace(both, people=("Ana",))
    assert compiled(alone).pairs == []
    assert bool(compiled(alone).open.any()) is not together  # who learns is never there alone


def test_who_may_not_be_on_a_duty_has_all_others_open() -> None:
    plans = ("0 09:00+60", "0 09:00+60@desk", "0 09:00+60@phone")
    of = Case("", Rest(0), plans, before="-2 09:00+60@desk").problem()
    of = replace(of, rules=(), eligible={"desk": frozenset({"Wei"}), "phone": frozenset({"Ana"})})
    assert [let_through(of, plan) for plan in plans] == [True, False, True]
    assert [[name for name, *_ in told(of, plan)] for plan in plans] == [[], ["eligible"], []]


def test_between_two_stretches_of_a_shared_duty_of_one_day_nobody_rests() -> None:
    of = Case("", Rest(660)).problem()

    def broken(plan: str) -> list[tuple[str, int]]:
        shares = [replace(shift, kind=SHARE) for shift in shifts(plan)]
        return [(one.rule, one.by) for one in violations(of, shares)]

    assert broken("0 09:00+60, 0 11:00+60") == []
    assert broken("0 23:00+60, 1 09:00+60") == [("rest", 120)]


def test_a_pair_on_two_duties_is_not_at_once_on_one() -> None:
    both = [person("Wei"), ANA]
    plan = [*shifts("0 09:00+480"), *(replace(s, person="Wei") for s in shifts("0 09:00+480@desk"))]
    history = tuple(replace(s, person=who) for who in ("Ana", "Wei") for s in shifts("-2 09:00+480"))
    apart = problem(both, (Apart("Ana", "Wei"),), history=history)
    assert violations(apart, plan) == ()
    together = problem(both, (Together("Ana", "Wei"),), history=history[:1])
    assert [(one.rule, one.by) for one in violations(together, plan)] == [("together", 480)]

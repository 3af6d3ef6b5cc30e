"""Rules that count days, nights, weekends and shifts: model and reader stop at the same one."""

from dataclasses import replace
from datetime import time

import pytest

from farflung.engine.rota.rules import (
    ConsecutiveDays,
    ConsecutiveNights,
    DaysOff,
    DaysWithNights,
    FreeSundays,
    KindLimit,
    NightShift,
    NightsInPeriod,
    Notice,
    RotaNotice,
    Succession,
    Weekends,
    WorkingDays,
)
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import at as moment
from tests.engine.rota.rules.limits_met import Case, shifts

NIGHT = NightShift(NightWindow(time(23), time(6)))
LATE, EARLY = "14:00+480", frozenset({"06:00+480"})
KINDS = frozenset({"22:00+480"})
PUBLISHED = frozenset(shifts("1 08:59+480"))
OF_WEI = frozenset(replace(shift, person="Wei") for shift in PUBLISHED)


def row(first: int, last: int, shift: str = "09:00+480") -> str:
    """The same shift on each day from one on, up to another."""
    return ", ".join(f"{day} {shift}" for day in range(first, last))


DARK = "22:00+480"
RUNS = (
    Case("in a row", ConsecutiveDays(3), (row(0, 3), f"{row(0, 3)}, {row(4, 7)}"), ((row(1, 5), 1),)),
    Case("with history", ConsecutiveDays(3), (row(0, 1),), ((row(0, 2), 1),), before=row(-2, 0)),
    Case("through a turn", ConsecutiveDays(3), (row(0, 2), "1 09:00+480, 3 09:00+480", row(3, 5)),
         (("0 09:00+480, 1 09:00+480, 3 09:00+480", 1), (row(3, 6), 1)), turns="2 09:00+480@phone"),
    Case("up to a turn", ConsecutiveDays(3), (row(2, 4),), ((row(1, 4), 1),), turns="4 09:00+480@phone"),
    Case("history was too long", ConsecutiveDays(3), (row(1, 2),), before=row(-5, 0)),
    Case("at least", ConsecutiveDays(least=2), (row(3, 5), row(0, 1), row(13, 14)),
         ((row(3, 4), 1), (row(1, 2), 1), (row(12, 13), 1))),
    Case("off in a row", DaysOff(2), ("3 09:00+480, 6 09:00+480", row(3, 5)),
         (("3 09:00+480, 5 09:00+480", 1),)),
    Case("off since history", DaysOff(2), (row(0, 1),), before=row(-2, -1)),
    Case("off beside a turn", DaysOff(2), ("2 09:00+480", "8 09:00+480", "6 09:00+480"),
         (("3 09:00+480", 1), ("7 09:00+480", 1)), turns="5 09:00+480@phone"),
    Case("nights in a row", ConsecutiveNights(2, NIGHT),
         (row(0, 2, DARK), f"{row(0, 2, DARK)}, 3 09:00+480, 4 {DARK}"),
         ((row(0, 3, DARK), 1),)),
    Case("nights with history", ConsecutiveNights(2, NIGHT), (row(0, 1, DARK),), ((row(0, 2, DARK), 1),),
         before=row(-1, 0, DARK)),
    Case("days after nights", ConsecutiveNights(2, NIGHT), (f"{row(0, 2)}, 2 {DARK}, 3 {DARK}",)),
    Case("nights through a turn", ConsecutiveNights(2, NIGHT), (f"0 {DARK}", f"2 {DARK}"),
         ((f"0 {DARK}, 2 {DARK}", 1),), turns=f"1 {DARK}@phone"),
    Case("nights of history were too many", ConsecutiveNights(2, NIGHT), ("1 09:00+480",),
         before=row(-4, -1, DARK)),
    Case("a night by its minutes", ConsecutiveNights(0, NightShift(NIGHT.window, 121)), ("0 17:00+480",),
         (("0 17:01+480", 1),)),
    Case("a night that goes on after two", ConsecutiveNights(0, NightShift(NIGHT.window, 61, time(2))),
         ("0 18:00+480",), (("0 18:01+480", 1),)),
    Case("with two nights among them", DaysWithNights(1, NIGHT, 2), (), ((row(0, 2, DARK), 1),),
         window=(0, 2)),
    Case("with a night of history", DaysWithNights(1, NIGHT, 2), (), ((f"0 {DARK}", 1),), before=f"-1 {DARK}",
         window=(0, 1)),
    Case("with a night in a turn", DaysWithNights(2, NIGHT, 2), ("0 09:00+480",),
         ((f"0 {DARK}, 2 09:00+480", 1),),
         turns=f"1 {DARK}@phone", window=(0, 3)),
    Case("days with nights", DaysWithNights(3, NIGHT), (f"{row(0, 2)}, 2 {DARK}",),
         ((f"{row(0, 3)}, 3 {DARK}", 1),)),
    Case("history with nights was too long", DaysWithNights(3, NIGHT), ("1 09:00+480",),
         before=row(-5, -1, DARK)),
)  # fmt: skip
WEEKS = (
    Case("of a week", WorkingDays(2), (f"{row(0, 2)}, {row(7, 9)}",), ((row(0, 3), 1),)),
    Case("worked before", WorkingDays(3), (row(2, 3),), ((row(2, 4), 1),), before=row(0, 2), window=(2, 9)),
    Case("two shifts of one date", WorkingDays(2), (row(2, 3),), ((row(2, 4), 1),),
         before="0 00:00+60, 0 09:00+60", window=(2, 9)),
    Case("from another day on", WorkingDays(2, 6), (row(4, 8),), ((row(6, 9), 1),)),
    Case("history worked too much", WorkingDays(1), (row(7, 8),), before=row(0, 2), window=(2, 14)),
    Case("worked", Weekends(1), (row(5, 7), f"{row(5, 6)}, {row(7, 12)}"),
         (("5 09:00+480, 12 09:00+480", 1),)),
    Case("begun by a turn", Weekends(1), ("6 09:00+480",), (("12 09:00+480", 1),), turns="5 09:00+480@phone"),
    Case("before the plan", Weekends(1), ("5 09:00+480",), before="-2 09:00+480"),
    Case("of the plan so far", Weekends(1, since=moment(-3, 0)), ("4 09:00+480",), (("5 09:00+480", 1),),
         before="-2 09:00+480"),
    Case("too many so far", Weekends(1, since=moment(-9, 0)), ("4 09:00+480",),
         before="-9 09:00+480, -2 09:00+480"),
    Case("of one day", Weekends(1, (6,)), ("5 09:00+480, 6 09:00+480, 12 09:00+480",),
         (("6 09:00+480, 13 09:00+480", 1),)),
    Case("free", FreeSundays(1, 2), ("6 09:00+60", "13 09:00+60"), (("6 09:00+60, 13 09:00+60", 1),)),
    Case("free after history", FreeSundays(1, 2), ("5 09:00+60",), (("6 09:00+60", 1),),
         before="-1 09:00+60"),
    Case("a minute of one", FreeSundays(1, 1), ("5 16:00+480",), (("5 16:00+481", 1),)),
    Case("reached from the Monday", FreeSundays(1, 1), ("0 09:00+8100",), (("0 09:00+8101", 1),)),
    Case("several in one shift", FreeSundays(1, 2), ("0 00:00+10080", "6 00:00+10079"),
         (("0 00:00+20160", 1), ("6 00:00+10081", 1), ("0 00:00+10080, 13 09:00+60", 1))),
    Case("several in one shift after history", FreeSundays(1, 3), ("0 00:00+10080",), (("6 00:00+10081", 1),),
         before="-1 09:00+60"),
    Case("none was free before", FreeSundays(2, 3), ("3 09:00+60",), before="-8 09:00+60, -1 09:00+60"),
    Case("of a week not over", FreeSundays(1, 1), ("5 09:00+60", "5 16:00+480"), (("5 16:00+481", 1),),
         window=(0, 6)),
    Case("of weeks not over", FreeSundays(2, 3), ("6 09:00+60, 12 16:00+480",),
         (("6 09:00+60, 12 16:00+481", 1),), window=(0, 13)),
    Case("nights", NightsInPeriod(2, 1, NIGHT), (f"0 {DARK}, 2 {DARK}, 4 09:00+480, 7 {DARK}",),
         ((f"0 {DARK}, 2 {DARK}, 4 {DARK}", 1),)),
    Case("nights of the weeks before", NightsInPeriod(2, 2, NIGHT), (f"0 {DARK}",),
         ((f"0 {DARK}, 2 {DARK}", 1),),
         before=f"-4 {DARK}", window=(0, 7)),
    Case("nights of a week not over", NightsInPeriod(2, 1, NIGHT), (f"0 {DARK}, 2 {DARK}",),
         ((row(0, 3, DARK), 1),),
         window=(0, 4)),
    Case("history had too many nights", NightsInPeriod(2, 2, NIGHT), ("3 09:00+480",),
         before=row(-4, -1, DARK)),
)  # fmt: skip
ONE_BY_ONE = (
    Case("the next day", Succession(LATE, EARLY), (f"0 {LATE}, 1 07:00+480", f"0 {LATE}, 2 06:00+480"),
         ((f"0 {LATE}, 1 06:00+480", 1),)),
    Case("after history", Succession(LATE, EARLY), ("0 07:00+480", "1 06:00+480"), (("0 06:00+480", 1),),
         before=f"-1 {LATE}"),
    Case("in history", Succession(LATE, EARLY), ("1 07:00+480",), before=f"-2 {LATE}, -1 06:00+480"),
    Case("of a kind", KindLimit(KINDS, 2), (f"0 {DARK}, 2 {DARK}, 4 09:00+480",),
         ((f"0 {DARK}, 2 {DARK}, 4 {DARK}", 1),)),
    Case("of the plan so far", KindLimit(KINDS, 2, since=moment(-3, 0)), (f"0 {DARK}",),
         ((f"0 {DARK}, 2 {DARK}", 1),),
         before=f"-2 {DARK}"),
    Case("before the plan", KindLimit(KINDS, 1), (f"0 {DARK}",), before=f"-2 {DARK}"),
    Case("too many so far", KindLimit(KINDS, 1, since=moment(-5, 0)), ("0 09:00+480",),
         before=f"-5 {DARK}, -3 {DARK}"),
    Case("told so many days before", RotaNotice(4, moment(-1, 12)), ("3 00:00+480",), (("2 23:00+480", 1),),
         before="-1 13:00+480"),
    Case("told in time before", RotaNotice(4, moment(-1, 12), PUBLISHED), ("1 08:59+480",),
         (("1 09:00+480", 2),)),
    Case("until a time", Notice(moment(1, 9)), ("1 09:00+480",), (("1 08:59+480", 1),),
         before="-1 13:00+480"),
    Case("published", Notice(moment(1, 9), PUBLISHED), ("1 08:59+480",),
         (("1 08:59+480@desk", 1), ("1 08:59+481", 1))),
    Case("published to another", Notice(moment(1, 9), OF_WEI), (), (("1 08:59+480", 1),)),
    Case("agreed", Notice(moment(1, 9), agreed=frozenset({"Ana"})), ("1 08:59+480",)),
)  # fmt: skip


@pytest.mark.parametrize("case", [*RUNS, *WEEKS, *ONE_BY_ONE], ids=str)
def test_model_and_reader_stop_at_the_same_one(case: Case) -> None:
    assert case.wrong() == []

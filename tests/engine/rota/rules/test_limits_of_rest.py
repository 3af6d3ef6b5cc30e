"""Rules of rest: the model of each stops at the minute at which its reader speaks."""

from datetime import time

import pytest

from farflung.engine.rota.rules import (
    AtWork,
    CallOut,
    HoursPerWeek,
    NightShift,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    Spacing,
    WeeklyRest,
)
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import at as moment
from tests.engine.rota.rules.limits_met import Case

NIGHT = NightShift(NightWindow(time(23), time(6)))
STANDBY = frozenset({"standby"})
CALLS = (CallOut(Span(moment(0, 1), moment(0, 3.5)), "Ana"), CallOut(Span(moment(3, 1), moment(3, 2)), "Wei"))
HALF, LONG, WEEK = 11 * 60, 20 * 60, 35 * 60

REST = (
    Case("between two", Rest(HALF), ("0 14:00+480, 1 09:00+480",), (("0 14:00+480, 1 08:59+480", 1),)),
    Case("after history", Rest(HALF), ("0 09:00+480",), (("0 08:59+480", 1),), before="-1 14:00+480"),
    Case("around a turn", Rest(HALF), ("0 14:00+480, 2 04:00+480",),
         (("0 14:01+480", 1), ("2 03:59+480", 1)), turns="1 09:00+480@phone"),
    Case("on the duty alone", Spacing("watch", 600),
         ("0 09:00+480, 1 03:00+480", "0 09:00+480, 1 02:00+60@desk"),
         (("0 09:00+480, 1 02:59+480", 1),)),
    Case("after history on it", Spacing("watch", 600), ("0 08:00+480", "0 07:00+480@desk"),
         (("0 07:59+480", 1),),
         before="-1 14:00+480"),
    Case("after history on another", Spacing("watch", 600), ("0 00:00+480",), before="-1 14:00+480@desk"),
    Case("around a turn on it", Spacing("watch", 600), ("0 15:00+480, 2 03:00+480", "2 01:00+480@desk"),
         (("0 15:01+480", 1), ("2 02:59+480", 1)), turns="1 09:00+480"),
    Case("beside a turn on another", Spacing("watch", 600), ("0 16:00+480",),
         turns="1 09:00+480@desk"),
    Case("after history that was too short", Rest(HALF), ("3 09:00+480",),
         before="-2 14:00+480, -1 06:00+480"),
)  # fmt: skip
NIGHTS = (
    Case("after each", RestAfterNights(HALF, NIGHT), ("0 22:00+480, 1 17:00+60",),
         (("0 22:00+480, 1 16:59+60", 1),)),
    Case("no row goes on after one", RestAfterNights(LONG, NIGHT), ("0 22:00+480, 2 02:00+60",),
         (("0 22:00+480, 1 22:00+480", 240),)),
    Case("after two", RestAfterNights(HALF, NIGHT, 2),
         ("0 22:00+480, 1 07:00+60", "0 22:00+480, 1 22:00+480, 2 17:00+60"),
         (("0 22:00+480, 1 22:00+480, 2 16:59+60", 1),)),
    Case("a row goes on", RestAfterNights(LONG, NIGHT, 2),
         ("0 22:00+480, 1 22:00+480, 2 22:00+480", "0 22:00+480, 1 22:00+480, 3 02:00+60"),
         (("0 22:00+480, 1 22:00+480, 3 01:59+60", 1),)),
    Case("after two of history", RestAfterNights(HALF, NIGHT, 2), ("0 17:00+60",), (("0 16:59+60", 1),),
         before="-2 22:00+480, -1 22:00+480"),
    Case("a row of history goes on", RestAfterNights(LONG, NIGHT, 2), ("0 22:00+480", "1 02:00+60"),
         (("1 01:59+60", 1),), before="-2 22:00+480, -1 22:00+480"),
    Case("one of history and one of the plan", RestAfterNights(HALF, NIGHT, 2), ("0 22:00+480, 1 17:00+60",),
         (("0 22:00+480, 1 16:59+60", 1),), before="-1 22:00+480"),
    Case("a night off between", RestAfterNights(HALF, NIGHT, 2), ("0 22:00+480, 1 16:59+60",),
         before="-2 22:00+480"),
    Case("around a turn at night", RestAfterNights(HALF, NIGHT), ("1 17:00+60",), (("1 16:59+60", 1),),
         turns="0 22:00+480@phone"),
    Case("before a turn", RestAfterNights(HALF, NIGHT), ("0 22:00+480",), (("0 22:01+480", 1),),
         turns="1 17:00+60@phone"),
    Case("history that was too short", RestAfterNights(HALF, NIGHT), ("3 09:00+60",),
         before="-2 22:00+480, -1 09:00+60"),
)  # fmt: skip
CALL_OUTS = (
    Case("after it ended", RestAfterCallOut(HALF, CALLS), ("0 14:30+480",), (("0 14:29+480", 1),)),
    Case("from its first minute", RestAfterCallOut(HALF, CALLS), ("0 00:59+480",), (("0 01:00+480", 810),)),
    Case("standby may follow", RestAfterCallOut(HALF, CALLS, STANDBY), ("0 09:00+480@standby",),
         (("0 09:00+480", 330),)),
    Case("another's is none", RestAfterCallOut(HALF, CALLS), ("3 03:00+480",)),
)  # fmt: skip
WEEKLY = (
    Case("to the minute", WeeklyRest(WEEK), ("0 00:00+7980, 7 00:00+480",),
         (("0 00:00+7981, 7 00:00+480", 1),)),
    Case("on into the next week", WeeklyRest(WEEK), ("0 00:00+8640, 7 11:00+480",),
         (("0 00:00+8640, 7 10:59+480", 1), ("0 00:00+8641, 7 11:01+480", 661))),
    Case("from the week before on", WeeklyRest(WEEK), ("1 00:00+8640",), (("0 23:59+8641", 661),),
         before="-2 05:00+1920"),
    Case("cut short by history", WeeklyRest(WEEK), ("1 00:01+8639",), (("1 00:00+8640", 1),),
         before="-2 05:01+1920"),
    Case("before the first shift known", WeeklyRest(WEEK), ("1 00:00+8640",), (("0 23:59+8641", 661),)),
    Case("had before the plan", WeeklyRest(WEEK), ("3 00:00+5760, 10 00:00+480",), window=(3, 14),
         before="0 00:00+480, 2 20:00+60"),
    Case("no room is left for it", WeeklyRest(WEEK), ("7 00:00+480",), (("6 10:00+480", 1740),),
         before="0 00:00+9240", window=(6, 15)),
    Case("cut short after the week", WeeklyRest(WEEK), ("7 11:00+480",), (("7 10:59+480", 1),),
         before="0 00:00+8640", window=(6, 15)),
    Case("less than a day lies in the week", WeeklyRest(600), ("0 00:00+9480, 7 00:00+480",),
         (("0 00:00+9481, 7 00:00+480", 1),)),
    Case("weeks before the plan", WeeklyRest(WEEK), ("8 09:00+480",), before="-14 00:00+20100"),
    Case("after a long turn", WeeklyRest(WEEK), ("5 00:00+1440", "7 11:00+480"),
         (("5 00:00+1441", 661), ("7 10:59+480, 5 00:00+1440", 1)), turns="0 00:00+7200@phone"),
    Case("on the longer side of a turn", WeeklyRest(WEEK), ("0 09:00+480", "4 09:00+480"),
         turns="2 00:00+1440@phone"),
)  # fmt: skip
AT_WORK = (
    Case("standby after work", AtWork(Rest(HALF), STANDBY, basis="the law"),
         ("0 14:00+480, 1 06:00+480@standby",),
         (("0 14:00+480, 1 08:59+480", 1),)),
    Case("work after standby", AtWork(Rest(HALF), STANDBY), ("0 14:00+480@standby, 1 06:00+480",)),
    Case("rest through standby", AtWork(Rest(1440), STANDBY),
         ("0 22:00+480, 1 07:00+120@standby, 2 06:00+480",),
         (("0 22:00+480, 1 07:00+120@standby, 2 05:59+480", 1),)),
    Case("standby of history", AtWork(Rest(HALF), STANDBY), ("0 06:00+480",), before="-1 14:00+480@standby"),
    Case("work of history", AtWork(Rest(HALF), STANDBY), ("0 08:00+60@standby",), (("0 08:59+480", 1),),
         before="-1 14:00+480"),
    Case("a turn on standby", AtWork(Rest(HALF), STANDBY), ("0 14:00+480, 2 02:00+480",),
         turns="1 00:00+1440@standby"),
    Case("hours of standby", AtWork(HoursPerWeek(480), STANDBY), ("0 09:00+480, 1 09:00+480@standby",),
         (("0 09:00+480, 1 09:00+481", 481),)),
    Case("standby after a night", AtWork(RestAfterNights(HALF, NIGHT), STANDBY),
         ("0 22:00+480, 1 07:00+60@standby",), (("0 22:00+480, 1 16:59+60", 1),)),
    Case("nights on standby", AtWork(RestAfterNights(HALF, NIGHT), STANDBY),
         ("0 22:00+480@standby, 1 07:00+60",)),
)  # fmt: skip


@pytest.mark.parametrize("case", [*REST, *NIGHTS, *CALL_OUTS, *WEEKLY, *AT_WORK], ids=str)
def test_model_and_reader_stop_at_the_same_minute(case: Case) -> None:
    assert case.wrong() == []

"""Each rule, read from plans by hand: exactly at the limit is fine, a minute or a day beyond is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    PatternPeriod,
    Person,
    Place,
    WeeklyPattern,
)
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.limits import Blocks
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    AverageHours,
    Away,
    ConsecutiveDays,
    ConsecutiveNights,
    DaysOff,
    HoursPerWeek,
    KindLimit,
    NightShift,
    Notice,
    OwnHours,
    Rest,
    RotaNotice,
    Spacing,
    Succession,
    Together,
    Weekends,
)
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.plans import MONDAY, at, broken, person, problem, shift

ANA = [person("Ana")]
NIGHT = NightWindow(time(23), time(6))


def test_rest_counts_elapsed_time() -> None:
    of = problem(ANA, [Rest(11 * 60)])
    assert broken(of, [shift("Ana", at(0, 9), 8), shift("Ana", at(1, 4), 8)]) == []
    assert broken(of, [shift("Ana", at(0, 9), 8), shift("Ana", at(1, 3), 8)]) == [("rest", "Ana", 60)]


def test_what_is_passed_by_a_minute_says_so_in_hours_and_minutes() -> None:
    found = violations(
        problem(ANA, [Rest(11 * 60), HoursPerWeek(15 * 60 + 30)]),
        [shift("Ana", at(0, 9), 8), shift("Ana", at(1, 4) - timedelta(minutes=1), 8)],
    )
    assert [str(v.text) for v in found] == [
        "16 h planned; 15 h 30 min are the most",
        "10 h 59 min from the end of day to the start of day; 11 h are asked for",
    ]


def test_rest_over_the_night_of_a_clock_change_is_an_hour_shorter() -> None:
    berlin = [person("Ana", "Europe/Berlin")]
    evening = shift("Ana", datetime(2027, 3, 27, 13, tzinfo=UTC), 8, "Europe/Berlin")  # until 22:00 in Berlin
    morning = shift("Ana", datetime(2027, 3, 28, 7, tzinfo=UTC), 8, "Europe/Berlin")  # from 09:00
    assert broken(problem(berlin, [Rest(11 * 60)]), [evening, morning]) == [("rest", "Ana", 60)]


def test_rest_is_counted_from_whatever_ends_last() -> None:
    """A short shift inside of a long one ends no work: it takes two at once, and the rest after both."""
    long, inside = shift("Ana", at(0, 8), 14), shift("Ana", at(0, 10), 2)
    early = shift("Ana", at(1, 6), 8)
    assert broken(problem(ANA, [Rest(11 * 60)]), [long, inside, early])[-1] == ("rest", "Ana", 180)
    spaced = broken(problem(ANA, [Spacing("watch", 11 * 60)]), [long, inside, early])
    assert spaced[-1] == ("spacing", "Ana", 180)


def test_rest_goes_on_from_what_was_worked_before() -> None:
    of = problem(ANA, [Rest(11 * 60)], history=(shift("Ana", at(-1, 16), 8),))
    assert broken(of, [shift("Ana", at(0, 9), 8)]) == [("rest", "Ana", 120)]


def test_nobody_is_on_two_duties_at_once() -> None:
    assert broken(problem(ANA, []), [shift("Ana", at(0, 9), 8), shift("Ana", at(0, 16), 8)]) == [
        ("double-duty", "Ana", 60)
    ]


def test_who_may_not_be_on_a_duty_is_told_in_a_plan_made_elsewhere() -> None:
    of = problem([person("Ana"), person("Ravi")], [], eligible={"watch": frozenset({"Ravi"})})
    mine, his = shift("Ana", at(0, 9), 8), shift("Ravi", at(0, 9), 8)
    assert broken(of, [mine, his, shift("Ana", at(1, 9), 8, duty="desk")]) == [("eligible", "Ana", 1)]
    assert broken(replace(of, history=(shift("Ana", at(-1, 9), 8),)), [his]) == []


def test_own_hours_by_the_minute() -> None:
    of = problem([person("Ana", "Asia/Kolkata", 9 * 60, 18 * 60)], [OwnHours(outside=30)])
    assert broken(of, [shift("Ana", at(0, 3), 8, "Asia/Kolkata")]) == []
    assert broken(of, [shift("Ana", at(0, 2.75), 8, "Asia/Kolkata")]) == [("own-hours", "Ana", 15)]


def test_a_shift_of_weeks_lies_within_the_hours_of_whoever_works_round_the_clock() -> None:
    kinds = (ShiftKind("expedition", "watch", 0, 25 * 1440),)
    of = problem(ANA, [OwnHours(), Away()], days=7, kinds=kinds)
    first = compiled(of).options.index(MONDAY.date())
    assert compiled(of).open[0, :, 0].nonzero()[0].tolist() == list(range(first, first + 7))
    assert broken(of, [shift("Ana", at(3, 0), 25 * 24)]) == []


def test_away_says_unavailable_and_no_reason() -> None:
    atlas = Atlas(tuple(ANA), absences=(Absence("Ana", date(2027, 3, 2), date(2027, 3, 2)),))
    found = violations(problem(ANA, [Away()], atlas=atlas), [shift("Ana", at(1, 9), 8)])
    assert [(v.rule, v.by, str(v.text)) for v in found] == [
        ("away", 480, "day falls on time off: unavailable")
    ]


def _in_portugal(*swaps: HolidaySwap) -> tuple[Person, Atlas]:
    hours = (PatternPeriod(WeeklyPattern.daily(0, 1440, range(7))),)
    ana = Person("Ana", "Ana", Place("Europe/Lisbon", "PT"), hours, swaps=swaps)
    calendar = HolidayCalendar("PT", None, (Holiday(date(2027, 3, 26), "Good Friday"),))
    return ana, Atlas((ana,), holidays={("PT", None): calendar})


def test_public_holidays_are_worked_by_volunteers_alone() -> None:
    ana, atlas = _in_portugal()
    day = shift("Ana", at(25, 9), 8, "Europe/Lisbon")
    assert broken(problem([ana], [Away()], atlas=atlas), [day]) == [("away", "Ana", 480)]
    assert broken(problem([ana], [Away(frozenset({"Ana"}))], atlas=atlas), [day]) == []
    swapped, atlas = _in_portugal(HolidaySwap(date(2027, 3, 26), date(2027, 4, 1)))
    assert broken(problem([swapped], [Away()], atlas=atlas), [day]) == []


def test_hours_of_a_week_count_by_the_persons_own_calendar() -> None:
    manila = [person("Ana", "Asia/Manila")]
    days = [shift("Ana", at(day, 2), 8, "Asia/Manila") for day in range(5)]
    sunday = shift("Ana", at(5, 23), 8, "Asia/Manila")  # Sunday 07:00 there: still this week
    monday = shift("Ana", at(6, 23), 8, "Asia/Manila")
    of = problem(manila, [HoursPerWeek(40 * 60)])
    assert broken(of, [*days, monday]) == []
    assert broken(of, [*days, sunday]) == [("hours-per-week", "Ana", 480)]


def test_an_average_counts_what_was_worked_before() -> None:
    before = tuple(shift("Ana", at(day - 7, 8), 10) for day in range(5))
    of = problem(ANA, [AverageHours(45 * 60, weeks=2)], history=before)
    week = [shift("Ana", at(day, 8), 8) for day in range(5)]
    assert broken(of, week) == []
    assert broken(of, [*week, shift("Ana", at(5, 8), 2)]) == [("average-hours", "Ana", 120)]


def test_amounts_have_a_least_and_a_most() -> None:
    of = problem(ANA, [Amount(most=20 * 60, least=10 * 60)])
    assert broken(of, [shift("Ana", at(0, 9), 8)]) == [("amount", "Ana", 120)]
    assert broken(of, [shift("Ana", at(day, 9), 8) for day in range(3)]) == [("amount", "Ana", 240)]


def test_shifts_of_a_kind() -> None:
    late = [shift("Ana", at(day, 9), 8, kind="late") for day in range(3)]
    assert broken(problem(ANA, [KindLimit(frozenset({"late"}), 2)]), late) == [("kind-limit", "Ana", 1)]
    assert broken(problem(ANA, [KindLimit(frozenset({"early"}), 2)]), late) == []


def test_days_in_a_row_go_on_from_history() -> None:
    before = tuple(shift("Ana", at(day, 9), 8) for day in (-2, -1))
    of = problem(ANA, [ConsecutiveDays(most=5)], history=before)
    assert broken(of, [shift("Ana", at(day, 9), 8) for day in range(3)]) == []
    assert broken(of, [shift("Ana", at(day, 9), 8) for day in range(4)]) == [("consecutive-days", "Ana", 1)]


def test_short_runs_are_told_inside_the_plan_alone() -> None:
    of = problem(ANA, [ConsecutiveDays(least=2)])
    assert broken(of, [shift("Ana", at(0, 9), 8), shift("Ana", at(27, 9), 8)]) == []
    assert broken(of, [shift("Ana", at(3, 9), 8)]) == [("consecutive-days", "Ana", 1)]


def test_days_off_in_a_row() -> None:
    of = problem(ANA, [DaysOff(2)])
    assert broken(of, [shift("Ana", at(3, 9), 8), shift("Ana", at(6, 9), 8)]) == []
    assert broken(of, [shift("Ana", at(3, 9), 8), shift("Ana", at(5, 9), 8)]) == [("days-off", "Ana", 1)]


def test_nights_are_nights_on_the_own_clock() -> None:
    of = problem([person("Ana", "Asia/Manila")], [ConsecutiveNights(2, NightShift(NIGHT))])
    nights = [shift("Ana", at(day, 14), 8, "Asia/Manila") for day in range(3)]  # 22:00-06:00 there
    days = [shift("Ana", at(day, 22), 8, "Asia/Manila") for day in range(3)]  # 06:00-14:00 there
    assert broken(of, nights) == [("consecutive-nights", "Ana", 1)]
    assert broken(of, days) == []
    longer = replace(of, rules=(ConsecutiveNights(2, NightShift(NIGHT, 7 * 60 + 1)),))
    assert broken(longer, nights) == []  # seven hours of night each, and more are asked for


def test_weekends_are_saturday_and_sunday_or_what_they_are_here() -> None:
    saturdays = [shift("Ana", at(5 + 7 * week, 9), 8) for week in range(3)]
    assert broken(problem(ANA, [Weekends(3)]), saturdays) == []
    assert broken(problem(ANA, [Weekends(2)]), saturdays) == [("weekends", "Ana", 1)]
    assert broken(problem(ANA, [Weekends(0, weekdays=(4,))]), saturdays) == []


@pytest.mark.parametrize("weekdays", [(5, 6, 0), (0, 5, 6), (0, 6), (6, 0)])
def test_a_weekend_that_ends_on_monday_is_one(weekdays: tuple[int, ...]) -> None:
    """However its days are given: Sunday and the Monday after it are one, the next Sunday is another."""
    sunday, monday, next_sunday = (shift("Ana", at(day, 9), 8) for day in (6, 7, 13))
    of = problem(ANA, [Weekends(1, weekdays)], kinds=(ShiftKind("day", "watch", 540, 1020),))
    assert broken(of, [sunday, monday]) == []
    assert broken(of, [monday, next_sunday]) == [("weekends", "Ana", 1)]
    [limit] = [one for one in compiled(of).limits[0] if isinstance(one, Blocks)]
    index = compiled(of).options.index
    there = next(group for group in limit.groups if index(sunday.day) in group)
    assert index(monday.day) in there
    assert index(next_sunday.day) not in there


def test_succession() -> None:
    of = problem(ANA, [Succession("late", frozenset({"early"}))])
    late, early = shift("Ana", at(0, 14), 8, kind="late"), shift("Ana", at(1, 14), 8, kind="early")
    assert broken(of, [late, early]) == [("succession", "Ana", 1)]
    assert broken(of, [late, shift("Ana", at(2, 6), 8, kind="early")]) == []


def test_spacing_keeps_two_weeks_on_call_apart() -> None:
    of = problem(ANA, [Spacing("watch", 7 * 1440)])
    weeks = [shift("Ana", at(0, 9), 168), shift("Ana", at(7, 9), 168)]
    assert broken(of, weeks) == [("spacing", "Ana", 7 * 1440)]


def test_pairs() -> None:
    two = [person("Ana"), person("Wei")]
    both = [shift("Ana", at(0, 9), 8), shift("Wei", at(0, 12), 8)]
    assert broken(problem(two, [Apart("Ana", "Wei")]), both) == [("apart", "Ana", 300)]
    assert broken(problem(two, [Together("Ana", "Wei")]), both) == [("together", "Ana", 180)]
    assert broken(problem(two, [Together("Ana", "Wei")]), [both[1]]) == []


def test_two_are_apart_from_a_shift_that_began_before_the_plan_whosever_it_is() -> None:
    two, before = [person("Ana"), person("Wei")], shift("Ana", at(-1, 20), 8)
    late = shift("Wei", at(0, 2), 8)
    for rule in (Apart("Ana", "Wei"), Apart("Wei", "Ana")):
        of = problem(two, [rule], history=(before,))
        assert broken(of, [late]) == [("apart", rule.one, 120)]
        assert broken(replace(of, history=(before, shift("Wei", at(-1, 21), 2))), []) == []


def test_notice_keeps_what_was_published() -> None:
    known = shift("Ana", at(1, 9), 8)
    of = problem(ANA, [Notice(at(4, 0), frozenset({known}))])
    assert broken(of, [known, shift("Ana", at(5, 9), 8)]) == []
    assert broken(of, [known, shift("Ana", at(3, 12), 8)]) == [("notice", "Ana", 720)]
    by_calendar = replace(known, kind="On watch", minutes=450)  # the same time, called otherwise
    told = frozenset({by_calendar})
    for rule in (Notice(at(4, 0), told), RotaNotice(7, MONDAY, told)):
        of = problem(ANA, [rule], days=4)
        model = compiled(of)
        left = [(0, int(day), int(kind)) for day, kind in np.argwhere(model.open[0])]
        assert broken(of, [known]) == []
        assert model.assignments(left) == (known,)
    agreed = problem(ANA, [Notice(at(4, 0), frozenset({known}), frozenset({"Ana"}))])
    assert broken(agreed, [known, shift("Ana", at(3, 12), 8)]) == []


def test_a_break_in_history_alone_is_not_the_plans() -> None:
    before = (shift("Ana", at(-2, 9), 12), shift("Ana", at(-1, 0), 8))
    window = Span(MONDAY, MONDAY + timedelta(days=7))
    of = problem(ANA, [Rest(11 * 60), ConsecutiveDays(most=1)], history=before, window=window)
    assert broken(of, [shift("Ana", at(3, 9), 8)]) == []


def test_every_shift_inside_of_a_longer_one_is_told() -> None:
    """A sheet by hand: a week on call, and two shifts in it."""
    week = shift("Ana", at(0, 9), 168, kind="on call")
    plan = [week, shift("Ana", at(1, 9), 8), shift("Ana", at(3, 9), 8)]
    assert broken(problem([person("Ana")], ()), plan) == [("double-duty", "Ana", 480)] * 2


def test_who_has_that_very_shift_is_told_so_and_who_has_another_then_is_told_both() -> None:
    early, late = shift("Ana", at(0, 6), 8, kind="early"), shift("Ana", at(0, 9), 8, kind="late")
    ana = problem([person("Ana")], ())
    assert [str(v.text) for v in violations(ana, [early, early])] == ["has this shift already (early)"]
    assert [str(v.text) for v in violations(ana, [early, late])] == ["early and late at once"]


def test_what_may_not_follow_is_told_with_another_shift_in_between() -> None:
    plan = [
        shift("Ana", at(0, 14), 8, kind="late"),
        shift("Ana", at(0, 22), 1, kind="call"),
        shift("Ana", at(1, 6), 8, kind="early"),
    ]
    rule = Succession("late", frozenset({"early"}))
    assert broken(problem([person("Ana")], (rule,)), plan) == [("succession", "Ana", 1)]

"""Rules that laws ask for: at the limit nothing is said, a minute or a night over it is."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from farflung.engine.model import Place
from farflung.engine.rota.rules import (
    CallOut,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.by_hand import DAY, MONDAY, breaks, days, instant, shift, weeks

BERLIN = "Europe/Berlin"
HERE = Place(BERLIN, "DE", None, "Berlin")
NIGHT = NightShift(NightWindow(time(23), time(6)), 121)
DUTCH = NightShift(NightWindow(time(0), time(6)), 61)
HOUR = 60


def _says(rule: Rule, shifts: list, window: Span | None = None) -> list[tuple[int, str]]:  # type: ignore[type-arg]
    found = breaks(rule, HERE, window or weeks(BERLIN, MONDAY, 4), shifts)
    assert all((v.rule, v.person, v.basis) == (rule.name, "Nele", rule.basis) for v in found)
    return [(v.by, str(v.text)) for v in found]


def test_day_of_ten_hours_is_one_and_a_minute_more_is_not() -> None:
    rule = DailyHours(10 * HOUR, basis="§ 3")
    assert _says(rule, [shift(BERLIN, MONDAY, "09:00", 600)]) == []
    assert _says(rule, [shift(BERLIN, MONDAY, "09:00", 601)]) == [
        (1, "10 h 1 min of work; 10 h are the most")
    ]


def test_two_shifts_of_one_date_are_one_day() -> None:
    split = [shift(BERLIN, MONDAY, "06:00", 300), shift(BERLIN, MONDAY, "14:00", 301)]
    assert [by for by, _ in _says(DailyHours(10 * HOUR), split)] == [1]


def test_T02_night_of_the_october_change_has_an_hour_more() -> None:
    rule = NightHours(8 * HOUR, NIGHT, basis="L. 3122-6")
    saturday = date(2025, 10, 25)
    window = weeks(BERLIN, saturday, 1)
    longer = Span(instant("2025-10-25T20:00"), instant("2025-10-26T05:00"))
    night = shift(BERLIN, saturday, "22:00", 540)
    assert night.span == longer  # 22:00 to 06:00 on the wall
    assert _says(rule, [night], window) == [(60, "9 h of work; 8 h are the most")]
    assert _says(rule, [shift(BERLIN, saturday - DAY, "22:00", 480)], window) == []


def test_night_is_more_than_two_hours_of_it() -> None:
    rule = NightHours(8 * HOUR, NIGHT)
    assert _says(rule, [shift(BERLIN, MONDAY, "15:00", 600)]) == []  # until 01:00: two hours
    assert [by for by, _ in _says(rule, [shift(BERLIN, MONDAY, "15:01", 600)])] == [120]


def test_night_that_ends_by_two_is_none_where_only_later_ones_count() -> None:
    late = NightShift(DUTCH.window, DUTCH.least, time(2))
    rule = RestAfterNights(14 * HOUR, late)
    early = [shift(BERLIN, MONDAY, "18:00", 480), shift(BERLIN, MONDAY + DAY, "13:00", 480)]
    assert _says(rule, early) == []
    later = [shift(BERLIN, MONDAY, "18:01", 480), shift(BERLIN, MONDAY + DAY, "16:00", 480)]
    assert _says(rule, later) == [(1, "13 h 59 min after 1 night shift, before 16:00; 14 h are asked for")]
    assert _says(rule, [later[0], shift(BERLIN, MONDAY + DAY, "16:01", 480)]) == []


def test_rest_after_three_nights_counts_from_the_last() -> None:
    rule = RestAfterNights(46 * HOUR, DUTCH, nights=3)
    nights = days(BERLIN, MONDAY, 3, "22:00", 480)
    saturday = MONDAY + 5 * DAY
    assert _says(rule, [*nights, shift(BERLIN, saturday, "04:00", 60)]) == []
    assert [by for by, _ in _says(rule, [*nights, shift(BERLIN, saturday, "03:59", 60)])] == [1]
    assert _says(rule, [*nights, shift(BERLIN, MONDAY + 3 * DAY, "22:00", 480)]) == []  # the row goes on
    assert len(_says(rule, [*nights, shift(BERLIN, MONDAY + 4 * DAY, "22:00", 480)])) == 1  # a night off
    assert _says(rule, [*nights[1:], shift(BERLIN, MONDAY + 4 * DAY, "22:00", 480)]) == []  # two nights


def test_nights_of_before_the_plan_belong_to_the_row() -> None:
    rule = RestAfterNights(46 * HOUR, DUTCH, nights=3)
    before = days(BERLIN, MONDAY - 3 * DAY, 3, "22:00", 480)
    assert [by for by, _ in _says(rule, [*before, shift(BERLIN, MONDAY + DAY, "22:00", 480)])] == [6 * HOUR]


def test_36_nights_in_sixteen_weeks_and_history_counts() -> None:
    rule = NightsInPeriod(36, 16, DUTCH)
    before = days(BERLIN, MONDAY - 84 * DAY, 32, "22:00", 480)
    planned = days(BERLIN, MONDAY, 4, "22:00", 480)
    assert _says(rule, [*before, *planned]) == []
    more = [*before, *planned, shift(BERLIN, MONDAY + 6 * DAY, "22:00", 480)]
    assert _says(rule, more)[0] == (1, "37 night shifts in 16 weeks; 36 are the most")


def test_hours_of_who_has_many_nights() -> None:
    rule = NightWorkerHours(40 * HOUR, 4, DUTCH, nights=4)
    nights = days(BERLIN, MONDAY, 4, "22:00", 480)
    work = days(BERLIN, MONDAY + 7 * DAY, 16, "09:00", 480)
    assert _says(rule, [*nights, *work]) == []  # 160 h in four weeks
    over = [*nights, *work[:-1], shift(BERLIN, MONDAY + 22 * DAY, "09:00", 481)]
    assert _says(rule, over) == [(1, "160 h 1 min with 4 night shifts in 4 weeks; 160 h are the most")]
    assert _says(rule, [*nights[1:], *work, shift(BERLIN, MONDAY + 23 * DAY, "09:00", 600)]) == []


def test_six_days_of_a_calendar_week_are_the_most_and_twelve_in_a_row_can_be() -> None:
    rule = WorkingDays(6)
    twelve = days(BERLIN, MONDAY + DAY, 12, "09:00", 480)
    assert _says(rule, twelve) == []
    assert _says(rule, [*twelve, shift(BERLIN, MONDAY + 13 * DAY, "09:00", 480)]) == [
        (1, "7 working days in a week; 6 are the most")
    ]


def test_eight_days_in_a_row_are_too_many_only_with_a_night() -> None:
    rule = DaysWithNights(7, DUTCH)
    eight = days(BERLIN, MONDAY, 8, "13:00", 480)
    assert _says(rule, eight) == []
    with_night = [*eight[:4], shift(BERLIN, MONDAY + 4 * DAY, "17:02", 480), *eight[5:]]
    assert _says(rule, with_night) == [(1, "8 days in a row with 1 night shift among them; 7 are the most")]
    assert _says(rule, with_night[1:]) == []


def _five_days(monday: date, first: str, last: str) -> list:  # type: ignore[type-arg]
    week = days(BERLIN, monday, 6, "09:00", 480)
    return [shift(BERLIN, monday, first, 480), *week[1:5], shift(BERLIN, monday + 5 * DAY, last, 480)]


def test_weekly_rest_may_reach_over_the_border_of_the_week() -> None:
    """Saturday 22:00 to Monday 09:00 are 35 hours, 26 of them in the week."""
    rule = WeeklyRest(35 * HOUR)
    two_weeks = [*_five_days(MONDAY, "09:00", "14:00"), *_five_days(MONDAY + 7 * DAY, "09:00", "14:00")]
    assert _says(rule, two_weeks) == []
    later = [*_five_days(MONDAY, "09:00", "14:01"), *_five_days(MONDAY + 7 * DAY, "09:00", "14:00")]
    assert _says(rule, later) == [
        (1, "34 h 59 min without a shift at the longest in the week; 35 h are asked for")
    ]


def test_weekly_rest_is_elapsed_time() -> None:
    """Over the night in which clocks go forward 35 hours on the wall are 34."""
    monday = date(2027, 3, 22)
    window = weeks(BERLIN, monday, 2)
    shifts = [*_five_days(monday, "09:00", "14:00"), *_five_days(monday + 7 * DAY, "09:00", "14:00")]
    assert [by for by, _ in _says(WeeklyRest(35 * HOUR), shifts, window)] == [60]


def test_week_that_goes_on_after_the_plan_is_not_judged() -> None:
    worked = days(BERLIN, MONDAY, 6, "09:00", 1440)
    window = Span(weeks(BERLIN, MONDAY, 1).start, weeks(BERLIN, MONDAY, 1).end - timedelta(hours=30))
    assert _says(WeeklyRest(35 * HOUR), worked, window) == []


def test_free_sundays_count_every_minute_of_a_sunday_and_what_was_before() -> None:
    rule = FreeSundays(1, 3)
    sunday = MONDAY + 6 * DAY
    two = [shift(BERLIN, sunday, "09:00", 60), shift(BERLIN, sunday + 7 * DAY, "09:00", 60)]
    assert _says(rule, two) == []
    saturday = shift(BERLIN, sunday + 13 * DAY, "16:00", 480)
    assert _says(rule, [*two, saturday]) == []  # until midnight
    night = shift(BERLIN, sunday + 13 * DAY, "16:01", 480)
    assert _says(rule, [*two, night]) == [(1, "0 free Sundays in 3 weeks; 1 are the least")]
    before = shift(BERLIN, sunday - 7 * DAY, "09:00", 60)
    assert len(_says(rule, [before, *two])) == 1


def test_rota_is_told_28_days_before_unless_the_shift_was_known() -> None:
    told = instant("2027-02-01T22:30")  # in Berlin still the first of February
    early, late = shift(BERLIN, MONDAY, "09:00", 480), shift(BERLIN, MONDAY + DAY, "09:00", 480)
    assert _says(RotaNotice(28, told), [early, late]) == []
    later = instant("2027-02-01T23:30")  # the second
    assert _says(RotaNotice(28, later), [early, late]) == [
        (1, "09:00 is told 27 days before; 28 are asked for")
    ]
    assert _says(RotaNotice(28, later, frozenset({early})), [early, late]) == []
    called_otherwise = replace(early, kind="Watch (Nele)", minutes=450)  # as a calendar says it
    assert _says(RotaNotice(28, later, frozenset({called_otherwise})), [early, late]) == []


def test_C11_rest_after_a_call_out_begins_anew_and_the_next_start_is_proposed() -> None:
    tuesday = date(2026, 2, 10)
    call = CallOut(Span(instant("2026-02-10T01:00"), instant("2026-02-10T02:30")), "Nele")
    rule = RestAfterCallOut(11 * HOUR, (call,), frozenset({"standby"}), basis="§ 5(1)")
    window = weeks(BERLIN, date(2026, 2, 9), 1)
    assert _says(rule, [shift(BERLIN, tuesday, "14:30", 480)], window) == []
    text = "{} after a call-out that ended {} 03:30 {}; 11 h are asked for: not before {} 14:30 {}"
    on = "Tue 10 Feb 2026"
    assert _says(rule, [shift(BERLIN, tuesday, "09:00", 480)], window) == [
        (330, text.format("5 h 30 min", on, BERLIN, on, BERLIN))
    ]
    assert _says(rule, [shift(BERLIN, tuesday - DAY, "20:00", 600)], window) == []  # a call in a shift
    other = RestAfterCallOut(11 * HOUR, (CallOut(call.span, "Ana"),))
    assert _says(other, [shift(BERLIN, tuesday, "09:00", 480)], window) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: NightShift(NightWindow(time(0), time(6)), 0),
        lambda: NightShift(NightWindow(time(0), time(6)), 1, time(7)),
        lambda: RestAfterNights(60, DUTCH, nights=0),
        lambda: FreeSundays(4, 3),
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"night|Sundays"):
        wrong()

"""Who is there when, and what that is for a rule."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.coverage import State, demand, levels
from farflung.engine.coverage.states import state_of
from farflung.engine.model import (
    Absence,
    Agreement,
    CoverageRule,
    Exemption,
    Override,
    Recurrence,
    Shift,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, packaged_zones
from tests.company import (
    OPS,
    OPS_PEOPLE,
    WARSAW,
    WITHDRAWALS,
    days,
    relay,
    weekly_shift,
    withdrawals_ops,
)
from tests.engine.coverage.rosters import SUPPORT, daily, support, support_by_hours

HOUR = timedelta(hours=1)
KASIA = next(person for person in OPS_PEOPLE if person.name == "Kasia")
ONE = CoverageRule("one", duty=WITHDRAWALS)
EASTER_MONDAY = days("2027-03-29", 1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("minimum", "maximum", "states"),
    [
        (1, None, ["hole", "single person", "covered", "covered"]),
        (2, None, ["hole", "below minimum", "thin", "covered"]),
        (1, 1, ["hole", "single person", "over maximum", "over maximum"]),
        (0, 2, ["covered", "single person", "covered", "over maximum"]),
    ],
)
def test_what_a_number_of_people_is(minimum: int, maximum: int | None, states: list[str]) -> None:
    rule = CoverageRule("r", minimum=minimum, maximum=maximum)
    assert [state_of(rule, count).value for count in range(4)] == states


def test_a_window_in_a_zone_follows_its_clocks() -> None:
    rule = CoverageRule("r", window=WeeklyPattern.daily(540, 1020, range(7)), zone="Europe/Lisbon")
    found = demand(rule, days("2027-03-27", 2), packaged_zones())
    assert found == (
        Span(utc("2027-03-27T09:00"), utc("2027-03-27T17:00")),
        Span(utc("2027-03-28T08:00"), utc("2027-03-28T16:00")),
    )


def test_a_window_over_midnight_reaches_into_the_first_day() -> None:
    rule = CoverageRule("r", window=WeeklyPattern.daily(22 * 60, 6 * 60, range(7)), zone="Asia/Manila")
    found = demand(rule, days("2027-03-01", 1), packaged_zones())
    assert found == (Span(utc("2027-03-01T14:00"), utc("2027-03-01T22:00")),)


def test_shifts_and_hours_of_the_same_people_give_the_same_levels() -> None:
    week = days("2027-03-01", 7)
    by_shift = levels(CoverageRule("r", duty="support"), support(), week)
    by_hours = levels(CoverageRule("r"), support_by_hours(), week)
    assert [(level.span, level.people) for level in by_shift.levels] == [
        (level.span, level.people) for level in by_hours.levels
    ]


def test_many_people_are_counted_by_their_shared_hours() -> None:
    atlas = support_by_hours()
    crowd = [
        type(person)(f"{person.id}-{n}", person.name, person.place, person.patterns)
        for person in atlas.people
        for n in range(10)
    ]
    found = levels(CoverageRule("r", minimum=10), atlas.with_(people=tuple(crowd)), days("2027-03-01", 2))
    assert found.hours(State.THIN) == timedelta(hours=11)
    assert found.hours(State.HOLE, State.BELOW) == timedelta()
    assert len(found.who(utc("2027-03-01T03:00"))) == 10


def test_a_person_on_two_shifts_of_a_duty_is_there_once() -> None:
    atlas = support()
    again = daily("Support", "P8", 0, 4)
    found = levels(
        CoverageRule("r", duty="Support"), atlas.with_(shifts=(*atlas.shifts, again)), days("2027-03-01", 1)
    )
    assert {level.count for level in found.levels if level.people == ("P8",)} == {1}
    assert [level.span.end for level in found.levels if level.people == ("P8",)] == [utc("2027-03-01T07:00")]


def test_absent_holder_does_not_count() -> None:
    away = Absence(KASIA.id, date(2027, 3, 8), date(2027, 3, 8))
    atlas = withdrawals_ops().with_(shifts=relay(), absences=(away,))
    found = levels(ONE, atlas, days("2027-03-08", 1))
    assert found.who(utc("2027-03-08T10:00")) == ()
    assert levels(ONE, atlas, days("2027-03-09", 1)).who(utc("2027-03-09T10:00")) == (KASIA.id,)


def test_half_a_day_off_is_half_a_shift() -> None:
    away = Absence(KASIA.id, date(2027, 3, 8), date(2027, 3, 8), from_minute=12 * 60)
    found = levels(ONE, withdrawals_ops().with_(shifts=relay(), absences=(away,)), days("2027-03-08", 1))
    assert found.who(utc("2027-03-08T10:59")) == (KASIA.id,)
    assert found.who(utc("2027-03-08T11:00")) == ()


def test_a_holiday_takes_the_holder_off_a_recurring_shift() -> None:
    found = levels(ONE, withdrawals_ops().with_(shifts=relay()), EASTER_MONDAY)
    assert found.who(utc("2027-03-29T10:00")) == ()


def test_a_shift_placed_on_the_holiday_stands() -> None:
    once = Shift(
        WITHDRAWALS,
        KASIA.id,
        Recurrence(CivilTime(date(2027, 3, 29), relay()[0].recurrence.start.time, WARSAW.zone), 480),
    )
    found = levels(ONE, withdrawals_ops().with_(shifts=(once,)), EASTER_MONDAY)
    assert found.who(utc("2027-03-29T10:00")) == (KASIA.id,)


def test_an_occurrence_moved_by_hand_onto_the_holiday_stands() -> None:
    shift = relay()[0]
    original = CivilTime(date(2027, 3, 30), shift.recurrence.start.time, WARSAW.zone)
    moved = Override(original, utc("2027-03-29T06:00"), utc("2027-03-29T14:00"))
    recurrence = Recurrence(
        shift.recurrence.start, shift.recurrence.end_minutes, shift.recurrence.rule, overrides=(moved,)
    )
    found = levels(
        ONE, withdrawals_ops().with_(shifts=(Shift(WITHDRAWALS, KASIA.id, recurrence),)), EASTER_MONDAY
    )
    assert found.who(utc("2027-03-29T10:00")) == (KASIA.id,)


def test_standby_of_a_day_or_longer_stands_through_holidays() -> None:
    week = weekly_shift(WITHDRAWALS, KASIA, 540, 540, WARSAW.zone, "MO")
    long = Shift(WITHDRAWALS, KASIA.id, Recurrence(week.recurrence.start, 7 * 1440, week.recurrence.rule))
    found = levels(ONE, withdrawals_ops().with_(shifts=(long,)), EASTER_MONDAY)
    assert found.hours(State.HOLE) == timedelta()


@pytest.mark.parametrize(
    ("until", "on"), [(None, True), (date(2027, 3, 28), False), (date(2027, 3, 29), True)]
)
def test_an_agreement_may_say_that_holidays_are_worked(until: date | None, on: bool) -> None:
    worked = Agreement("ops", exemptions=(Exemption(frozenset({"PL"}), frozenset({"holidays"}), until),))
    atlas = withdrawals_ops().with_(shifts=relay(), agreements=(worked,))
    assert bool(levels(ONE, atlas, EASTER_MONDAY).who(utc("2027-03-29T10:00"))) is on


def test_an_unfilled_shift_is_nobody() -> None:
    empty = weekly_shift(WITHDRAWALS, None, 480, 960, WARSAW.zone)
    found = levels(ONE, withdrawals_ops().with_(shifts=(empty,)), days("2027-03-08", 1))
    assert found.hours(State.HOLE) == timedelta(days=1)


def test_skills_and_languages_count_whatever_their_case() -> None:
    people = tuple(
        type(p)(**{**{f: getattr(p, f) for f in p.__slots__}, "skills": frozenset({"Payments"})})
        if p.id == KASIA.id
        else p
        for p in OPS_PEOPLE
    )
    atlas = withdrawals_ops(with_holidays=False).with_(people=people, shifts=relay())
    rule = CoverageRule("r", duty=WITHDRAWALS, skills=frozenset({"payments"}))
    found = levels(rule, atlas, days("2027-03-08", 1))
    assert found.hours(State.SINGLE) == 8 * HOUR
    by_team = levels(
        CoverageRule("r", team=OPS, skills=frozenset({"PAYMENTS"})), atlas, days("2027-03-08", 1)
    )
    assert by_team.hours(State.SINGLE) == 9 * HOUR


def test_time_after_the_last_day_counts_for_nobody() -> None:
    leaving = tuple(
        type(p)(**{**{f: getattr(p, f) for f in p.__slots__}, "ended": date(2027, 3, 8)})
        if p.id == KASIA.id
        else p
        for p in OPS_PEOPLE
    )
    atlas = withdrawals_ops().with_(people=leaving, shifts=relay())
    found = levels(ONE, atlas, days("2027-03-08", 2))
    assert found.who(utc("2027-03-08T10:00")) == (KASIA.id,)
    assert found.who(utc("2027-03-09T10:00")) == ()


def test_a_holder_who_is_not_among_the_people_counts_as_there() -> None:
    stranger = daily("Support", "mallory", 0, 24)
    found = levels(
        CoverageRule("r", duty="Support"), support().with_(shifts=(stranger,)), days("2027-03-01", 1)
    )
    assert found.who(utc("2027-03-01T10:00")) == ("mallory",)


def test_C02_single_person_for_five_and_a_half_hours() -> None:
    found = levels(CoverageRule("somebody", duty="Support"), support(), days("2027-03-01", 1))
    single = [(level.span, level.people) for level in found.single]
    assert [(f"{s.start:%H:%M}", f"{s.end:%H:%M}", people) for s, people in single] == [
        ("02:00", "07:00", ("P8",)),
        ("08:30", "09:00", ("P5",)),
    ]
    assert found.hours(State.SINGLE) == 5.5 * HOUR
    assert found.hours(State.HOLE) == timedelta()
    assert len(SUPPORT) == 9

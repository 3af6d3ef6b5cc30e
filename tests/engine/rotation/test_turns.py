"""Turns on the calendar: handovers in local time, ends of months, hours, active weekdays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from farflung.engine.rotation import Cadence, Rotation, Unit, on_duty, periods
from farflung.engine.time import CivilTime, Span, packaged_zones

ZONES = packaged_zones()


def rotation(
    members: str, first: date, clock: time, zone: str, cadence: Cadence, weekdays: str = ""
) -> Rotation:
    active = frozenset(int(day) for day in weekdays) if weekdays else None
    return Rotation("r", tuple(members.split()), CivilTime(first, clock, zone), cadence, active)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(start: str, days: int) -> Span:
    return Span(utc(start), utc(start) + timedelta(days=days))


def starts(found: Rotation, within: Span) -> list[datetime]:
    return [period.span.start for period in periods(found, within, ZONES)]


@pytest.mark.parametrize(
    ("first", "start", "end", "hours"),
    [
        (date(2024, 10, 28), "2024-10-28T14:00", "2024-11-04T15:00", 169),
        (date(2025, 3, 3), "2025-03-03T15:00", "2025-03-10T14:00", 167),
    ],
)
def test_T01_weekly_handover_across_dst(first: date, start: str, end: str, hours: int) -> None:
    weekly = rotation("A B", first, time(9), "America/Chicago", Cadence(Unit.WEEK))
    found = periods(weekly, window(start, 21), ZONES)
    assert found[0].span == Span(utc(start), utc(end))
    assert found[0].span.elapsed == timedelta(hours=hours)
    assert all(a.span.end == b.span.start for a, b in pairwise(found))


def test_T03_midnight_that_does_not_exist() -> None:
    daily = rotation("A B", date(2025, 4, 1), time(0), "Africa/Cairo", Cadence(Unit.DAY))
    found = starts(daily, Span(utc("2025-04-23T22:00"), utc("2025-04-26T00:00")))
    assert found == [utc("2025-04-23T22:00"), utc("2025-04-24T22:00"), utc("2025-04-25T21:00")]
    long = next(p for p in periods(daily, window("2025-10-29T21:00", 3), ZONES))
    assert long.span.elapsed == timedelta(hours=25)


def test_T05_monthly_handover_from_the_31st() -> None:
    monthly = rotation("A B", date(2025, 1, 31), time(9), "Europe/Lisbon", Cadence(Unit.MONTH))
    found = starts(monthly, Span(utc("2025-01-31T09:00"), utc("2025-06-01T00:00")))
    assert [f"{at:%d %b}" for at in found] == ["31 Jan", "28 Feb", "31 Mar", "30 Apr", "31 May"]


def test_every_second_month_keeps_its_day_through_a_leap_february() -> None:
    monthly = rotation("A B", date(2023, 12, 30), time(0), "Asia/Tokyo", Cadence(Unit.MONTH, 2))
    found = periods(monthly, Span(utc("2023-12-29T15:00"), utc("2024-07-01T00:00")), ZONES)
    local = [CivilTime.of(p.span.start, ZONES.zone("Asia/Tokyo")).date for p in found]
    assert local == [date(2023, 12, 30), date(2024, 2, 29), date(2024, 4, 30), date(2024, 6, 30)]


@pytest.mark.parametrize("day", [date(2025, 3, 29), date(2025, 10, 25)])
def test_T06_every_five_hours_is_exact_elapsed_time(day: date) -> None:
    five = rotation("A B C", day, time(0), "Europe/Berlin", Cadence(Unit.HOUR, 5))
    found = periods(five, window(f"{day}T12:00", 3), ZONES)
    assert {p.span.elapsed for p in found[1:-1]} == {timedelta(hours=5)}
    assert all(a.span.end == b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2025, 3, 30), [5, 6, 6, 6]), (date(2025, 10, 26), [7, 6, 6, 6])]
)
def test_T06_every_six_hours_stays_on_the_wall_clock(day: date, hours: list[int]) -> None:
    berlin = ZONES.zone("Europe/Berlin")
    six = rotation("A B C", date(2025, 3, 1), time(0), "Europe/Berlin", Cadence(Unit.HOUR, 6))
    found = [
        period
        for period in periods(six, window(f"{day - timedelta(days=1)}T12:00", 3), ZONES)
        if CivilTime.of(period.span.start, berlin).date == day
    ]
    assert [CivilTime.of(p.span.start, berlin).time.hour for p in found] == [0, 6, 12, 18]
    assert [p.span.elapsed / timedelta(hours=1) for p in found] == hours


def test_six_hours_may_start_off_the_hour_and_in_the_middle_of_a_day() -> None:
    six = rotation("A B", date(2025, 6, 2), time(13, 30), "Asia/Kathmandu", Cadence(Unit.HOUR, 6))
    kathmandu = ZONES.zone("Asia/Kathmandu")
    found = [CivilTime.of(at, kathmandu).time for at in starts(six, window("2025-06-02T00:00", 1))]
    assert found == [time(13, 30), time(19, 30), time(1, 30)]


def test_a_turn_that_lies_wholly_in_a_gap_has_no_period_and_leaves_no_hole() -> None:
    hourly = rotation("A B C", date(2025, 3, 29), time(0), "Europe/Berlin", Cadence(Unit.HOUR, 1))
    found = periods(hourly, window("2025-03-29T00:00", 2), ZONES)
    assert all(a.span.end == b.span.start for a, b in pairwise(found))
    assert all(p.span.elapsed > timedelta() for p in found)


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Asia/Tokyo", "America/Los_Angeles"])
def test_C05_friday_hands_over_to_monday(zone: str) -> None:
    daily = rotation("E1 E2 E3", date(2027, 1, 4), time(9), zone, Cadence(Unit.DAY), "01234")
    by_day = {
        CivilTime.of(p.span.start, ZONES.zone(zone)).date: p.member
        for p in periods(daily, window("2027-01-01T00:00", 60), ZONES)
    }
    assert by_day[date(2027, 1, 8)] == "E2"
    assert by_day[date(2027, 1, 11)] == "E3"
    assert by_day[date(2027, 1, 22)] == "E3"
    assert by_day[date(2027, 1, 25)] == "E1"
    assert {day.weekday() for day in by_day} == {0, 1, 2, 3, 4}


def test_C05_friday_is_E1_and_monday_is_E2() -> None:
    daily = rotation("E1 E2 E3", date(2027, 1, 8), time(9), "Europe/Lisbon", Cadence(Unit.DAY), "01234")
    assert on_duty(daily, utc("2027-01-08T12:00"), ZONES) == "E1"
    assert on_duty(daily, utc("2027-01-10T12:00"), ZONES) is None
    assert on_duty(daily, utc("2027-01-11T12:00"), ZONES) == "E2"


def test_C05_fourteen_members_have_one_of_fourteen_working_days_each() -> None:
    members = " ".join(f"E{n}" for n in range(14))
    daily = rotation(members, date(2027, 1, 6), time(0), "Asia/Manila", Cadence(Unit.DAY), "01234")
    found = periods(daily, window("2027-01-01T00:00", 90), ZONES)
    for begin in (0, 5, 14):
        assert len({p.member for p in found[begin : begin + 14]}) == 14


def test_six_hours_on_working_days_use_up_no_turn_at_the_weekend() -> None:
    six = rotation("A B C", date(2027, 1, 8), time(12), "Europe/Lisbon", Cadence(Unit.HOUR, 6), "01234")
    found = periods(six, window("2027-01-08T00:00", 4), ZONES)
    assert [p.member for p in found] == ["A", "B", "C", "A", "B", "C"]
    assert [p.span.start for p in found][2] == utc("2027-01-11T00:00")


def test_five_hours_on_working_days_use_up_no_turn_at_the_weekend() -> None:
    five = rotation("A B C", date(2027, 1, 8), time(12), "Europe/Lisbon", Cadence(Unit.HOUR, 5), "01234")
    found = periods(five, window("2027-01-08T00:00", 4), ZONES)
    assert [p.member for p in found[:5]] == ["A", "B", "C", "A", "B"]
    assert found[2].span.end == utc("2027-01-09T03:00")
    assert found[3].span.start == utc("2027-01-11T00:00")


def test_a_weekly_turn_on_working_days_rests_at_the_weekend_and_then_changes() -> None:
    weekly = rotation("A B", date(2027, 1, 4), time(9), "Europe/Lisbon", Cadence(Unit.WEEK), "01234")
    found = periods(weekly, window("2027-01-04T00:00", 14), ZONES)
    assert [(p.member, p.span) for p in found] == [
        ("A", Span(utc("2027-01-04T09:00"), utc("2027-01-09T09:00"))),
        ("B", Span(utc("2027-01-11T09:00"), utc("2027-01-16T09:00"))),
    ]


def test_nothing_before_the_start_nor_after_the_end() -> None:
    ends = Rotation(
        "r",
        ("A", "B"),
        CivilTime(date(2027, 1, 4), time(9), "Europe/Lisbon"),
        Cadence(Unit.DAY),
        until=utc("2027-01-06T00:00"),
    )
    found = periods(ends, window("2027-01-01T00:00", 30), ZONES)
    assert (found[0].span.start, found[-1].span.end) == (utc("2027-01-04T09:00"), utc("2027-01-06T00:00"))


@pytest.mark.parametrize("count", [0, -1])
def test_a_turn_needs_a_length(count: int) -> None:
    with pytest.raises(ValueError, match="write 1 or more"):
        Cadence(Unit.DAY, count)


def test_a_rotation_needs_members_and_days() -> None:
    with pytest.raises(ValueError, match="no members"):
        rotation("", date(2027, 1, 4), time(9), "Europe/Lisbon", Cadence(Unit.DAY))
    with pytest.raises(ValueError, match=r"0 .Monday. to 6"):
        rotation("A", date(2027, 1, 4), time(9), "Europe/Lisbon", Cadence(Unit.DAY), "08")

"""When a person works: absences, nights, stays, and sums that can be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas, NoWorkingTimeError
from farflung.engine.atlas.presence import HORIZON
from farflung.engine.model import (
    Absence,
    Block,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    PatternPeriod,
    Person,
    Place,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import Span, day_span, packaged_zones, total
from tests.engine.strategies import instants, patterns, zone_names

ZONES = packaged_zones()


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_T07_leave_on_the_next_day_cuts_the_night_at_midnight() -> None:
    pattern = WeeklyPattern((Block(1, 21 * 60, 27 * 60),))
    person = Person("n", "Nadia", Place("Africa/Casablanca"), (PatternPeriod(pattern),))
    atlas = Atlas((person,), absences=(Absence("n", date(2027, 3, 17), date(2027, 3, 17)),))
    week = Span(instant("2027-03-15T00:00Z"), instant("2027-03-22T00:00Z"))
    midnight = day_span(date(2027, 3, 17), ZONES.zone("Africa/Casablanca")).start
    assert atlas.working(person, week) == (Span(midnight - timedelta(hours=3), midnight),)
    assert not atlas.is_working(person, midnight)


def test_T09_overlap_of_two_days() -> None:
    london, new_york = (Person.simple(z, z, 540, 1020) for z in ("Europe/London", "America/New_York"))
    berlin, kolkata = (Person.simple(z, z, 540, 1020) for z in ("Europe/Berlin", "Asia/Kolkata"))
    atlas = Atlas((london, new_york, berlin, kolkata))

    def hours(pair: list[Person], day: date) -> float:
        window = day_span(day, ZONES.zone(pair[0].place.zone))
        return total(atlas.overlap(pair, window)) / timedelta(hours=1)

    days = (date(2026, 1, 14), date(2026, 3, 11), date(2026, 7, 15))
    assert [hours([london, new_york], day) for day in days] == [3, 4, 3]
    assert [hours([berlin, kolkata], day) for day in days] == [3.5, 3.5, 4.5]


def test_T12_hours_float_with_the_traveller() -> None:
    ana = Person.simple("Ana", "Europe/Lisbon", 540, 1080)
    dubai = Stay("Ana", Place("Asia/Dubai", "AE"), StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10))
    atlas = Atlas((ana,), stays=(dubai,))
    starts = [
        atlas.next_working(ana, instant(f"2027-{d}T03:00Z")) for d in ("04-30", "05-03", "05-10", "05-11")
    ]
    assert [f"{s:%d %H:%M}" for s in starts] == ["30 08:00", "03 05:00", "10 05:00", "11 08:00"]


def test_F02_working_hours_and_a_reminder_are_never_at_midnight() -> None:
    person = Person.simple("R", "Europe/Madrid", 480, 1080)
    asked = instant("2026-03-02T17:00+01:00")
    atlas = Atlas((person,))
    assert atlas.add_working(person, asked, timedelta(hours=4)) == instant("2026-03-03T11:00+01:00")


def test_nobody_works_for_ever_after_the_last_day() -> None:
    person = Person(
        "x",
        "Xi",
        Place("Asia/Taipei"),
        (PatternPeriod(WeeklyPattern.daily(540, 1080)),),
        ended=date(2027, 1, 5),
    )
    with pytest.raises(NoWorkingTimeError, match="Xi"):
        Atlas((person,)).next_working(person, instant("2027-01-06T00:00Z"))


@given(zone_names, patterns(step=5), instants, st.integers(0, 6000))
def test_adding_working_time_is_undone_by_measuring_it(
    zone: str, pattern: WeeklyPattern, start: datetime, minutes: int
) -> None:
    person = Person("p", "P", Place(zone), (PatternPeriod(pattern),))
    atlas, amount = Atlas((person,)), timedelta(minutes=minutes)
    try:
        end = atlas.add_working(person, start, amount)
    except NoWorkingTimeError:  # a tiny pattern has not 100 hours in a year
        assert atlas.working_between(person, start, start + HORIZON) < amount
        return
    assert atlas.working_between(person, start, end) == amount
    assert atlas.working_between(person, end, start) == -amount


@given(zone_names, patterns(step=5), instants, st.integers(0, 9000), st.integers(0, 9000))
def test_working_time_adds_up(zone: str, pattern: WeeklyPattern, start: datetime, one: int, two: int) -> None:
    person = Person("p", "P", Place(zone), (PatternPeriod(pattern),))
    atlas, middle = Atlas((person,)), start + timedelta(minutes=one)
    end = middle + timedelta(minutes=two)
    parts = atlas.working_between(person, start, middle) + atlas.working_between(person, middle, end)
    assert parts == atlas.working_between(person, start, end)


def test_a_swapped_holiday_is_worked_and_another_day_is_off() -> None:
    swap = HolidaySwap(date(2027, 3, 26), date(2027, 3, 29))
    ana = replace(Person.simple("Ana", "Europe/Lisbon", 540, 1080), place=Place("Europe/Lisbon", "PT"))
    calendar = HolidayCalendar("PT", None, (Holiday(date(2027, 3, 26), "Sexta-feira Santa"),))
    window = Span(datetime(2027, 3, 26, tzinfo=UTC), datetime(2027, 3, 30, tzinfo=UTC))
    days = {}
    for swaps in ((), (swap,)):
        who = replace(ana, swaps=swaps)
        atlas = Atlas((who,), holidays={("PT", None): calendar})
        days[swaps] = [span.start.day for span in atlas.working(who, window)]
        assert len(atlas.absences_of(who)) == len(swaps)
        assert bool(atlas.kinds(window).kind("Ana").holidays) is not bool(swaps)
    assert days == {(): [29], (swap,): [26]}

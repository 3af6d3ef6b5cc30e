"""Civil time: what is typed must exist once, what is generated always resolves, in order."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.time import (
    AmbiguousTimeError,
    CivilTime,
    NonexistentTimeError,
    NotAnInstantError,
    as_instant,
    day_span,
    from_epoch,
    packaged_zones,
    typed,
)
from farflung.engine.time.civil import local_span
from tests.engine.strategies import days, zone_names

ZONES = packaged_zones()


def test_T02_a_night_shift_is_seven_or_nine_hours_long() -> None:
    berlin = ZONES.zone("Europe/Berlin")
    hours = [
        local_span(day, 22 * 60, 30 * 60, berlin).elapsed for day in (date(2025, 3, 29), date(2025, 10, 25))
    ]
    assert hours == [timedelta(hours=7), timedelta(hours=9)]


def test_T03_midnight_does_not_exist_everywhere_on_every_day() -> None:
    cairo = ZONES.zone("Africa/Cairo")
    midnights = [day_span(date(2025, 4, day), cairo).start for day in (24, 25, 26)]
    assert midnights == [
        datetime(2025, 4, 23, 22, tzinfo=UTC),
        datetime(2025, 4, 24, 22, tzinfo=UTC),
        datetime(2025, 4, 25, 21, tzinfo=UTC),
    ]
    assert day_span(date(2025, 10, 30), cairo).elapsed == timedelta(hours=25)
    with pytest.raises(NonexistentTimeError, match="01:00"):
        typed(date(2025, 4, 25), time(0, 0), cairo)


def test_T04_half_an_hour_of_clock_change() -> None:
    island = ZONES.zone("Australia/Lord_Howe")
    assert local_span(date(2025, 10, 5), 0, 480, island).elapsed == timedelta(hours=7.5)
    assert local_span(date(2025, 4, 6), 0, 480, island).elapsed == timedelta(hours=8.5)
    with pytest.raises(NonexistentTimeError, match="Did you mean 02:45") as refused:
        typed(date(2025, 10, 5), time(2, 15), island)
    assert refused.value.suggestion == CivilTime(date(2025, 10, 5), time(2, 45), "Australia/Lord_Howe")


def test_T03_a_day_that_a_place_skipped_is_met_on_the_day_after() -> None:
    with pytest.raises(NonexistentTimeError, match=r"Did you mean 12:00 on 2011-12-31\?"):
        typed(date(2011, 12, 30), time(12, 0), ZONES.zone("Pacific/Apia"))


def test_a_typed_time_that_happens_twice_is_asked_about() -> None:
    berlin = ZONES.zone("Europe/Berlin")
    with pytest.raises(AmbiguousTimeError, match="twice") as refused:
        typed(date(2025, 10, 26), time(2, 30), berlin)
    assert refused.value.choices == (
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
    )
    second = typed(date(2025, 10, 26), time(2, 30), berlin, fold=1)
    assert second.instant(berlin) == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(NotAnInstantError, match="has no zone"):
        as_instant(datetime.fromisoformat("2027-03-15T09:00"))


@given(zone_names, st.integers(1577836800, 2082758399))
def test_an_instant_survives_its_civil_time(name: str, seconds: int) -> None:
    zone = ZONES.zone(name)
    instant = from_epoch(seconds)
    assert CivilTime.of(instant, zone).instant(zone) == instant


@given(zone_names, days, st.integers(0, 2880), st.integers(0, 2880))
def test_generated_times_never_run_backwards(name: str, day: date, one: int, other: int) -> None:
    zone, low, high = ZONES.zone(name), min(one, other), max(one, other)
    span = local_span(day, low, high, zone)
    assert span.start <= span.end


@given(zone_names, days)
def test_days_tile_time(name: str, day: date) -> None:
    zone = ZONES.zone(name)
    assert day_span(day, zone).end == day_span(day + timedelta(days=1), zone).start

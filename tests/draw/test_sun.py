"""The sun is where astronomers say it is."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.draw.day import Day
from farflung.draw.sky import daylight, sky
from farflung.draw.sun import circle, elevation, sun_at
from farflung.engine.time import packaged_zones

instants = st.datetimes(
    datetime(2020, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001  # bounds are naive
)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "declination"),
    [
        ("2027-03-20T20:25", 0.0),  # equinoxes and solstices of 2027, US Naval Observatory
        ("2027-06-21T14:11", 23.437),
        ("2027-09-23T06:02", 0.0),
        ("2027-12-22T02:42", -23.436),
    ],
)
def test_seasons_begin_when_the_observatory_says(moment: str, declination: float) -> None:
    assert sun_at(at(moment)).latitude == pytest.approx(declination, abs=0.01)


def test_the_sun_is_over_greenwich_at_its_noon() -> None:
    """The equation of time is +16 min 25 s on 3 November and -14 min 12 s on 11 February."""
    assert sun_at(at("2027-11-03T11:43:35")).longitude == pytest.approx(0, abs=0.05)
    assert sun_at(at("2027-02-11T12:14:12")).longitude == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(
    ("zone", "place", "date", "rise", "set_"),
    [
        ("Europe/London", (51.5, -0.13), "2026-06-21", "04:43", "21:21"),  # published tables, to the minute
        ("Australia/Sydney", (-33.87, 151.21), "2026-12-21", "05:41", "20:05"),
        ("America/New_York", (40.71, -74.01), "2027-03-14", "07:09", "19:02"),
    ],
)
def test_sunrise_and_sunset_are_those_of_the_tables(
    zone: str, place: tuple[float, float], date: str, rise: str, set_: str
) -> None:
    day = Day(datetime.fromisoformat(date).date(), packaged_zones().zone(zone))
    found = daylight(day, *place)
    words = dict(part.split(" ") for part in found.split(", "))
    assert abs(_minutes(words["sunrise"]) - _minutes(rise)) <= 2, found
    assert abs(_minutes(words["sunset"]) - _minutes(set_)) <= 2, found


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def test_the_polar_day_has_no_sunset() -> None:
    tromso = packaged_zones().zone("Europe/Oslo")
    summer, winter = (Day(datetime(2027, m, 21, tzinfo=UTC).date(), tromso) for m in (6, 12))
    assert daylight(summer, 69.65, 18.96) == "the sun does not set"
    assert daylight(winter, 69.65, 18.96) == "the sun does not rise"


@given(instants, st.sampled_from([-0.833, -6.0, -12.0, -18.0]))
def test_every_point_of_a_circle_sees_the_sun_at_its_height(moment: datetime, height: float) -> None:
    sun = sun_at(moment)
    heights = [elevation(sun, north, east) for east, north in circle(sun, height)]
    assert heights == pytest.approx([height] * len(heights), abs=1e-6)


@given(instants, st.sampled_from([-0.833, -6.0, -18.0]))
def test_a_circle_goes_round_once_without_a_jump(moment: datetime, height: float) -> None:
    ring = circle(sun_at(moment), height, points=720)
    turn = abs(ring[-1][0] - ring[0][0])
    assert turn == pytest.approx(0, abs=1e-6) or turn == pytest.approx(360, abs=1e-6)
    assert max(abs(b[0] - a[0]) for a, b in pairwise(ring)) <= 180


def test_a_sky_goes_from_night_to_day_and_back() -> None:
    day = Day(datetime(2027, 3, 15, tzinfo=UTC).date(), packaged_zones().zone("Europe/Lisbon"))
    shades = [stop.shade for stop in sky(day, 38.7, -9.1)]
    assert shades == ["night", "night", "dawn", "day", "day", "dawn", "night", "night"]

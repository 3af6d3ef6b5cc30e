"""Burden points: by the minute, by the person's own clock, and their own word first."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import burden, marks
from farflung.engine.model import (
    Block,
    PatternPeriod,
    Person,
    Place,
    RestWindow,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, epoch, packaged_zones
from farflung.rulepacks import load_packs
from tests.company import DUBAI

TABLE = load_packs().burden_points()
DAY = WeeklyPattern.daily(540, 1080)


def someone(zone: str = "UTC", pattern: WeeklyPattern | None = DAY, rest: RestWindow | None = None) -> Person:
    periods = (PatternPeriod(pattern),) if pattern else ()
    return Person("x", "X", Place(zone), periods, rest=rest)


def points(person: Person, start: str, minutes: int = 60, stays: tuple[Stay, ...] = ()) -> float:
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return burden(Atlas((person,), stays), person, Span(begin, begin + timedelta(minutes=minutes)), TABLE)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("05:00", 8), ("06:00", 3), ("07:00", 1), ("08:00", 0), ("18:00", 0), ("19:00", 1), ("20:00", 1),
     ("21:00", 3), ("22:00", 3), ("23:00", 8), ("18:30", 0.5), ("22:30", 5.5), ("06:45", 1.5)],
)  # fmt: skip
def test_bands_are_counted_by_the_minute(clock: str, expected: float) -> None:
    assert points(someone(), f"2027-03-17T{clock}") == pytest.approx(expected)


def test_own_hours_cost_nothing_be_it_night() -> None:
    late = WeeklyPattern.daily(21 * 60, 3 * 60)
    assert points(someone(pattern=late), "2027-03-17T23:00") == 0
    assert points(someone(pattern=late), "2027-03-18T02:00") == 0
    assert points(someone(pattern=late), "2027-03-18T03:00") == pytest.approx(8)


def test_assumed_hours_are_nobodys_word() -> None:
    late = WeeklyPattern.daily(18 * 60, 23 * 60, assumed=True)
    assert points(someone(pattern=late), "2027-03-17T21:00") == pytest.approx(3)


def test_a_rest_window_of_ones_own_counts_as_night() -> None:
    early = RestWindow(20 * 60, 6 * 60 + 1440)
    assert points(someone(rest=early), "2027-03-17T20:30") == pytest.approx(8)
    assert points(someone(rest=RestWindow()), "2027-03-17T22:00") == pytest.approx(3)


def test_own_hours_come_before_the_rest_window() -> None:
    both = someone(pattern=WeeklyPattern.daily(19 * 60, 22 * 60), rest=RestWindow(20 * 60, 5 * 60 + 1440))
    assert points(both, "2027-03-17T20:00") == 0


def test_the_hour_that_clocks_skip_is_not_counted() -> None:
    # 00:30Z to 01:30Z in London on the spring Sunday: 00:30-01:00, then 02:00-02:30; both are night.
    assert points(someone("Europe/London"), "2027-03-28T00:30") == pytest.approx(8)
    # In Lord Howe clocks go back half an hour at 02:00: an elapsed hour is still an hour of night.
    assert points(someone("Australia/Lord_Howe"), "2027-04-03T14:30") == pytest.approx(8)


def test_the_clock_is_that_of_the_place_where_the_person_is() -> None:
    stay = Stay("x", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10))
    assert points(someone("Europe/Lisbon"), "2027-05-04T18:00", stays=(stay,)) == pytest.approx(3)
    assert points(someone("Europe/Lisbon"), "2027-05-11T18:00", stays=(stay,)) == pytest.approx(1)


BLOCKS = st.builds(
    Block, st.integers(0, 6), st.sampled_from([0, 400, 540, 1275]), st.sampled_from([1300, 1439])
)
PATTERNS = st.lists(BLOCKS, max_size=4).map(lambda blocks: WeeklyPattern(tuple(blocks)))
ZONES = st.sampled_from(["Europe/Lisbon", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "UTC"])


def slow(person: Person, start: datetime, minutes: int) -> float:
    """Minute by minute, as one would by hand."""
    zone = packaged_zones().zone(person.place.zone)
    found = 0.0
    for number in range(minutes):
        civil = CivilTime.of(start + timedelta(minutes=number), zone)
        clock = civil.time.hour * 60 + civil.time.minute
        own = any(
            (block.weekday * 1440 + block.start + m) % 10080 == civil.date.weekday() * 1440 + clock
            for block in person.patterns[0].pattern.blocks
            for m in ((civil.date.weekday() * 1440 + clock - block.weekday * 1440 - block.start) % 10080,)
            if m < block.end - block.start
        )
        found += 0.0 if own else TABLE.points_at(clock) / 60
    return found


@given(ZONES, PATTERNS, st.integers(0, 60 * 24 * 400), st.integers(1, 300))
def test_burden_is_what_counting_minutes_gives(
    zone: str, pattern: WeeklyPattern, at: int, minutes: int
) -> None:
    person = someone(zone, pattern)
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    span = Span(start, start + timedelta(minutes=minutes))
    exact = burden(Atlas((person,)), person, span, TABLE)
    assert exact == pytest.approx(slow(person, start, minutes))


@given(ZONES, PATTERNS, st.integers(0, 60 * 24 * 300), st.integers(5, 240))
def test_marks_agree_with_exact_answers(zone: str, pattern: WeeklyPattern, at: int, minutes: int) -> None:
    person = someone(zone, pattern)
    atlas = Atlas((person,))
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    span = Span(start, start + timedelta(minutes=minutes))
    window = Span(start - timedelta(days=1), start + timedelta(days=2))
    kind = atlas.kinds(window).kind("x")
    found = marks(kind, np.array([epoch(start)], np.int64), minutes, TABLE)
    assert found.burden[0] == pytest.approx(burden(atlas, person, span, TABLE))
    assert bool(found.own[0]) == (
        sum((s.elapsed for s in atlas.working(person, span)), timedelta()) == span.elapsed
    )

"""Over all zones and the years 2020 to 2035: periods tile time."""

from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.rotation import Cadence, Rotation, Unit, on_duty, pairs, periods
from farflung.engine.time import CivilTime, Span, packaged_zones
from tests.engine.strategies import days, instants, zone_names

ZONES = packaged_zones()
cadences = st.builds(Cadence, st.sampled_from(Unit), st.integers(1, 40))


@st.composite
def rotations(draw: st.DrawFn, weekdays: st.SearchStrategy[frozenset[int] | None]) -> Rotation:
    clock = time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 30, 45])))
    start = CivilTime(draw(st.dates(date(2019, 12, 1), date(2035, 12, 31))), clock, draw(zone_names))
    members = tuple(draw(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=6)))
    found = Rotation("r", members, start, draw(cadences), draw(weekdays))
    for at in draw(st.lists(instants, max_size=3)):
        found = found.revised(tuple(draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=6))), at)
    return found


every_day: st.SearchStrategy[frozenset[int] | None] = st.none()
some_days: st.SearchStrategy[frozenset[int] | None] = st.frozensets(st.integers(0, 6), min_size=1)


def _window(rotation: Rotation, offset: int, length: int) -> Span:
    start = rotation.start.instant(ZONES.zone(rotation.start.zone)) + timedelta(hours=offset)
    return Span(start, start + timedelta(hours=length))


@given(rotations(every_day), st.integers(-100, 20_000), st.integers(1, 1500))
def test_periods_tile_the_window_from_the_start_on(rotation: Rotation, offset: int, length: int) -> None:
    window = _window(rotation, offset, length)
    found = periods(rotation, window, ZONES)
    begin = max(window.start, _window(rotation, 0, 0).start)
    if window.end <= begin:
        assert found == ()
        return
    assert (found[0].span.start, found[-1].span.end) == (begin, window.end)
    assert all(a.span.end == b.span.start for a, b in pairwise(found))


@given(rotations(some_days), st.integers(-100, 8_000), st.integers(1, 1500))
def test_periods_of_active_days_never_overlap_and_begin_on_active_days(
    rotation: Rotation, offset: int, length: int
) -> None:
    window = _window(rotation, offset, length)
    zone = ZONES.zone(rotation.start.zone)
    found = periods(rotation, window, ZONES)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for period in found:
        if period.span.start != window.start and rotation.weekdays is not None:
            begun = CivilTime.of(period.span.start, zone).date.weekday()
            # A border inside a gap at midnight resolves to the first instant of the same date.
            assert begun in rotation.weekdays


@given(rotations(some_days | every_day), st.integers(0, 4_000), st.integers(24, 1000))
def test_a_part_of_a_window_has_the_same_answer(rotation: Rotation, offset: int, length: int) -> None:
    window = _window(rotation, offset, length)
    middle = window.start + timedelta(hours=length // 2)
    whole = [p for p in periods(rotation, window, ZONES) if middle in p.span]
    assert on_duty(rotation, middle, ZONES) == (whole[0].member if whole else None)


@given(rotations(every_day), rotations(every_day), st.integers(0, 4_000), st.integers(1, 800))
def test_secondary_is_never_the_primary(first: Rotation, second: Rotation, offset: int, length: int) -> None:
    window = _window(first, offset, length)
    for found in (pairs(first, window, ZONES), pairs(first, window, ZONES, second)):
        assert all(pair.primary != pair.secondary for pair in found)
        assert all(a.span.end == b.span.start for a, b in pairwise(found))
        assert (found[0].span.start, found[-1].span.end) == (window.start, window.end)


@given(days, zone_names, st.integers(1, 60))
def test_past_never_changes(day: date, zone: str, weeks: int) -> None:
    weekly = Rotation("r", tuple("ABC"), CivilTime(day, time(9), zone), Cadence(Unit.WEEK))
    at = _window(weekly, weeks * 168 - 50, 0).start
    changed = weekly.revised(tuple("DEFG"), at)
    until = Span(_window(weekly, 0, 0).start, at)
    assert periods(weekly, until, ZONES) == periods(changed, until, ZONES)

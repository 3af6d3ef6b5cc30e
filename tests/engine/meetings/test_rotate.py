"""Rotations against a plain search through all of them."""

from datetime import date, time, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import (
    RotationRequest,
    in_turn,
    loads,
    moved_to,
    rotate,
    rotate_by_few,
    weight_of,
)
from farflung.engine.meetings.prices import prices
from farflung.engine.model import MeetingSeries, Person, Recurrence
from farflung.engine.time import CivilTime
from farflung.rulepacks import load_packs
from tests.company import PEOPLE, company, days

TABLE = load_packs().burden_points()
ZONES = (
    "Europe/Lisbon",
    "Asia/Kolkata",
    "America/Toronto",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Asia/Tokyo",
)


def atlas_of(zones: list[str]) -> Atlas:
    return Atlas(tuple(Person.simple(f"p{n}", zone, 540, 1080) for n, zone in enumerate(zones)))


def request_of(
    atlas: Atlas, weeks: int, starts: tuple[int, ...], times: int | None = None
) -> RotationRequest:
    first = date(2027, 3, 3)  # across the clock changes of March
    dates = tuple(first + timedelta(weeks=n) for n in range(weeks))
    return RotationRequest(tuple(p.id for p in atlas.people), dates, 60, starts=starts, times=times)


STARTS = (
    st.lists(st.sampled_from(range(0, 1440, 60)), min_size=2, max_size=5, unique=True).map(sorted).map(tuple)
)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ZONES), min_size=2, max_size=5), st.integers(1, 5), STARTS)
def test_a_proved_plan_is_beaten_by_no_other(zones: list[str], weeks: int, starts: tuple[int, ...]) -> None:
    atlas = atlas_of(zones)
    request = request_of(atlas, weeks, starts)
    found = prices(atlas, request, TABLE)
    plan = rotate(atlas, request, TABLE)
    hardest = [
        max(found.hard[range(weeks), list(pick)].sum(axis=0))
        for pick in product(range(len(starts)), repeat=weeks)
    ]
    mine = [request.starts.index(s.hour * 60 + s.minute) for s in plan.starts]
    reached = max(found.hard[range(weeks), mine].sum(axis=0))
    assert plan.proved
    assert reached == pytest.approx(min(hardest))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(ZONES), min_size=2, max_size=4), st.integers(3, 7), STARTS)
def test_times_in_turn_are_the_fairest_of_all_sets(
    zones: list[str], weeks: int, starts: tuple[int, ...]
) -> None:
    atlas = atlas_of(zones)
    times = min(2, len(starts))
    request = request_of(atlas, weeks, starts, times)
    found = prices(atlas, request, TABLE)
    plan = rotate(atlas, request, TABLE)
    area = found.area

    def key(order: tuple[int, ...]) -> list[float]:
        pick = [order[n % times] for n in range(weeks)]
        loads = found.cost[range(weeks), pick].sum(axis=0)
        by_area = [max(loads[area == number]) for number in range(max(area) + 1)]
        return [round(float(load), 6) for load in sorted(by_area, reverse=True)]

    orders = [order for pair in combinations(range(len(starts)), times) for order in (pair, pair[::-1])]
    mine = tuple(request.starts.index(minute) for minute in plan.times)
    assert key(mine) == min(key(order) for order in orders)


def test_the_bound_is_never_above_the_plan() -> None:
    atlas = company()
    dates = tuple(date(2027, 3, 3) + timedelta(weeks=n) for n in range(13))
    plan = rotate(atlas, RotationRequest(tuple(p.id for p in PEOPLE), dates, 60), TABLE)
    assert 0 < plan.bound <= plan.worst
    assert plan.worst == max(points for _, points in plan.loads)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(ZONES), min_size=2, max_size=5), st.integers(2, 5), STARTS)
def test_an_outline_has_the_figures_of_the_rotation(
    zones: list[str], weeks: int, starts: tuple[int, ...]
) -> None:
    atlas = atlas_of(zones)
    (*_, outline) = in_turn(atlas, request_of(atlas, weeks, starts), TABLE, 2)
    whole = rotate(atlas, request_of(atlas, weeks, starts, 2), TABLE)
    assert (outline.starts, outline.times) == (whole.starts, whole.times)
    assert (outline.worst, outline.total) == (whole.worst, whole.total)
    assert outline.off == pytest.approx(sum(row.off for row in whole.areas))
    assert outline.outside == sum(len(row.area.people) for row in whole.areas if row.outside)


def test_the_weight_of_a_series_are_two_figures_of_its_loads() -> None:
    atlas = atlas_of(["Europe/Lisbon", "Australia/Sydney", "Australia/Sydney"])
    start = CivilTime(date(2027, 3, 3), time(10), "Europe/Lisbon")
    series = MeetingSeries("s", "S", Recurrence(start, 60, "FREQ=WEEKLY"), ("p0", "p1", "p2"))
    whole, weight = (ask(atlas, series, days("2027-03-01", 28), TABLE) for ask in (loads, weight_of))
    assert (weight.worst, weight.total) == (whole.worst, whole.total)
    assert weight.total == 2 * weight.worst > 0


def test_more_times_are_only_taken_where_they_are_fairer() -> None:
    atlas = atlas_of(["Europe/Lisbon", "Europe/London"])
    plan = rotate_by_few(atlas, request_of(atlas, 4, (600, 660, 720)), TABLE, 3)
    assert plan.times == (600,)
    assert plan.worst == 0


def test_a_day_off_weighs_above_any_hour() -> None:
    # Monday 00:00Z is still Sunday in Toronto: the rotation keeps off it, though by the clock it is mild.
    atlas = atlas_of(["America/Toronto", "Asia/Tokyo"])
    first = date(2027, 1, 11)
    request = RotationRequest(("p0", "p1"), (first,), 60, starts=(0, 15 * 60))
    (plan,) = in_turn(atlas, request, TABLE, 1)
    assert plan.times == (15 * 60,)


def test_a_plan_is_put_into_the_series_as_moved_dates() -> None:
    atlas = atlas_of(["Europe/Lisbon", "Australia/Sydney"])
    start = CivilTime(
        date(2027, 3, 3), CivilTime.of(days("2027-03-03", 1).start, atlas.zones.zone("UTC")).time, "UTC"
    )
    series = MeetingSeries("s", "S", Recurrence(start, 60, "FREQ=WEEKLY"), ("p0", "p1"))
    window = days("2027-03-01", 28)
    held = atlas.occurrences(series, window)
    plan = rotate(atlas, request_of(atlas, len(held), (480, 1260), 2), TABLE)
    changed = moved_to(series, held, plan.starts)
    assert [o.start for o in atlas.occurrences(changed, window)] == list(plan.starts)


@pytest.mark.parametrize("times", [0, 5])
def test_a_rotation_needs_a_date_and_a_start_for_each_time(times: int) -> None:
    with pytest.raises(ValueError, match="times in turn need"):
        RotationRequest(("a",), (date(2027, 1, 1),) * 3, 60, times=times)

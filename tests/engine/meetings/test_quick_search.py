"""The quick search gives what the plain one gives, over all starts that there are."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotAnswer, SlotRequest, find_slots
from farflung.engine.meetings.meets import smallest_clash
from farflung.engine.meetings.slots import possible_starts
from farflung.engine.model import (
    Absence,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    MeetingSeries,
    PatternPeriod,
    Person,
    Place,
    Recurrence,
    RestWindow,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span, from_epoch
from farflung.rulepacks import load_packs
from tests.engine.meetings.plain_search import plain_search
from tests.engine.strategies import patterns, zone_names

TABLE = load_packs().burden_points()
CHANGES = (date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4), date(2027, 10, 31), date(2027, 11, 7))
"""Sundays on which clocks change somewhere."""

EASY = st.sampled_from([WeeklyPattern.daily(540, 1080), WeeklyPattern.daily(480, 1020, (6, 0, 1, 2, 3))])
ASSUMED = st.just(WeeklyPattern.daily(540, 1080, assumed=True))
NIGHTS = st.just(WeeklyPattern.daily(22 * 60, 6 * 60))
RESTS = st.sampled_from([None, RestWindow(), RestWindow(20 * 60, 30 * 60)])
HOURS = st.sampled_from([None, (420, 1320), (0, 1440), (540, 1020)])


def agree(atlas: Atlas, request: SlotRequest) -> SlotAnswer:
    """Asks both ways, compares everything they say, and gives the quick answer back."""
    kinds = [kind for kind, _ in atlas.kinds(request.window).among(dict.fromkeys(request.required))]
    starts = [from_epoch(second) for second in possible_starts(request, kinds).tolist()]
    plain, quick = plain_search(atlas, request, TABLE, starts), find_slots(atlas, request, TABLE)
    assert (quick.tried, quick.open, quick.good) == (len(starts), len(plain.ranked), plain.good)
    assert [option.start for option in quick.options] == plain.ranked[: request.most]
    for option in quick.options:
        for shown in option.attendance:
            row = plain.rows[option.start][shown.person]
            assert shown.local == row.local
            assert shown.burden == pytest.approx(row.burden, abs=0.0051)
            assert (shown.own, shown.fits, shown.off) == (
                row.own and row.free,
                row.fits and row.free,
                not row.free,
            )
    return quick


@st.composite
def questions(draw: st.DrawFn) -> tuple[Atlas, SlotRequest]:
    """Up to four people anywhere, with all that can stand in the way, and a window about a clock change."""
    first = draw(st.sampled_from(CHANGES) | st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    near = st.integers(-2, 3).map(lambda n: first + timedelta(days=n))
    holiday = draw(near)
    swaps = st.just(()) | st.just((HolidaySwap(holiday, holiday + timedelta(days=2)),))
    people = tuple(
        replace(_person(draw, key, first), swaps=draw(swaps)) for key in "abcd"[: draw(st.integers(1, 4))]
    )
    begin = datetime(first.year, first.month, first.day, draw(st.integers(0, 23)), tzinfo=UTC) - timedelta(
        days=1
    )
    atlas = Atlas(
        people,
        stays=tuple(_trip(draw, p.id, draw(near)) for p in people if draw(st.integers(0, 3)) == 3),
        absences=tuple(_absence(draw, p.id, draw(near)) for p in people if draw(st.integers(0, 2)) == 2),
        holidays={("PT", None): HolidayCalendar("PT", None, (Holiday(holiday, "A day"),))},
        meetings=(_series(draw, first, people),),
    )
    request = SlotRequest(
        tuple(p.id for p in people[:3]),
        Span(begin, begin + timedelta(days=draw(st.integers(1, 3)))),
        timedelta(minutes=draw(st.sampled_from([25, 60, 90]))),
        tuple(p.id for p in people[3:]),
        timedelta(minutes=draw(st.sampled_from([15, 30, 60]))),
        draw(HOURS),
        draw(st.none() | st.just("sync")),
        draw(st.sampled_from([1, 12, 400])),
    )
    return atlas, request


def _person(draw: st.DrawFn, key: str, first: date) -> Person:
    hours = EASY | ASSUMED | NIGHTS | patterns()
    change = first + timedelta(days=draw(st.integers(-1, 1)))
    periods = (
        PatternPeriod(draw(hours), end=change),
        PatternPeriod(draw(hours), start=change + timedelta(days=1)),
    )
    return Person(
        key,
        key,
        Place(draw(zone_names), draw(st.sampled_from(["PT", None]))),
        draw(st.sampled_from([periods, periods[:1], (PatternPeriod(draw(hours)),)])),
        rest=draw(RESTS),
        started=draw(st.none() | st.just(first)),
    )


def _trip(draw: st.DrawFn, key: str, start: date) -> Stay:
    end = start + timedelta(days=draw(st.integers(0, 2)))
    return Stay(key, Place(draw(zone_names), "PT"), StayKind.TRAVEL, start, end)


def _absence(draw: st.DrawFn, key: str, start: date) -> Absence:
    end = start + timedelta(days=draw(st.integers(0, 1)))
    return Absence(key, start, end, draw(st.sampled_from([0, 720])), draw(st.sampled_from([1440, 780])))


def _series(draw: st.DrawFn, first: date, people: tuple[Person, ...]) -> MeetingSeries:
    start = CivilTime(first - timedelta(days=9), time(draw(st.integers(0, 23))), "UTC")
    return MeetingSeries("sync", "Sync", Recurrence(start, 90, "FREQ=DAILY"), (people[0].id,))


@given(questions())
@settings(max_examples=30, deadline=None)
def test_the_quick_search_gives_what_the_plain_one_gives(asked: tuple[Atlas, SlotRequest]) -> None:
    agree(*asked)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("acceptable", [None, (360, 1380)])
def test_every_start_about_a_clock_change(change: date, acceptable: tuple[int, int] | None) -> None:
    zones = ("America/Toronto", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kathmandu")
    week = WeeklyPattern.daily(8 * 60, 26 * 60 - 1440, range(7))
    people = tuple(Person(zone, zone, Place(zone), (PatternPeriod(week),)) for zone in zones)
    begin = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(hours=14)
    window, hour = Span(begin, begin + timedelta(days=2)), timedelta(hours=1)
    request = SlotRequest(zones, window, hour, step=timedelta(minutes=5), acceptable=acceptable, most=600)
    answer = agree(Atlas(people), request)
    assert answer.open == answer.tried == 48 * 12 - 11


@given(st.integers(1, 9), st.integers(1, 30), st.floats(0.1, 0.95), st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_the_fewest_who_never_meet_are_found_and_the_first_of_them(
    kinds: int, starts: int, share: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    inside = (random.random((kinds, starts)) < share)[random.integers(0, kinds, kinds + 2)]
    sets = (chosen for size in (1, 2, 3) for chosen in combinations(range(len(inside)), size))
    assert smallest_clash(inside) == next((c for c in sets if not inside[list(c)].all(axis=0).any()), ())

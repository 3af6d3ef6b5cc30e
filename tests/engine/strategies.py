"""What hypothesis draws from: all zones, the years 2020 to 2035, patterns, people."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
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
from farflung.engine.time import Span, from_epoch, packaged_zones

zone_names = st.sampled_from(sorted(packaged_zones().names))
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
instants = st.integers(1577836800 // 60, 2082758400 // 60).map(lambda minute: from_epoch(minute * 60))


@st.composite
def blocks(draw: st.DrawFn, step: int = 15) -> Block:
    """A block of up to twelve hours, its ends on multiples of `step` minutes, some over midnight."""
    start = draw(st.integers(0, 1439 // step)) * step
    return Block(draw(st.integers(0, 6)), start, start + draw(st.integers(1, 720 // step)) * step)


@st.composite
def patterns(draw: st.DrawFn, step: int = 15) -> WeeklyPattern:
    """One to eight blocks, overlapping or not."""
    return WeeklyPattern(tuple(draw(st.lists(blocks(step), min_size=1, max_size=8))))


@st.composite
def atlases(draw: st.DrawFn, step: int = 15) -> tuple[Atlas, Person, Span]:
    """One person with changing patterns, stays, absences and holidays, and a window of up to three weeks."""
    first = draw(days)
    holiday = _near(draw, first)
    change = first + timedelta(days=draw(st.integers(-3, 20)))
    person = Person(
        "p",
        "P",
        Place(draw(zone_names), "PT"),
        (
            PatternPeriod(draw(patterns(step)), end=change),
            PatternPeriod(draw(patterns(step)), start=change + timedelta(days=1)),
        ),
        started=draw(st.none() | st.just(first + timedelta(days=2))),
        swaps=draw(st.just(()) | st.just((HolidaySwap(holiday, holiday + timedelta(days=3)),))),
    )
    window = Span(
        datetime(first.year, first.month, first.day, draw(st.integers(0, 23)), tzinfo=UTC),
        datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(days=draw(st.integers(1, 21))),
    )
    atlas = Atlas(
        (person,),
        stays=tuple(_stay(draw, first) for _ in range(draw(st.integers(0, 2)))),
        absences=tuple(_absence(draw, first) for _ in range(draw(st.integers(0, 2)))),
        holidays={("PT", None): HolidayCalendar("PT", None, (Holiday(holiday, "A day"),))},
    )
    return atlas, person, window


def _near(draw: st.DrawFn, first: date) -> date:
    return first + timedelta(days=draw(st.integers(-2, 20)))


def _stay(draw: st.DrawFn, first: date) -> Stay:
    start = _near(draw, first)
    end = draw(st.none() | st.integers(0, 9).map(lambda n: start + timedelta(days=n)))
    return Stay("p", Place(draw(zone_names), "PT"), draw(st.sampled_from(StayKind)), start, end)


def _absence(draw: st.DrawFn, first: date) -> Absence:
    start = _near(draw, first)
    end = start + timedelta(days=draw(st.integers(0, 5)))
    return Absence("p", start, end, draw(st.sampled_from([0, 720])), draw(st.sampled_from([1440, 780])))

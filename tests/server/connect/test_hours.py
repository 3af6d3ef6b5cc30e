"""Availability that leaves as RFC 7953 is, expanded by somebody else, the working time of the map."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Block,
    Holiday,
    HolidayCalendar,
    PatternPeriod,
    Person,
    Place,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.time import Span
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.hours import availability, availability_in
from tests.server.connect.icalendars import Clocks, reachable, read, span

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia",
         "Africa/Casablanca", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Chatham",
         "Asia/Dubai")  # fmt: skip


def written(atlas: Atlas, person: Person, window: Span | None = None) -> tuple[bytes, Span]:
    found = availability(atlas, person, NOW) if window is None else availability_in(atlas, person, window)
    return ical.reachable(person.name, person.id, found, NOW, 3), found.window


def ana() -> Atlas:
    """Nine to six in Lisbon; a week in Dubai, two days away, a morning, and a public holiday."""
    person = Person.simple("Ana", "Europe/Lisbon", 540, 1080)
    person = Person("Ana", "Ana", Place("Europe/Lisbon", "PT", None, "Lisbon"), person.patterns)
    stay = Stay(
        "Ana", Place("Asia/Dubai", "AE", None, "Dubai"), StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10)
    )
    away = (
        Absence("Ana", date(2027, 4, 1), date(2027, 4, 2)),
        Absence("Ana", date(2027, 6, 1), date(2027, 6, 1), 0, 720),
    )
    holidays = HolidayCalendar("PT", None, (Holiday(date(2027, 4, 25), "x"), Holiday(date(2027, 6, 10), "y")))
    return Atlas((person,), (stay,), away, {("PT", None): holidays})


def test_ana_can_be_reached_when_she_works_and_at_no_other_time() -> None:
    atlas = ana()
    data, window = written(atlas, atlas.people[0])
    assert reachable(data) == atlas.working(atlas.people[0], window)
    assert window.elapsed > timedelta(days=390)


def test_her_hours_are_a_rule_for_each_place_in_its_own_time() -> None:
    atlas = ana()
    data, _ = written(atlas, atlas.people[0])
    (block,) = read(data).all("VAVAILABILITY")
    assert block.get("BUSYTYPE") == "BUSY-UNAVAILABLE"
    zones = [part.whole("DTSTART")[0]["TZID"] for part in block.all("AVAILABLE")]
    assert zones == ["Europe/Lisbon", "Asia/Dubai", "Europe/Lisbon"]
    dubai = block.all("AVAILABLE")[1]
    assert span(dubai, Clocks(data)).start == datetime(2027, 5, 3, 5, tzinfo=UTC)
    assert dubai.get("RRULE") == "FREQ=WEEKLY;UNTIL=20270510T050000Z;BYDAY=MO,TU,WE,TH,FR"


def test_what_takes_from_them_says_when_and_never_why() -> None:
    atlas = ana()
    data, _ = written(atlas, atlas.people[0])
    (taken,) = read(data).all("VFREEBUSY")
    assert {params["FBTYPE"] for name, params, _ in taken.lines if name == "FREEBUSY"} == {"BUSY-UNAVAILABLE"}
    assert {name for name, _, _ in taken.lines} == {"UID", "DTSTAMP", "DTSTART", "DTEND", "FREEBUSY"}
    assert len([1 for name, _, _ in taken.lines if name == "FREEBUSY"]) == 4
    assert b"x" not in data.split(b"BEGIN:VFREEBUSY")[1].replace(b"farflung", b"")


def test_two_companies_that_differ_only_in_why_are_written_alike() -> None:
    away = ana()
    off = (Holiday(date(2027, 4, 1), "z"), Holiday(date(2027, 4, 2), "w"))
    person = away.people[0]
    absent = Atlas((person,), away.stays, (Absence("Ana", date(2027, 4, 1), date(2027, 4, 2)),))
    holiday = Atlas((person,), away.stays, (), {("PT", None): HolidayCalendar("PT", None, off)})
    assert written(absent, person)[0] == written(holiday, person)[0]


def test_another_library_reads_the_same_block() -> None:
    atlas = ana()
    data, window = written(atlas, atlas.people[0])
    calendar: Any = icalendar.Calendar.from_ical(data)
    (block,) = calendar.walk("VAVAILABILITY")
    assert (block["DTSTART"].dt, block["DTEND"].dt) == (window.start, window.end)
    assert [part["RRULE"]["FREQ"] for part in block.walk("AVAILABLE")] == [["WEEKLY"]] * 3


def test_a_block_that_a_clock_change_shortens_stands_alone_in_utc() -> None:
    night = Person.simple("Nuno", "Europe/Lisbon", 22 * 60, 6 * 60, range(7))
    atlas = Atlas((night,))
    data, window = written(atlas, night)
    assert reachable(data) == atlas.working(night, window)
    (block,) = read(data).all("VAVAILABILITY")
    alone = [span(part, Clocks(data)) for part in block.all("AVAILABLE") if not part.get("RRULE")]
    changes = {one.elapsed for one in alone if window.start < one.start < one.end < window.end}
    assert {timedelta(hours=7), timedelta(hours=9)} <= changes


def test_blocks_that_begin_together_at_a_clock_change_stand_alone_once() -> None:
    pattern = WeeklyPattern((Block(6, 0, 180), Block(6, 0, 240)))
    person = Person("r", "R", Place("Europe/Lisbon"), (PatternPeriod(pattern),))
    atlas = Atlas((person,))
    data, window = written(atlas, person)
    assert reachable(data) == atlas.working(person, window)


blocks = st.builds(
    lambda day, start, length: Block(day, start * 15, start * 15 + length * 15),
    st.integers(0, 6), st.integers(0, 95), st.integers(1, 96),
)  # fmt: skip
days = st.dates(date(2027, 2, 20), date(2027, 5, 10))


@st.composite
def companies(draw: st.DrawFn) -> Atlas:
    zone, other = draw(st.sampled_from(ZONES)), draw(st.sampled_from(ZONES))
    first, second = (WeeklyPattern(tuple(draw(st.lists(blocks, min_size=1, max_size=6)))) for _ in "ab")
    cut = draw(days)
    periods = (PatternPeriod(first, end=cut), PatternPeriod(second, start=cut + timedelta(days=1)))
    start, length = draw(days), draw(st.integers(0, 20))
    stay = Stay("p", Place(other), StayKind.TRAVEL, start, start + timedelta(days=length))
    off = draw(days)
    low = draw(st.integers(0, 1440))
    away = Absence("p", off, off + timedelta(days=draw(st.integers(0, 5))), low, draw(st.integers(0, 1440)))
    ended = draw(st.none() | st.just(date(2027, 4, 20)))
    return Atlas((Person("p", "P", Place(zone), periods, ended=ended),), (stay,), (away,))


@settings(max_examples=60, deadline=None)
@given(companies())
def test_whatever_the_hours_the_journey_and_the_zone_every_instant_is_the_map_s(atlas: Atlas) -> None:
    (person,) = atlas.people
    window = Span(datetime(2027, 2, 24, tzinfo=UTC), datetime(2027, 5, 3, tzinfo=UTC))
    data, _ = written(atlas, person, window)
    assert reachable(data) == atlas.working(person, window)

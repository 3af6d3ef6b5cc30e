"""The day ribbon on days of 23, 24 and 25 hours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.draw import ribbon as drawn
from farflung.draw.day import Day
from farflung.draw.ribbon import Meeting, Row
from farflung.engine.time import Span, packaged_zones
from farflung.engine.time.civil import local_span
from tests.draw.svg import by_class, parsed, share

ZONES = packaged_zones()
LISBON, KOLKATA = ZONES.zone("Europe/Lisbon"), ZONES.zone("Asia/Kolkata")
MONDAY = Day(date(2027, 3, 15), LISBON)
FORWARD, BACK = Day(date(2027, 3, 28), LISBON), Day(date(2027, 10, 31), LISBON)


def row(day: Day, zone: str = "Asia/Kolkata", start: int = 540, end: int = 1080, **known: object) -> Row:
    there = ZONES.zone(zone)
    return Row("Ravi", "Bengaluru", there, ((local_span(day.date, start, end, there), 1.0),), **known)  # type: ignore[arg-type]


def test_a_bar_lies_where_the_readers_clock_has_it() -> None:
    """09:00–18:00 in India is 03:30–12:30 in Lisbon in winter."""
    (bar,) = by_class(parsed(drawn.ribbon("r", row(MONDAY), MONDAY)), "work")
    assert share(bar.get("x")) == pytest.approx(3.5 / 24, abs=1e-4)
    assert share(bar.get("width")) == pytest.approx(9 / 24, abs=1e-4)


def test_the_figures_in_a_bar_are_the_persons_own_clock() -> None:
    own = by_class(parsed(drawn.ribbon("r", row(MONDAY), MONDAY)), "own")
    assert [text.text for text in own] == ["09", "18"]


def test_a_half_hour_zone_shows_its_minutes() -> None:
    own = by_class(parsed(drawn.ribbon("r", row(MONDAY, start=570), MONDAY)), "own")
    assert [text.text for text in own] == ["09:30", "18"]


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (MONDAY, 24), (BACK, 25)])
def test_days_have_the_hours_they_have(day: Day, hours: int) -> None:
    assert day.hours == hours
    root = parsed(drawn.scale("s", day))
    assert f"{hours} hours" in (root[1].text or "")
    assert len(by_class(root, "jump")) == (hours != 24)
    nine = next(text for text in root.iter() if text.text == "09")
    assert share(nine.get("x")) == pytest.approx((9 + hours - 24) / hours, abs=1e-4)


def test_local_hours_that_do_not_exist_do_not_move_the_others() -> None:
    ticks = [x for x, _ in FORWARD.ticks(1)]
    assert ticks == sorted(ticks)
    x, label = FORWARD.ticks()[0]
    assert x == pytest.approx(2 / 23)
    assert label == "03"


def test_work_over_midnight_is_cut_at_the_edges() -> None:
    day = MONDAY
    night = Span(day.span.start - timedelta(hours=2), day.span.start + timedelta(hours=4))
    (bar,) = by_class(parsed(drawn.ribbon("r", Row("A", "B", LISBON, ((night, 1.0),)), day)), "work")
    assert share(bar.get("x")) == 0
    assert share(bar.get("width")) == pytest.approx(4 / 24, abs=1e-4)


def test_now_is_marked_on_its_day_only() -> None:
    now = datetime(2027, 3, 15, 12, tzinfo=UTC)
    assert len(by_class(parsed(drawn.ribbon("r", row(MONDAY), MONDAY, now)), "now")) == 1
    assert by_class(parsed(drawn.ribbon("r", row(FORWARD), FORWARD, now)), "now") == []


def test_a_meeting_outside_somebodys_hours_looks_different() -> None:
    spans = (MONDAY.span.start + timedelta(hours=n) for n in (5, 20))
    meetings = tuple(
        Meeting(Span(s, s + timedelta(hours=1)), "Sync", inside=n == 0) for n, s in enumerate(spans)
    )
    root = parsed(drawn.ribbon("r", row(MONDAY, meetings=meetings), MONDAY))
    assert len(by_class(root, "meeting")) == 2
    assert len(by_class(root, "outside")) == 1


def test_the_sky_is_that_of_the_place() -> None:
    root = parsed(drawn.ribbon("r", row(MONDAY, latitude=12.97, longitude=77.59), MONDAY))
    stops = [stop for stop in root.iter() if stop.tag.endswith("stop")]
    first_light = next(stop for stop in stops if stop.get("class") == "sky-day")
    assert share(first_light.get("offset")) < 3 / 24  # the sun rises at 01:00 UTC in Bengaluru
    assert by_class(parsed(drawn.ribbon("r", row(MONDAY), MONDAY)), "sky-unknown")


def test_a_day_off_says_what_everybody_there_has() -> None:
    off = Row("Ximena", "Mexico City", LISBON, note="Benito Juárez's birthday")
    root = parsed(drawn.ribbon("r", off, MONDAY))
    assert root[1].text == "Not at work on Mon 15 Mar: Benito Juárez's birthday."
    assert by_class(root, "why")


def test_the_table_says_both_clocks() -> None:
    made = drawn.table((row(MONDAY),), MONDAY)
    assert made.rows == (("Ravi", "Bengaluru", "03:30–12:30", "09:00–18:00", "–"),)


def test_hostile_names_stay_text() -> None:
    bad = '</title><script>alert(1)</script>"'
    meeting = Meeting(Span(MONDAY.span.start, MONDAY.span.start + timedelta(hours=1)), bad)
    made = drawn.ribbon("r", Row(bad, bad, LISBON, meetings=(meeting,), note=bad), MONDAY)
    assert parsed(made)[0].text == f"{bad}, {bad}"
    assert "<script" not in made

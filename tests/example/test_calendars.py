"""The calendar writer: what it folds and escapes comes back, and its zones are the database's."""

from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.time import packaged_zones
from farflung.example.calendars import Event, Guest, Wall, calendar, folded
from farflung.example.zone_rules import vtimezone
from farflung.intake.ics import read_ics
from farflung.intake.people_index import PeopleIndex

DAY = date(2027, 3, 18)
TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)


@given(TEXT)
def test_folding_loses_nothing(text: str) -> None:
    written = folded(text)
    assert written.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


@given(TEXT)
def test_texts_come_back_as_they_were(text: str) -> None:
    event = Event("u", text, Wall(DAY, 600, "UTC"), 30, agenda=f"{text}\n{text}")
    (read,) = icalendar.Calendar.from_ical(calendar("A", [event])).walk("VEVENT")
    assert str(read["SUMMARY"]) == text
    assert str(read["DESCRIPTION"]) == f"{text}\n{text}"


def test_a_name_with_a_comma_is_quoted() -> None:
    guest = Guest("Silva, Ana", "ana@polaris.example")
    event = Event("u", "t", Wall(DAY, 600, "UTC"), 30, guests=(guest,))
    (read,) = icalendar.Calendar.from_ical(calendar("A", [event])).walk("VEVENT")
    assert read["ATTENDEE"].params["CN"] == "Silva, Ana"
    assert str(read["ATTENDEE"]) == "mailto:ana@polaris.example"


def test_an_end_after_midnight_is_on_the_next_day() -> None:
    text = calendar("A", [Event("u", "t", Wall(DAY, 23 * 60 + 30, "Asia/Tokyo"), 60)])
    assert "DTEND;TZID=Asia/Tokyo:20270319T003000" in text


@pytest.mark.parametrize(
    "zone",
    ["Europe/London", "Europe/Warsaw", "America/Toronto", "Australia/Sydney", "Asia/Kolkata",
     "Romance Standard Time", "Pacific Standard Time"],
)  # fmt: skip
def test_zones_are_defined_as_the_database_has_them(zone: str) -> None:
    """A definition that differed would be kept under a name of the file's own."""
    guests = (Guest("Ana", "ana@polaris.example"), Guest("Wei", "wei@polaris.example"))
    text = calendar("A", [Event("u", "t", Wall(DAY, 600, zone), 30, "FREQ=WEEKLY", guests)])
    assert vtimezone(zone)
    read = read_ics(text.encode(), "a.ics", PeopleIndex(()), packaged_zones(), kind="meetings")
    assert read.zones_extra == {}
    assert read.problems == ()
    assert read.meetings[0].recurrence.zone in packaged_zones().names


def test_a_zone_without_simple_rules_is_only_named() -> None:
    assert vtimezone("Africa/Cairo") == []

"""Bad calendars: each trouble is told with its line, everything else is kept, nothing raises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.time import packaged_zones
from farflung.intake.ics import looks_like_ics, read_ics
from farflung.intake.ics.lines import MOST_BYTES
from tests.intake.ics.files import CALENDARS, DATA, INDEX, codes, event, read_file, read_text

GOOD = (DATA / "outlook-series.ics").read_bytes()


def test_everything_bad_is_told_with_its_line_and_the_good_one_is_kept() -> None:
    read = read_file("broken.ics")
    assert [meeting.title for meeting in read.meetings] == ["The good one"]
    told = {(problem.code, problem.line) for problem in read.problems}
    assert told == {
        ("ics-line", 4),
        ("ics-event", 5),
        ("ics-event", 12),
        ("ics-event", 18),
        ("ics-event", 21),
        ("ics-event", 29),
        ("ics-event", 37),
        ("ics-event", 44),
        ("needs-attention", 52),
        ("ics-line", 68),
        ("ics-cut-off", 69),
        ("ics-cut-off", 1),
    }
    assert all(problem.message and problem.remedy for problem in read.problems)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "secondly"),
        ("FREQ=MINUTELY;INTERVAL=30", "minutely"),
        ("FREQ=DAILY;COUNT=1000000", "1,000,000 occurrences"),
        ("FREQ=HOURLY", "more than 50,000 occurrences"),
        ("FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,5,10,15,20,25,30,35,40", "27 starts a day"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never makes a date"),
        ("FREQ=DAILY;INTERVAL=0", "never makes a date"),
        ("FREQ=DAILY;BYSETPOS=2", "never makes a date"),
        ("FREQ=WEEKLY;INTERVAL=-1", "interval"),
        ("FREQ=WEEKLY;BYDAY=XX", "not a rule"),
        ("FREQ=SOMETIMES", "sometimes"),
        ("BYDAY=MO", "how often"),
        ("FREQ=WEEKLY;RSCALE=HEBREW", "RSCALE=HEBREW"),
        (f"FREQ=WEEKLY;BYDAY={'MO,' * 500}MO", "letters long"),
    ],
)
def test_rules_that_nobody_can_follow_are_refused_with_a_reason(rule: str, why: str) -> None:
    read = read_text(event("SUMMARY:Odd", "DTSTART:20270301T100000Z", "DURATION:PT1H", f"RRULE:{rule}"))
    assert (codes(read), read.meetings) == (["ics-event"], ())
    assert why in read.problems[0].message


def test_a_series_from_long_ago_is_refused_before_it_is_expanded() -> None:
    read = read_text(event("DTSTART:16010101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"))
    assert "50,000 occurrences" in read.problems[0].message


def test_a_calendar_that_is_too_large_is_refused_unread() -> None:
    read = read_ics(b"BEGIN:VCALENDAR\n" + b"X" * MOST_BYTES, "big.ics", INDEX, packaged_zones())
    assert codes(read) == ["ics-too-large"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b"\n", b"\r"),
        GOOD.decode().encode("utf-16"),
        GOOD.decode().encode("cp1252"),
        GOOD.replace(b"DTSTART;TZID", b"dtstart;tzid"),
        GOOD.replace(b"SUMMARY:Ops review", b"SUMMARY:O\n ps re\n\tview"),
    ],
)
def test_encodings_line_ends_and_case_do_not_matter(data: bytes) -> None:
    read = read_ics(data, "o.ics", INDEX, packaged_zones())
    assert [one.title for one in read.meetings] == ["Ops review", "Interview", "Schema review", "(private)"]
    assert looks_like_ics(data)


def test_a_letter_folded_in_its_middle_is_whole_again() -> None:
    text = event("SUMMARY:Reunião", "DTSTART:20270301T100000Z", "DURATION:PT1H")
    data = f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR\n".encode().replace(b"\xc3\xa3", b"\xc3\n \xa3")
    assert read_ics(data, "f.ics", INDEX, packaged_zones()).meetings[0].title == "Reunião"


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"BEGIN:VCALENDAR", b"END:VCALENDAR\n" * 3, b"\n \n \n"]
)
def test_rubbish_is_told_and_never_raises(data: bytes) -> None:
    assert read_ics(data, "r.ics", INDEX, packaged_zones()).problems


def test_a_pile_of_beginnings_is_no_calendar() -> None:
    read = read_ics(b"BEGIN:VCALENDAR\n" * 5_000, "r.ics", INDEX, packaged_zones())
    assert read.problems


@pytest.mark.parametrize("text", ["name,city\nAna,Lisbon", "agreement: x", "", "BEGIN:VCARD\nEND:VCARD"])
def test_other_files_are_not_taken_for_calendars(text: str) -> None:
    assert not looks_like_ics(text.encode())


@given(st.sampled_from(CALENDARS), st.integers(0, 10_000), st.binary(max_size=6))
def test_damage_anywhere_never_raises(name: str, at: int, damage: bytes) -> None:
    data = Path(DATA / name).read_bytes()
    at %= len(data)
    read_ics(data[:at] + damage + data[at + len(damage) :], name, INDEX, packaged_zones())

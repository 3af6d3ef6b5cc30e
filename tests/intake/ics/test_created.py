"""CREATED: when people could first know of a meeting, and of a change of one of its dates."""

from datetime import UTC, datetime

import pytest

from tests.intake.ics.files import codes, event, meeting, read_file, read_text

DAILY = (
    "SUMMARY:Sync",
    "DTSTART;TZID=Europe/Lisbon:20270310T090000",
    "DURATION:PT1H",
    "RRULE:FREQ=DAILY;COUNT=5",
)
MOVED = (
    "SUMMARY:Sync",
    "RECURRENCE-ID;TZID=Europe/Lisbon:20270311T090000",
    "DTSTART;TZID=Europe/Lisbon:20270311T140000",
    "DURATION:PT1H",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_created_is_an_instant_of_the_series() -> None:
    read = read_text(event(*DAILY, "CREATED:20270301T123456Z"))
    assert meeting(read, "Sync").created == at("2027-03-01T12:34:56")
    assert meeting(read_text(event(*DAILY)), "Sync").created is None
    assert meeting(read_file("google-team.ics"), "Planning").created == at("2026-12-01")


def test_a_moved_date_has_its_own() -> None:
    read = read_text(
        f"{event(*DAILY, 'CREATED:20270301T120000Z')}\n{event(*MOVED, 'CREATED:20270310T200000Z')}"
    )
    (override,) = meeting(read, "Sync").recurrence.overrides
    assert override.created == at("2027-03-10T20:00")


def test_a_moved_date_with_the_created_of_its_series_does_not_tell() -> None:
    made = "CREATED:20270301T120000Z"
    read = read_text(f"{event(*DAILY, made)}\n{event(*MOVED, made, 'LAST-MODIFIED:20270310T200000Z')}")
    (override,) = meeting(read, "Sync").recurrence.overrides
    assert override.created is None


def test_a_change_without_its_series_and_the_rest_of_an_older_series_were_known_before() -> None:
    made = "CREATED:20270310T200000Z"
    assert meeting(read_text(event(*MOVED, made)), "Sync").created is None
    rest = event(*DAILY, made, uid="abc_R20270310T090000@google.com")
    assert meeting(read_text(rest), "Sync").created is None


@pytest.mark.parametrize("value", ["00001231T000000Z", "19000101T120000Z", "19700101T000000Z"])
def test_what_programs_write_that_do_not_know_is_nothing(value: str) -> None:
    read = read_text(event(*DAILY, f"CREATED:{value}"))
    assert meeting(read, "Sync").created is None
    assert codes(read) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("CREATED:20270301T120000", "'20270301T120000' is not in UTC: write 20270318T193000Z"),
        ("CREATED;TZID=Europe/Lisbon:20270301T120000", "is not in UTC"),
        ("CREATED;VALUE=DATE:20270301", "is not in UTC"),
        ("CREATED:20271301T120000Z", "is no date and time of any calendar"),
        ("CREATED:yesterday", "is not a date or time of a calendar"),
    ],
)
def test_what_is_no_time_in_utc_is_told_once_and_costs_the_meeting_nothing(line: str, why: str) -> None:
    read = read_text(f"{event(*DAILY, line)}\n{event(*DAILY, line, uid='2')}")
    assert [one.created for one in read.meetings] == [None, None]
    (problem,) = read.problems
    assert (problem.code, problem.severity.word, problem.line, problem.column) == (
        "ics-created", "warning", 10, "CREATED",
    )  # fmt: skip
    assert why in problem.message
    assert problem.message.endswith("The same of 1 more in this file.")

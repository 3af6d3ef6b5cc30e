"""Meetings from calendars: who comes, exceptions, and what is never stored."""

from datetime import timedelta

import pytest

from tests.company import OPS_PEOPLE
from tests.intake.ics.files import codes, event, meeting, read_file, read_text, spans, starts


def test_who_comes_who_may_and_who_is_not_ours() -> None:
    review = meeting(read_file("outlook-series.ics"), "Schema review")
    assert review.required == ("tomás", "ana")  # Wei declined, the room is no person, Ana called it
    assert review.optional == ("ravi",)
    assert review.organizer == "ana"
    assert review.outsiders == ("someone@elsewhere.example",)
    assert str(review.source) == "outlook-series.ics:64"


def test_an_invited_group_is_its_team() -> None:
    planning = meeting(read_file("google-team.ics"), "Planning")
    assert planning.required == ("daniel", "ana")
    assert set(planning.optional) == {"tomás", "ravi", "wei", "jack", "salma"}
    assert planning.organizer is None  # a shared calendar is nobody
    assert planning.outsiders == ()


def test_exceptions_are_moved_cancelled_and_left_out() -> None:
    read = read_file("outlook-series.ics")
    series = meeting(read, "Schema review").recurrence
    assert starts(read, series, "2027-01-01", "2027-03-01") == [
        "2027-01-07T18:30Z",
        "2027-01-14T18:30Z",
        "2027-02-05T08:00Z",  # moved from the 4th; the 21st and 28th are excluded, the 11th cancelled
        "2027-02-18T18:30Z",
        "2027-02-25T18:30Z",
    ]
    assert starts(read, series, "2027-06-20", "2027-08-01")[-1] == "2027-06-24T17:30Z"


def test_an_exception_that_changes_only_words_stays_with_the_rule() -> None:
    read = read_file("google-team.ics")
    series = meeting(read, "Planning").recurrence
    assert len(series.overrides) == 1
    (long,) = spans(read, series, "2027-02-01", "2027-02-02")
    assert long.end - long.start == timedelta(hours=2)


def test_rdate_period_exdate_in_utc_and_duration() -> None:
    read = read_file("apple-rdate.ics")
    series = meeting(read, "Schema review").recurrence
    assert series.elapsed == timedelta(hours=1)
    assert starts(read, series, "2027-01-01", "2027-12-01") == [
        "2027-03-18T19:30Z",
        "2027-03-25T19:30Z",
        "2027-04-01T18:30Z",
        "2027-04-15T18:30Z",
        "2027-06-17T18:30Z",  # the one of May is excluded
    ]
    assert [s.end - s.start for s in spans(read, series, "2027-04-01", "2027-04-02")] == [timedelta(hours=2)]


def test_an_exception_in_utc_names_a_start_that_the_clocks_skip() -> None:
    # Beirut has no midnight on 28 March 2027: that day's start is 01:00, 22:00Z the evening before.
    series = (
        "DTSTART;TZID=Asia/Beirut:20270327T000000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=3",
        "SUMMARY:Cut-over",
    )
    excluded = read_text(event(*series, "EXDATE:20270327T220000Z"))
    moved = read_text(
        event(*series)
        + "\n"
        + event(
            "RECURRENCE-ID:20270327T220000Z",
            "DTSTART:20270328T100000Z",
            "DTEND:20270328T110000Z",
            "SUMMARY:Cut-over",
        )
    )
    expected = {
        "excluded": ["2027-03-26T22:00Z", "2027-03-28T21:00Z"],
        "moved": ["2027-03-26T22:00Z", "2027-03-28T10:00Z", "2027-03-28T21:00Z"],
    }
    for read, name in ((excluded, "excluded"), (moved, "moved")):
        found = starts(read, meeting(read, "Cut-over").recurrence, "2027-03-01", "2027-04-01")
        assert found == expected[name]


def test_an_end_without_a_zone_is_read_on_the_clock_of_the_series() -> None:
    # 09:00 in Kolkata on 3 February is 03:30Z: before 09:00 as UTC, and after the end at 08:59 as written.
    series = ("DTSTART;TZID=Asia/Kolkata:20270201T090000", "DURATION:PT1H", "SUMMARY:Sync")
    for end, last in (("20270203T085900", "2027-02-02T03:30Z"), ("20270203T090000", "2027-02-03T03:30Z")):
        read = read_text(event(*series, f"RRULE:FREQ=DAILY;UNTIL={end}"))
        assert starts(read, meeting(read, "Sync").recurrence, "2027-01-01", "2027-12-01")[-1] == last


def test_an_end_inside_a_repeated_hour_keeps_its_first_pass() -> None:
    # 02:30 in Berlin on 31 October 2027 is 00:30Z, before the end at 01:00Z, when clocks show 02:00 again.
    read = read_text(
        event(
            "DTSTART;TZID=Europe/Berlin:20271030T023000",
            "DURATION:PT30M",
            "RRULE:FREQ=DAILY;UNTIL=20271031T010000Z",
            "SUMMARY:Night run",
        )
    )
    found = starts(read, meeting(read, "Night run").recurrence, "2027-10-01", "2027-12-01")
    assert found == ["2027-10-30T00:30Z", "2027-10-31T00:30Z"]


def test_a_flight_ends_in_another_zone() -> None:
    read = read_file("apple-rdate.ics")
    (flight,) = spans(read, meeting(read, "Flight to Lisbon").recurrence, "2027-05-01", "2027-05-03")
    assert f"{flight.start:%dT%H:%M} {flight.end:%dT%H:%M}" == "01T15:45 02T08:30"


def test_this_and_future_is_said_plainly() -> None:
    read = read_file("apple-rdate.ics")
    assert codes(read) == ["ics-this-and-future"]
    retro = meeting(read, "Retro").recurrence
    assert starts(read, retro, "2027-03-14", "2027-03-19") == ["2027-03-15T11:00Z", "2027-03-17T09:00Z"]


def test_what_is_no_meeting_is_counted_not_dropped() -> None:
    notes = {str(note.text): note.count for note in read_file("google-team.ics").notes}
    assert notes["cancelled events: not read as meetings."] == 1
    whole_days = "events on whole days (dates, in no zone: each person's own day): not read as meetings."
    assert notes[whole_days] == 1
    free = {str(note.text): note.count for note in read_file("outlook-series.ics").notes}
    assert free["events marked as free time: not read as meetings."] == 1


def test_the_title_of_a_private_event_and_the_words_of_an_agenda_are_never_kept() -> None:
    shown = repr(read_file("outlook-series.ics"))
    assert "(private)" in shown
    for secret in ("Doctor", "Open incidents", "Hiring", "aBcDeF"):
        assert secret not in shown


def test_joining_instructions_are_no_agenda() -> None:
    outlook, google = read_file("outlook-series.ics"), read_file("google-team.ics")
    assert meeting(outlook, "Ops review").has_agenda is True
    assert meeting(outlook, "Schema review").has_agenda is False
    assert meeting(google, "Planning").has_agenda is False


def test_an_export_without_descriptions_cannot_tell_about_agendas() -> None:
    read = read_text(event("DTSTART:20270310T090000Z", "DTEND:20270310T100000Z"))
    assert read.meetings[0].has_agenda is None


def test_M03_planning_moves_for_lisbon_while_the_americas_and_europe_change_apart() -> None:
    read = read_file("google-team.ics")
    series = meeting(read, "Planning").recurrence
    assert starts(read, series, "2027-03-08", "2027-03-30") == [
        "2027-03-08T15:00Z",
        "2027-03-15T14:00Z",
        "2027-03-22T14:00Z",
        "2027-03-29T14:00Z",
    ]


def test_M04_the_weekly_review_of_withdrawals_ops() -> None:
    read = read_text(
        event(
            "SUMMARY:Weekly review",
            "DTSTART:20270407T080000Z",
            "DTEND:20270407T090000Z",
            "RRULE:FREQ=WEEKLY;COUNT=9",
            people=tuple(person.id for person in OPS_PEOPLE),
        )
    )
    (review,) = read.meetings
    assert set(review.required) == {person.id for person in OPS_PEOPLE}
    assert starts(read, review.recurrence, "2027-04-01", "2027-07-01")[-1] == "2027-06-02T08:00Z"


def test_M07_the_schema_review_lands_in_the_night_of_the_east() -> None:
    read = read_file("apple-rdate.ics")
    (first,) = spans(read, meeting(read, "Schema review").recurrence, "2027-03-18", "2027-03-19")
    assert f"{first.start:%Y-%m-%dT%H:%MZ}" == "2027-03-18T19:30Z"


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH"])
def test_an_answer_to_an_invitation_is_no_plan(method: str) -> None:
    text = f"BEGIN:VCALENDAR\nMETHOD:{method}\n{event('DTSTART:20270310T090000Z')}\nEND:VCALENDAR"
    read = read_text(text)
    assert (read.meetings, codes(read)) == ((), ["ics-method"])


def test_a_changed_occurrence_without_its_series_stands_for_itself() -> None:
    read = read_text(
        event("RECURRENCE-ID:20270303T090000Z", "DTSTART:20270304T090000Z", "DTEND:20270304T100000Z")
    )
    assert starts(read, read.meetings[0].recurrence, "2027-03-01", "2027-04-01") == ["2027-03-04T09:00Z"]


def test_the_newest_version_of_an_event_counts() -> None:
    old = event("SEQUENCE:1", "DTSTART:20270304T090000Z", "DURATION:PT1H")
    new = event("SEQUENCE:2", "DTSTART:20270305T090000Z", "DURATION:PT1H")
    read = read_text(f"{new}\n{old}")
    (one,) = read.meetings
    assert starts(read, one.recurrence, "2027-03-01", "2027-04-01") == ["2027-03-05T09:00Z"]

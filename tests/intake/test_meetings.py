"""Meetings from sheets: who, when, in whose zone; M04 and M07 from files."""

import pytest

from farflung.intake.meetings import is_meetings
from tests.company import OPS_PEOPLE
from tests.intake.sheets import Reading, on, table


def test_M07_the_schema_review_from_a_sheet() -> None:
    reading = Reading(
        "title,date,start,length,timezone,attendees,optional\n"
        'Schema review,2027-03-18,19:30,60,Europe/Lisbon,Ana;Ravi;"wei";x@elsewhere.example,Jack\n'
    )
    (review,) = reading.meetings()
    assert on(review.recurrence, "2027-03-18") == ["19:30-20:30"]
    assert (review.required, review.optional) == (("ana", "ravi", "wei"), ("jack",))
    assert review.outsiders == ("x@elsewhere.example",)
    assert (review.id, str(review.source)) == ("support: Schema review", "support.csv:2")
    assert review.has_agenda is None
    assert reading.told == []


def test_M04_a_team_is_its_members_and_a_length_may_be_words() -> None:
    (review,) = Reading(
        "Meeting,Day,Time,Duration,TZ,Teams,From,Until\n"
        "Weekly review,Wed,08:00,1 h,UTC,Withdrawals Ops,2027-04-07,2027-06-02\n"
    ).meetings()
    assert review.required == tuple(person.id for person in OPS_PEOPLE)
    assert on(review.recurrence, "2027-06-02") == ["08:00-09:00"]
    assert on(review.recurrence, "2027-06-09") == []


def test_the_organizers_own_zone_is_meant_where_none_is_named() -> None:
    (planning,) = Reading(
        "title,days,start,end,organizer,attendees,agenda\nPlanning,Mon,10:00,11:00,Daniel,Ana,yes\n"
    ).meetings()
    assert (planning.organizer, planning.required) == ("daniel", ("ana", "daniel"))
    assert on(planning.recurrence, "2027-03-08") == ["15:00-16:00"]
    assert on(planning.recurrence, "2027-03-15") == ["14:00-15:00"]
    assert planning.has_agenda is True


def test_names_with_commas_and_every_second_week() -> None:
    (one,) = Reading(
        "title,days,start,minutes,timezone,attendees,every,from\n"
        'Retro,"Tue, Thu",9am,45 min,UTC,"Ana, Wei",every 2 weeks,2027-03-02\n'
    ).meetings()
    assert one.required == ("ana", "wei")
    held = [day for day in range(1, 32) if on(one.recurrence, f"2027-03-{day:02d}")]
    assert held == [2, 4, 16, 18, 30]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("A,Mon,25:00,60,UTC,Ana", "meeting-row", "start"),
        ("A,Mon,09:00,long,UTC,Ana", "meeting-row", "length"),
        ("A,Mon,09:00,,UTC,Ana", "meeting-row", "length"),
        ("A,,09:00,60,UTC,Ana", "meeting-row", "days"),
        ("A,Mon,09:00,60,,Ana", "meeting-row", "timezone"),
        ("A,Mon,09:00,60,CET,Ana", "meeting-row", "timezone"),
        ("A,Mon,09:00,60,UTC,Zoe", "unknown-person", "attendees"),
    ],
)
def test_a_bad_row_is_told_where_it_is(row: str, code: str, column: str) -> None:
    reading = Reading(f"title,days,start,length,timezone,attendees\n{row}\nB,Mon,09:00,60,UTC,Wei\n")
    assert "B" in [meeting.title for meeting in reading.meetings()]
    assert reading.told[0] == (code, 2, column)


def test_T04_a_meeting_at_a_time_that_its_date_does_not_have_is_told() -> None:
    text = "title,date,start,length,timezone,attendees\n"
    for row in (
        "A,2025-10-05,02:15,60,Australia/Lord_Howe,Wei\n",
        "A,2027-10-31,02:15,60,Europe/Berlin,Wei\n",
    ):
        reading = Reading(text + row)
        assert reading.meetings() == ()
        assert reading.told == [("meeting-row", 2, "start")]


def test_two_meetings_of_one_title_stay_two() -> None:
    text = "title,days,start,length,timezone,attendees\nA,Mon,09:00,60,UTC,Wei\nA,Tue,09:00,60,UTC,Wei\n"
    assert [meeting.id for meeting in Reading(text).meetings()] == ["support: A", "support: A (2)"]


@pytest.mark.parametrize(
    ("headings", "it_is"),
    [
        ("title,date,start,length,timezone,attendees", True),
        ("Subject,Start,End,Required Attendees", True),
        ("duty,person,start,end", False),
        ("name,title,city,start date", False),
        ("name,job title,team", False),
    ],
)
def test_recognition(headings: str, it_is: bool) -> None:
    assert is_meetings(table(headings + "\n").headings) is it_is

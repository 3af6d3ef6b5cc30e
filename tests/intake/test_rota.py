"""Rotas from sheets: hours in the right zone, every bad row told, C01 and C02 from files."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.engine.atlas import expand
from farflung.engine.time import Span, packaged_zones
from farflung.intake.rota import is_rota
from farflung.intake.rota_people import people_in_rota
from tests.intake.sheets import Reading, on, table

C02 = """person,start,end,timezone
P1,14,22,UTC
P2,18,02,UTC
P3,12,24,UTC
P4,9,17,UTC
P5,7,15,UTC
P6,17,01,UTC
P7,15,23,UTC
P8,0,8:30,UTC
P9,10,18,UTC
"""


def test_C01_hours_of_the_row_or_of_the_holder() -> None:
    reading = Reading(
        "duty,person,days,start,end,timezone\n"
        "Support,Kasia,Mon-Fri,08:00,16:00,\n"
        "Support,Rafael,Mon-Fri,12:00,20:00,America/Sao_Paulo\n"
    )
    warsaw, sao_paulo = reading.shifts()
    assert (warsaw.duty, warsaw.person, warsaw.recurrence.zone) == ("Support", "kasia", "Europe/Warsaw")
    assert on(warsaw.recurrence, "2027-03-26") == ["07:00-15:00"]
    assert on(warsaw.recurrence, "2027-03-29") == ["06:00-14:00"]
    assert on(sao_paulo.recurrence, "2027-03-29") == ["15:00-23:00"]
    assert on(warsaw.recurrence, "2027-03-27") == []
    assert str(sao_paulo.source) == "support.csv:3"
    assert reading.told == []


def test_C02_people_hours_and_zones_are_all_that_a_roster_needs() -> None:
    sheet = table(C02)
    assert is_rota(sheet.headings, sheet.rows)
    people = people_in_rota(sheet)
    assert [(person.id, person.place.zone) for person in people][:2] == [("p1", "UTC"), ("p2", "UTC")]
    night = people[7].patterns[0].pattern
    assert (night.blocks[0].start, night.blocks[0].end, len(night.blocks)) == (0, 510, 7)


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ("daily,22:00,06:00", "22:00-06:00"),
        ("daily,18,02", "18:00-02:00"),
        ("daily,12,24", "12:00-00:00"),
        ("daily,8am,4pm", "08:00-16:00"),
        ("daily,00:00,00:00", "00:00-00:00"),
    ],
)
def test_hours_in_utc(hours: str, shown: str) -> None:
    (shift,) = Reading(f"duty,person,days,start,end,tz\nA,Wei,{hours},UTC\n").shifts()
    assert on(shift.recurrence, "2027-03-10") == [shown]


def test_hours_in_one_column_may_name_the_days() -> None:
    reading = Reading("Rota;Who;Hours;Zone\nA;Wei;Mon-Wed 08-16;UTC\nA;Jack;10-18;\n")
    wei, jack = reading.shifts()
    assert on(wei.recurrence, "2027-03-10") == ["08:00-16:00"]
    assert on(wei.recurrence, "2027-03-11") == []
    assert jack.recurrence.zone == "Australia/Sydney"


def test_dates_bound_a_shift_and_every_second_week_counts_from_the_first() -> None:
    reading = Reading(
        "duty,person,days,start,end,timezone,from,to,every\n"
        "A,Wei,Mon,08:00,16:00,UTC,2027-03-01,2027-03-31,2\n"
    )
    (shift,) = reading.shifts()
    held = [day for day in range(1, 32) if on(shift.recurrence, f"2027-03-{day:02d}")]
    assert held == [1, 15, 29]
    assert on(shift.recurrence, "2027-04-12") == []


def test_a_weekly_row_that_names_its_end_alone_is_no_contradiction_however_long_ago_it_was() -> None:
    reading = Reading("duty,person,days,start,end,timezone,to\nA,Wei,Mon,08:00,16:00,UTC,2019-03-27\n")
    (shift,) = reading.shifts()
    assert reading.told == []
    assert on(shift.recurrence, "2019-03-25") == ["08:00-16:00"]
    assert on(shift.recurrence, "2027-03-01") == []


def test_a_row_with_dates_and_times_is_one_shift() -> None:
    reading = Reading(
        "duty,person,start,end,timezone\n"
        "A,Wei,2027-03-10 22:00,2027-03-11 06:00,Europe/Berlin\n"
        "A,Jack,2027-03-10T08:00Z,2027-03-10T16:00Z,\n"
    )
    wei, jack = reading.shifts()
    assert on(wei.recurrence, "2027-03-10") == ["21:00-05:00"]
    assert on(jack.recurrence, "2027-03-10") == ["08:00-16:00"]
    assert jack.recurrence.rule is None


@pytest.mark.parametrize(
    ("start", "end", "zone", "minutes"),
    [
        # 02:00-03:00 twice in Berlin: from 00Z and from 01Z
        ("2026-10-24T19:00Z", "2026-10-25T01:18Z", "Europe/Berlin", 378),
        ("2026-10-25T00:50Z", "2026-10-25T01:10Z", "Europe/Berlin", 20),  # 02:50 to 02:10 on the wall
        ("2026-10-25T01:10Z", "2026-10-25T01:40Z", "Europe/Berlin", 30),
        ("2026-10-25T02:50+02:00", "2026-10-25T02:50+01:00", "Europe/Berlin", 60),
        ("2026-10-25T00:10Z", "2026-10-25T03:00Z", "Europe/Berlin", 170),
        # half an hour, 01:30-02:00, twice on Lord Howe: from 14:30Z and from 15:00Z
        ("2026-04-04T14:00Z", "2026-04-04T15:20Z", "Australia/Lord_Howe", 80),
        ("2026-04-04T14:50Z", "2026-04-04T15:05Z", "Australia/Lord_Howe", 15),
        ("2026-04-04T13:45Z", "2026-04-04T14:10Z", "Pacific/Chatham", 25),
    ],
)
def test_a_row_between_two_instants_lasts_as_long_as_lies_between_them(
    start: str, end: str, zone: str, minutes: int
) -> None:
    reading = Reading(f"duty,person,start,end,timezone\nA,Wei,{start},{end},{zone}\n")
    (wei,) = reading.shifts()
    assert reading.told == []
    begun = datetime.fromisoformat(start).astimezone(UTC)
    (found,) = expand(wei.recurrence, Span(begun, begun + timedelta(days=1)), packaged_zones())
    assert (found.start, found.end) == (begun, begun + timedelta(minutes=minutes))


def test_a_row_with_a_date_is_one_shift_and_no_daily_one() -> None:
    reading = Reading(
        "duty,person,date,day,start,end,timezone\n"
        "A,Wei,2027-03-10,Wed,22:00,06:00,Europe/Berlin\n"
        "A,Jack,2027-10-03,Sun,00:00,08:00,Australia/Lord_Howe\n"
    )
    wei, jack = reading.shifts()
    assert on(wei.recurrence, "2027-03-10") == ["21:00-05:00"]
    assert on(wei.recurrence, "2027-03-11") == on(wei.recurrence, "2027-03-17") == []
    assert on(jack.recurrence, "2027-10-02") == ["13:30-21:00"]  # 7.5 h
    assert reading.told == []


def test_only_rows_without_days_or_dates_are_said_to_be_daily() -> None:
    once = "A,Wei,2027-03-10 22:00,2027-03-11 06:00,Europe/Berlin\n"
    for rows, daily in ((once, False), (once + "A,Jack,08:00,16:00,UTC\n", True)):
        reading = Reading("duty,person,start,end,timezone\n" + rows)
        reading.shifts()
        assert [one.code for one in reading.notebook.notes] == ["every-day"] * daily


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("2025-10-05,02:15,10:00,Australia/Lord_Howe", "start", "2025-10-05 02:45 may be meant"),
        ("2027-03-27,22:00,02:30,Europe/Berlin", "end", "2027-03-28 03:30 may be meant"),
        ("2027-09-05,00:00,08:00,America/Santiago", "start", "2027-09-05 01:00 may be meant"),
        ("2027-10-31,02:30,10:00,Europe/Berlin", "start", "2027-10-31T00:30Z or 2027-10-31T01:30Z"),
        (",2011-12-30 09:00,2011-12-31 17:00,Pacific/Apia", "start", "2011-12-31 09:00 may be meant"),
        (",2027-03-27 22:00,2027-03-28 02:30,Europe/Berlin", "end", "2027-03-28 03:30 may be meant"),
    ],
)
def test_T04_a_time_typed_for_a_date_that_is_no_instant_is_told(row: str, column: str, said: str) -> None:
    reading = Reading(f"duty,person,date,start,end,timezone\nA,Jack,{row}\n")
    assert reading.shifts() == ()
    assert reading.told == [("rota-row", 2, column)]
    assert said in str(reading.notebook.problems[0].message)


def test_T03_a_shift_until_the_end_of_a_day_is_no_doubt_where_midnight_is_missing() -> None:
    """Cairo's clocks go from 24:00 on Thursday 29 April 2027 to 01:00."""
    for row in ("2027-04-29,16:00,24:00,Africa/Cairo", ",2027-04-29 16:00,2027-04-30 00:00,Africa/Cairo"):
        (shift,) = Reading(f"duty,person,date,start,end,timezone\nA,Jack,{row}\n").shifts()
        assert on(shift.recurrence, "2027-04-29") == ["14:00-22:00"]


def test_a_date_and_a_rule_of_dates_contradict_one_another() -> None:
    reading = Reading(
        "duty,person,date,start,end,timezone,every\nA,Wei,2027-03-10,08,16,UTC,2\nA,Jack,,08,16,UTC,\n"
    )
    assert [shift.person for shift in reading.shifts()] == ["jack"]
    assert reading.told == [("rota-row", 2, "every")]


def test_nobody_and_several_people_hold_a_shift() -> None:
    text = "duty,person,start,end,timezone\nA,,08,16,UTC\nA,Wei & Jack,16,24,UTC\n"
    assert [shift.person for shift in Reading(text).shifts()] == [None, "wei", "jack"]


def test_a_rota_without_duties_is_called_after_its_file() -> None:
    (shift,) = Reading("person,start,end\nWei,08:00,16:00\n", name="data/payments.csv").shifts()
    assert shift.duty == "payments"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("A,Zoe,Mon,08,16,UTC,", "unknown-person", "person"),
        ("A,Wei,Someday,08,16,UTC,", "rota-row", "days"),
        ("A,Wei,Mon,8 o'clock,16,UTC,", "rota-row", "start"),
        ("A,Wei,Mon,9,5,UTC,", "rota-row", "start"),
        ("A,Wei,Mon,,,UTC,", "rota-row", "start"),
        ("A,Wei,Mon,08,16,GMT+5,", "rota-row", "timezone"),
        ("A,,Mon,08,16,,", "rota-row", "timezone"),
        ("A,Wei,Mon,08,16,UTC,2027-13-01", "date", "from"),
    ],
)
def test_a_bad_row_is_told_where_it_is_and_the_good_one_is_kept(row: str, code: str, column: str) -> None:
    reading = Reading(f"duty,person,days,start,end,timezone,from\nA,Jack,Mon,08,16,UTC,\n{row}\n")
    assert [shift.person for shift in reading.shifts()] == ["jack"]
    assert reading.told[0] == (code, 3, column)


def test_an_offset_is_asked_about_and_the_answer_places_the_row() -> None:
    text = "duty,person,start,end,timezone\nA,Wei,08,16,GMT+5\n"
    reading = Reading(text)
    assert reading.shifts() == ()
    (question,) = reading.asking.open
    assert question.id == "zone GMT+5"
    (shift,) = Reading(text, {question.id: "Asia/Karachi"}).shifts()
    assert shift.recurrence.zone == "Asia/Karachi"


@pytest.mark.parametrize(
    ("sheet", "it_is"),
    [
        ("duty,person,days,start,end\nA,Wei,Mon,08,16", True),
        ("duty,name,hours\nA,Wei,08-16", True),
        (C02, True),
        ("person,start,end,timezone\nWei,2027-05-01,2027-05-09,Asia/Dubai", False),
        ("name,city,hours\nWei,Taipei,09-18", False),
        ("person,from,to\nWei,2027-05-01,2027-05-09", False),
    ],
)
def test_recognition(sheet: str, it_is: bool) -> None:
    read = table(sheet)
    assert is_rota(read.headings, read.rows) is it_is


def test_people_of_a_rota_are_placed_only_where_a_row_says_so() -> None:
    sheet = table("duty,person,start,end,timezone\nA,Lu,08,16,\nA,Bo Li,08,16,UTC\nB,Bo Li,08,12,UTC\n")
    (person,) = people_in_rota(sheet)
    assert (person.id, person.name) == ("bo-li", "Bo Li")
    assert [(b.start, b.end) for b in person.patterns[0].pattern.on(0)] == [(480, 960)]

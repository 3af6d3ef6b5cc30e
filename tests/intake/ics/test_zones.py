"""Which zone a calendar means: T16, and the kinds of names and definitions that programs write."""

import pytest

from farflung.engine.time import packaged_zones
from farflung.intake.ics.zone_names import named_zone
from tests.intake.ics.files import codes, event, meeting, read_file, read_text, starts

BRITISH = """
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16011028T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:-0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:-0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


def test_T16_a_windows_name_a_definition_that_wins_and_a_name_that_means_nothing() -> None:
    read = read_file("outlook-series.ics")
    review, interview = meeting(read, "Ops review"), meeting(read, "Interview")
    assert starts(read, review.recurrence, "2026-08-01", "2026-09-01") == ["2026-08-27T14:00Z"]
    assert starts(read, interview.recurrence, "2026-07-01", "2026-08-01") == ["2026-07-23T09:20Z"]
    assert interview.recurrence.zone == "vtimezone:outlook-series.ics#GMT"
    assert "Old board room call" not in [one.title for one in read.meetings]
    (problem,) = [p for p in read.problems if p.code == "needs-attention"]
    assert (problem.line, problem.read) == (56, "Customized Time Zone")
    assert "needs attention" in problem.message
    assert [question.id for question in read.questions] == ["zone of Customized Time Zone"]


def test_T16_the_answer_to_the_question_places_the_event() -> None:
    read = read_file("outlook-series.ics", **{"zone of Customized Time Zone": "Romance Standard Time"})
    call = meeting(read, "Old board room call")
    assert starts(read, call.recurrence, "2026-08-01", "2026-09-01") == ["2026-08-27T14:00Z"]
    assert read.questions == ()


def test_T14_an_old_definition_of_a_named_zone_leaves_the_series_at_its_local_hour() -> None:
    read = read_file("google-team.ics")
    desk = meeting(read, "Monterrey desk").recurrence
    assert desk.zone == "America/Mexico_City"
    assert starts(read, desk, "2027-04-01", "2027-04-20") == ["2027-04-07T16:00Z", "2027-04-14T16:00Z"]
    assert [note.code for note in read.notes if "Mexico" in note.text] == ["old-timezone"]


FIXED = """
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("tzid", "start"),
    [
        (
            "Africa/Casablanca",
            "2025-03-05T09:00Z",
        ),  # as Google writes it, without Ramadan
        ("Europe/Berlin", "2025-07-05T08:00Z"),  # a Berlin without summer time was meant as written
    ],
)
def test_one_fixed_offset_stands_for_a_zone_that_nearly_always_has_it(tzid: str, start: str) -> None:
    day = start[:10].replace("-", "")
    series = event(f"DTSTART;TZID={tzid}:{day}T090000", "DURATION:PT1H", "SUMMARY:Sync")
    read = read_text(FIXED.format(tzid=tzid) + series)
    assert starts(read, meeting(read, "Sync").recurrence, "2025-01-01", "2026-01-01") == [start]


# Windows writes changes at midnight as 23:59:59 of the day before.
BEFORE_MIDNIGHT = """
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16010101T235959
TZOFFSETFROM:-0300
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY={standard}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T235959
TZOFFSETFROM:-0400
TZOFFSETTO:-0300
RRULE:FREQ=YEARLY;BYDAY={daylight}
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("tzid", "standard", "daylight", "key"),
    [
        ("Pacific SA Standard Time", "1SA;BYMONTH=4", "1SA;BYMONTH=9", "America/Santiago"),
        ("Paraguay Standard Time", "4SA;BYMONTH=3", "1SA;BYMONTH=10", "America/Asuncion"),  # until 2024
    ],
)
def test_a_change_a_second_before_midnight_is_the_change_at_midnight(
    tzid: str, standard: str, daylight: str, key: str
) -> None:
    definition = BEFORE_MIDNIGHT.format(tzid=tzid, standard=standard, daylight=daylight)
    read = read_text(
        definition + event(f"DTSTART;TZID={tzid}:20270703T090000", "DURATION:PT1H", "SUMMARY:Sync")
    )
    assert meeting(read, "Sync").recurrence.zone == key


@pytest.mark.parametrize(
    ("tzid", "key"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("America/New York", "America/New_York"),
        ("US/Pacific", "US/Pacific"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Romance Standard Time", "Europe/Paris"),
        ("central standard time (mexico)", "America/Mexico_City"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/London", "Europe/London"),
        ("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("/citadel.org/20190914_1/Europe/London", "Europe/London"),
        ("/mozilla.org/20070129_1/Europe/Berlin", "Europe/Berlin"),
        ("/softwarestudio.org/Olson_20011030_5/America/Chicago", "America/Chicago"),
        ("tzone://Microsoft/Utc", "UTC"),
        ('"Europe/Paris"', "Europe/Paris"),
        ("tzone://Microsoft/Custom", None),
        ("Customized Time Zone", None),
        ("GMT+0200", None),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", None),
        ("Office/London", None),
        ("", None),
    ],
)
def test_names_of_zones(tzid: str, key: str | None) -> None:
    assert named_zone(tzid, packaged_zones()) == key


def test_a_definition_that_agrees_with_its_name_is_that_zone() -> None:
    read = read_text(
        BRITISH.format(tzid="GMT Standard Time")
        + event(
            "DTSTART;TZID=GMT Standard Time:20270318T093000", "DTEND;TZID=GMT Standard Time:20270318T100000"
        )
    )
    assert read.meetings[0].recurrence.zone == "Europe/London"
    assert not read.zones_extra
    assert not read.notes


def test_a_definition_without_a_known_name_is_followed_as_it_is() -> None:
    read = read_text(
        BRITISH.format(tzid="Customized Time Zone")
        + event("DTSTART;TZID=Customized Time Zone:20270718T093000", "DURATION:PT30M")
    )
    recurrence = read.meetings[0].recurrence
    assert recurrence.zone == "vtimezone:test.ics#Customized Time Zone"
    assert starts(read, recurrence, "2027-07-01", "2027-08-01") == ["2027-07-18T08:30Z"]
    assert [note.code for note in read.notes if "Customized" in note.text] == ["own-timezone"]


def test_a_definition_of_only_the_years_it_needs_is_compared_over_those_years() -> None:
    listed = """
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20261025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20270328T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20271031T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
    text = listed + event("DTSTART;TZID=Europe/Berlin:20270718T093000", "DURATION:PT30M")
    assert read_text(text).meetings[0].recurrence.zone == "Europe/Berlin"


def test_a_fixed_offset_with_a_definition_is_a_zone_of_its_own() -> None:
    fixed = (
        "BEGIN:VTIMEZONE\nTZID:GMT-0400\nBEGIN:STANDARD\nDTSTART:18000101T000000\nTZOFFSETFROM:-0400\n"
        "TZOFFSETTO:-0400\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    read = read_text(fixed + event("DTSTART;TZID=GMT-0400:20270718T093000", "DURATION:PT30M"))
    assert starts(read, read.meetings[0].recurrence, "2027-07-01", "2027-08-01") == ["2027-07-18T13:30Z"]


def test_a_broken_definition_is_told_and_its_name_is_used() -> None:
    broken = (
        "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nTZOFFSETTO:+01\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    read = read_text(broken + event("DTSTART;TZID=Europe/Berlin:20270718T093000", "DURATION:PT30M"))
    assert codes(read) == ["ics-timezone"]
    assert read.problems[0].line == 4
    assert read.meetings[0].recurrence.zone == "Europe/Berlin"


def test_floating_times_are_asked_about_never_placed() -> None:
    text = event("SUMMARY:Coffee", "DTSTART:20270310T090000", "DTEND:20270310T093000")
    read = read_text(text)
    assert codes(read) == ["needs-attention"]
    assert read.meetings == ()
    (question,) = read.questions
    placed = read_text(text, answers={question.id: "Asia/Taipei"})
    assert starts(placed, placed.meetings[0].recurrence, "2027-03-01", "2027-04-01") == ["2027-03-10T01:00Z"]
    skipped = read_text(text, answers={question.id: "skip"})
    assert (skipped.problems, skipped.questions) == ((), ())
    assert "Coffee" in skipped.notes[-1].text


def test_floating_times_take_the_calendars_own_zone_and_say_so() -> None:
    read = read_file("google-team.ics")
    coffee = meeting(read, "Coffee").recurrence
    assert starts(read, coffee, "2027-03-01", "2027-04-01") == ["2027-03-10T14:00Z"]
    (note,) = [note for note in read.notes if note.code == "floating-times"]
    assert "America/Toronto" in note.text

"""One meeting in two people's calendars is one meeting."""

from dataclasses import replace
from datetime import UTC, datetime

from farflung.intake.copies import without_copies
from tests.intake.ics.files import event, read_text


def test_guests_of_all_copies_come_to_one_meeting() -> None:
    mine = event("SUMMARY:Sync", "DTSTART:20270310T090000Z", "DURATION:PT1H", uid="a")
    theirs = event("SUMMARY:Sync", "DTSTART:20270310T090000Z", "DURATION:PT1H", uid="a", people=("jack",))
    other = event(
        "SUMMARY:Else", "DTSTART:20270310T090000Z", "DURATION:PT1H", uid="b", people=("jack", "wei")
    )
    found = [*read_text(mine).meetings, *read_text(f"{theirs}\n{other}").meetings]
    sync, else_ = without_copies([found[0], replace(found[1], optional=("wei",), has_agenda=False), found[2]])
    assert sync.required == ("ana", "wei", "jack")
    assert sync.optional == ()
    assert sync.has_agenda is False
    assert else_ == found[2]


def test_a_meeting_was_announced_when_its_earliest_copy_was_made() -> None:
    def copy(made: str, changed: str) -> str:
        series = ("SUMMARY:Sync", "DTSTART:20270310T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
        change = ("RECURRENCE-ID:20270311T090000Z", "DTSTART:20270311T140000Z", "DURATION:PT1H")
        return "\n".join((event(*series, f"CREATED:{made}"), event(*change, f"CREATED:{changed}")))

    late, early, silent = (
        read_text(copy(*made)).meetings[0]
        for made in (
            ("20270305T080000Z", "20270309T080000Z"),
            ("20270301T080000Z", "20270308T080000Z"),
            ("00001231T000000Z", "00001231T000000Z"),
        )
    )
    for copies in ((late, early, silent), (silent, early, late)):
        (sync,) = without_copies(copies)
        assert sync.created == datetime(2027, 3, 1, 8, tzinfo=UTC)
        assert [o.created for o in sync.recurrence.overrides] == [datetime(2027, 3, 8, 8, tzinfo=UTC)]

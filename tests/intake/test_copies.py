"""One meeting in two people's calendars is one meeting."""

from dataclasses import replace

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

"""T17: what an event means for somebody's calendar."""

import pytest

from farflung.intake.ics.busy import Busy, busy_status
from farflung.intake.ics.event import Attendee, Event
from farflung.intake.ics.series import read_events
from farflung.intake.ics.tree import read_tree
from farflung.intake.notebook import Notebook
from tests.intake.ics.files import event

START = "DTSTART:20270310T090000Z"


def _event(*lines: str) -> Event:
    text = f"BEGIN:VCALENDAR\n{event(START, *lines, people=())}\nEND:VCALENDAR"
    notebook = Notebook()
    (found,) = read_events(read_tree(text.encode(), "t.ics", notebook), "t.ics", notebook)
    return found


def _answered(partstat: str) -> Event:
    return _event(f"ATTENDEE;PARTSTAT={partstat}:mailto:ana@polaris.example")


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (_answered("DECLINED"), "free"),
        (_event("TRANSP:TRANSPARENT", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@polaris.example"), "free"),
        (_event("STATUS:CANCELLED", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@polaris.example"), "free"),
        (_answered("TENTATIVE"), "tentative"),
        (_event("STATUS:TENTATIVE"), "tentative"),
        (_answered("NEEDS-ACTION"), "tentative"),
        (_answered("ACCEPTED"), "busy"),
        (_answered("DELEGATED"), "free"),
        (_event("X-MICROSOFT-CDO-BUSYSTATUS:FREE"), "free"),
        (_event(), "busy"),
    ],
)
def test_T17_busy_status(found: Event, status: Busy) -> None:
    assert busy_status(found, "Ana@polaris.example") == status


@pytest.mark.parametrize("setting", ["busy", "free", "tentative"])
def test_T17_what_an_unanswered_invitation_means_is_a_setting(setting: Busy) -> None:
    assert busy_status(_answered("NEEDS-ACTION"), "ana@polaris.example", unanswered=setting) == setting


def test_a_declined_invitation_stays_free_whatever_the_setting() -> None:
    assert busy_status(_answered("DECLINED"), "ana@polaris.example", unanswered="busy") == "free"


def test_a_cancelling_message_cancels_its_events() -> None:
    text = f"BEGIN:VCALENDAR\nMETHOD:CANCEL\n{event(START)}\nEND:VCALENDAR"
    notebook = Notebook()
    (found,) = read_events(read_tree(text.encode(), "t.ics", notebook), "t.ics", notebook)
    assert busy_status(found) == "free"


def test_the_owner_of_a_calendar_is_judged_by_the_event() -> None:
    assert busy_status(_answered("DECLINED")) == "busy"
    assert Attendee("x").partstat == "NEEDS-ACTION"

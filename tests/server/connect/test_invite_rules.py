"""The rule of a series as calendars read it."""

from datetime import UTC, date, datetime, time

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.connect.channels.mail.invite import _rrule, written
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.entries import Days, Entry
from farflung.server.connect.planning.invitations import Guest, Invite
from tests.server.connect import icalendars

LAST = date(2027, 7, 9)


def test_all_starts_of_the_last_day_are_in_it() -> None:
    start = CivilTime(date(2027, 7, 5), time(9), "Europe/Lisbon")
    for hours, told in (("9,17", "20270709T160000Z"), ("9", "20270709T080000Z")):
        rule = Recurrence(start, 60, f"FREQ=DAILY;BYHOUR={hours}", until=LAST)
        written = _rrule(rule, packaged_zones().zone("Europe/Lisbon")).to_ical().decode()  # type: ignore[no-untyped-call]
        assert f"UNTIL={told}" in written


def test_what_somebody_typed_is_text_and_nothing_else() -> None:
    """No control characters, which programs refuse; no line and no property of its own."""
    title, name = (
        "Ledger\x07\x1b[2J, T;\\n\nATTENDEE:mailto:mallory@polaris.example",
        'Ève "E"\x00; CN=x\r\nURL:x',
    )
    guest = Guest(name, "eve@polaris.example", required=True)
    rule = Recurrence(CivilTime(LAST, time(9), "Europe/Lisbon"), 60, "FREQ=DAILY")
    invite = Invite(
        "one@farflung", 0, datetime(2027, 1, 4, tzinfo=UTC), title, False, rule, guest,
        "map@polaris.example", (guest,), "https://map.polaris.example/meetings/1", held=True,
    )  # fmt: skip
    data = written(invite)
    text = data.replace(b"\r\n ", b"").decode()
    assert not any(ord(one) < 32 and one not in "\r\n" for one in text)
    (event,) = icalendars.read(data).all("VEVENT")
    assert [one for one, _, _ in event.lines].count("ATTENDEE") == 1
    assert [value for one, _, value in event.lines if one == "URL"] == [invite.url]
    assert event.get("SUMMARY").startswith("Ledger[2J, T;")
    entry = Entry("one@farflung", title, Days(LAST, LAST), note=name)
    found = ical.events("Ana", [entry], invite.changed).replace(b"\r\n ", b"").decode()
    assert not any(ord(one) < 32 and one not in "\r\n" for one in found)

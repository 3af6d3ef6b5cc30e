"""The rule of a series as calendars read it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import icalendar
import pytest
import recurring_ical_events

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.server.connect.channels.mail.compose import composed
from farflung.server.connect.channels.mail.invite import _rrule, written
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.entries import Days, Entry, Hours
from farflung.server.connect.feeds.hours import Availability
from farflung.server.connect.planning.invitations import Guest, Invite, dates
from farflung.server.connect.planning.parcel import Item, Parcel
from farflung.server.connect.planning.wording import Written
from tests.server.connect import icalendars

LAST = date(2027, 7, 9)
ZONE = packaged_zones().zone("Europe/Lisbon")


def invite(rule: Recurrence, title: str = "Ledger", name: str = "Ana") -> Invite:
    guest = Guest(name, "ana@polaris.example", required=True)
    return Invite(
        "one@farflung", 0, datetime(2027, 1, 4, tzinfo=UTC), title, False, rule, guest,
        "map@polaris.example", (guest,), "https://map.polaris.example/meetings/1", held=True,
    )  # fmt: skip


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
    sent = invite(Recurrence(CivilTime(LAST, time(9), "Europe/Lisbon"), 60, "FREQ=DAILY"), title, name)
    data = written(sent)
    text = data.replace(b"\r\n ", b"").decode()
    assert not any(ord(one) < 32 and one not in "\r\n" for one in text)
    (event,) = icalendars.read(data).all("VEVENT")
    assert [one for one, _, _ in event.lines].count("ATTENDEE") == 1
    assert [value for one, _, value in event.lines if one == "URL"] == [sent.url]
    assert event.get("SUMMARY").startswith("Ledger[2J, T;")
    entry = Entry("one@farflung", title, Days(LAST, LAST), note=name)
    found = ical.events("Ana", [entry], sent.changed).replace(b"\r\n ", b"").decode()
    assert not any(ord(one) < 32 and one not in "\r\n" for one in found)


@pytest.mark.parametrize("name", ["Ana\x07\x1b[2J", "Ana\rX-EVIL:1", "Ana\r\nX-EVIL:1"])
def test_what_a_calendar_is_called_is_text_and_nothing_else(name: str) -> None:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    found = Availability(Span(at, at + timedelta(days=30)), (), (), ())
    for data in (ical.events(name, [], at), ical.reachable(name, "ana", found, at, 1)):
        text = data.replace(b"\r\n ", b"").decode()
        assert not any(ord(one) < 32 and one != "\n" for one in text.replace("\r\n", "\n"))
        assert not any(line.startswith("X-EVIL") for line in text.splitlines())
        assert "NAME:Ana" in text


def test_a_date_beside_the_rule_does_not_outlive_the_series() -> None:
    """The map has none after the last date; neither has whoever goes by the mail."""
    first, kept, late = (CivilTime(date(2027, 7, day), time(9), "Europe/Lisbon") for day in (5, 8, 14))
    rule = Recurrence(first, 60, "FREQ=WEEKLY", extra=(kept, late), until=LAST)
    there = {(one.start, one.end) for one in dates(rule, first.instant(ZONE) - timedelta(days=1))}
    assert len(there) == 2
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(written(invite(rule)))).between(
        datetime(2027, 7, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC)
    )
    assert {(one["DTSTART"].dt, one["DTEND"].dt) for one in found} == there


def test_what_clocks_leave_no_time_of_has_no_end_in_a_calendar() -> None:
    """An end has to be after its start (RFC 5545, 3.8.2.2)."""
    at = datetime(2027, 3, 28, 1, tzinfo=UTC)
    entry = Entry("one@farflung", "On duty", Hours(at, at, ZONE))
    (event,) = icalendars.read(ical.events("Ana", [entry], at)).all("VEVENT")
    assert event.whole("DTSTART") == ({"TZID": "Europe/Lisbon"}, "20270328T020000")
    assert not event.get("DTEND")


def test_the_head_of_a_mail_holds_no_control_characters() -> None:
    """What somebody writes is one line of text there, and no other header."""
    at, code = datetime(2027, 1, 4, tzinfo=UTC), UUID(int=1)
    says = Written("Ledger\x07\x1b[2J\x7f\r\nBcc: mallory@polaris.example", "")
    item = Item(code, "note", says, at, urgent=False)
    parcel = Parcel(
        code, code, "ana@polaris.example", "Ana\x07\nCc: x", "en", [item], "https://x", "", at, at
    )
    mail = composed(parcel, "map@polaris.example")
    head = mail.as_bytes().partition(b"\n\n")[0]
    assert not any((one < 32 and one != 10) or one == 127 for one in head)
    assert mail["Subject"] == "Ledger[2J Bcc: mallory@polaris.example"
    assert (mail["Bcc"], mail["Cc"]) == (None, None)

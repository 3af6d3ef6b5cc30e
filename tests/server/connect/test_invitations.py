"""Whoever is invited is told in their own hours, and their calendar with them, by RFC 5545 and RFC 5546."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any, Final

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from django.test import Client

from farflung.engine.model import Override, Recurrence
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.server.clock.actions.meetings import (
    Guests,
    change_date,
    change_meeting,
    end_meeting,
    make_meeting,
    rotate_meeting,
)
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.recurring import Turns
from farflung.server.clock.planning.revising import Move
from farflung.server.clock.planning.series import series_of
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.sending import send_due
from farflung.server.connect.models import Choice, MailAddress
from farflung.server.core.models import Message
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person
from tests.server.clock.test_my_day import words
from tests.server.company import Cast
from tests.server.connect import icalendars
from tests.server.connect.posting import MORNING, NIGHT
from tests.server.connect.receiving import Postbox

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEKLY = Recurrence(CivilTime(date(2027, 3, 24), time(11), "Europe/Lisbon"), 45, "FREQ=WEEKLY;BYDAY=WE")

RULES: Final = {
    "REQUEST": {"ATTENDEE": (1, 99), "DTSTART": (1, 1), "STATUS": (0, 1), "REQUEST-STATUS": (0, 0)},
    "CANCEL": {"ATTENDEE": (0, 99), "DTSTART": (0, 1), "STATUS": (1, 1), "REQUEST-STATUS": (0, 0)},
}
ALWAYS: Final = {"DTSTAMP": (1, 1), "ORGANIZER": (1, 1), "UID": (1, 1), "SEQUENCE": (1, 1), "SUMMARY": (1, 1)}
"""RFC 5546, 3.2.2 and 3.2.5: how often each property stands in an event."""


def by_mail(cast: Cast, *names: str) -> None:
    for name in names:
        code, email = cast.people[name].code, cast.account(name).email
        MailAddress.objects.create(recipient=code, address=email, confirmed_at=NIGHT)
        Choice.objects.create(recipient=code, way="mail", purposes=["meeting"])


def made(cast: Cast, *names: str, now: datetime = NIGHT, **more: Any) -> Meeting:
    given = {"title": "Ledger sync", "recurrence": WEEKLY, **more}
    return make_meeting(
        guests=Guests(tuple(cast.people[name] for name in names)), organizer=cast.people["Ana"],
        by=cast.account("Ana"), now=now, **given,
    )  # fmt: skip


def came(box: Postbox, until: datetime) -> list[tuple[str, EmailMessage]]:
    """What has come to anybody, hour by hour, since this was last asked."""
    before, now = len(box.mails), NIGHT
    while now <= until:
        deliver(now=now)
        send_due(now=now)
        now += HOUR
    return box.mails[before:]


def calendar(mail: EmailMessage) -> tuple[str, bytes]:
    """The method and the calendar part, which is there twice and the same."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    (file,) = [one for one in mail.walk() if one.get_content_type() == "application/ics"]
    data = bytes(part.get_payload(decode=True))
    assert data.replace(b"\r\n", b"\n") == bytes(file.get_payload(decode=True)).replace(b"\r\n", b"\n")
    assert part.get_content_charset() == "utf-8"
    return str(part.get_param("method")), bytes(file.get_payload(decode=True))


def valid(mail: EmailMessage) -> icalendars.Part:
    """The calendar as a strict reader has it, that of the library and the tables of RFC 5546 beside it."""
    method, data = calendar(mail)
    root = icalendars.read(data)
    assert root.get("METHOD") == method
    for event in root.all("VEVENT"):
        names = [name for name, _, _ in event.lines]
        for name, (least, most) in {**ALWAYS, **RULES[method]}.items():
            assert least <= names.count(name) <= most, (method, name)
        assert event.get("STATUS") == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    assert len({event.get("UID") for event in root.all("VEVENT")}) == 1
    library = icalendar.Calendar.from_ical(data)
    assert not library.errors
    assert all(not event.errors for event in library.walk("VEVENT"))
    return root


def held(data: bytes, start: datetime, end: datetime) -> set[tuple[datetime, datetime]]:
    """The dates of a calendar as another library expands them."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(start, end)
    return {(one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC)) for one in found}


def on_the_map(row: Meeting, start: datetime, end: datetime) -> set[tuple[datetime, datetime]]:
    series = series_of(with_meetings(current().atlas, start), str(row.code))
    assert series is not None
    found = current().atlas.with_(meetings=(series,)).occurrences(series, Span(start, end))
    return {(one.start, one.end) for one in found}


def test_everybody_is_told_in_their_own_time_but_who_does_it(
    polaris: Cast, client: Client, box: Postbox
) -> None:
    made(polaris, "Ana", "Wei", "Jack")
    told = set(Message.objects.values_list("recipient", flat=True))
    assert told == {polaris.people["Wei"].code, polaris.people["Jack"].code}
    deliver(now=MORNING)
    client.force_login(polaris.account("Wei"))
    client.post("/inbox/now")
    text = words(client.get("/inbox").content.decode())
    assert "You are invited: Ledger sync" in text
    assert "The next date: Wed 24 Mar 19:00–19:45 Taipei. More dates follow." in text
    assert box.mails == [], "nobody has asked for mail"


def test_a_mail_is_taken_by_calendars_and_comes_to_nobody_at_night(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei", "Jack")
    row = made(polaris, "Ana", "Wei", "Jack")
    mails = dict(came(box, NIGHT + DAY))
    assert set(mails) == {"wei@polaris.example", "jack@polaris.example"}
    mail = mails["wei@polaris.example"]
    root = valid(mail)
    (event,) = root.all("VEVENT")
    assert (event.get("UID"), event.get("SEQUENCE")) == (f"{row.code}@farflung", "0")
    assert event.whole("DTSTART") == ({"TZID": "Europe/Lisbon"}, "20270324T110000")
    params, organizer = event.whole("ORGANIZER")
    assert (params["CN"], organizer) == ("Ana", "mailto:ana@polaris.example")
    assert params["SENT-BY"] == '"mailto:map@polaris.example"'
    guests = {value: params for name, params, value in event.lines if name == "ATTENDEE"}
    assert set(guests) == {f"mailto:{name}@polaris.example" for name in ("ana", "wei", "jack")}
    assert {one["RSVP"] for one in guests.values()} == {"FALSE"}, "who declines is for nobody to keep"
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
        "application/ics",
    ]  # fmt: skip
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Wed 24 Mar 19:00–19:45 Taipei" in plain.get_content()


def test_what_it_says_is_what_the_map_says_through_a_year_of_clock_changes(
    polaris: Cast, box: Postbox
) -> None:
    by_mail(polaris, "Wei")
    row = made(polaris, "Ana", "Wei")
    told: dict[str, Any] = {"meeting": row, "by": polaris.account("Ana"), "now": NIGHT + HOUR}
    change_date(original=CivilTime(date(2027, 4, 7), time(11), "Europe/Lisbon"), call_off=True, **told)
    elsewhere = datetime(2027, 4, 15, 9, tzinfo=UTC)
    change_date(
        original=CivilTime(date(2027, 4, 14), time(11), "Europe/Lisbon"),
        to=Span(elsewhere, elsewhere + HOUR), **told,
    )  # fmt: skip
    ((_, mail),) = came(box, NIGHT + DAY)
    root = valid(mail)
    series, moved = root.all("VEVENT")
    assert series.get("EXDATE") == "20270407T110000"
    assert moved.whole("RECURRENCE-ID") == ({"TZID": "Europe/Lisbon"}, "20270414T110000")
    assert (moved.get("DTSTART"), series.get("SEQUENCE")) == ("20270415T090000Z", "3600")
    start, end = datetime(2027, 3, 20, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
    data = calendar(mail)[1]
    there = on_the_map(row, start, end)
    assert held(data, start, end) == there
    assert len(there) == 48
    # And a second reader: the rule by dateutil, the clocks as the calendar itself writes them.
    clocks = icalendars.Clocks(data)
    first = clocks.read(*series.whole("DTSTART"))
    dates = rrulestr(series.get("RRULE"), dtstart=first.replace(tzinfo=None)).between(
        start.replace(tzinfo=None), end.replace(tzinfo=None)
    )
    read = {one.replace(tzinfo=first.tzinfo).astimezone(UTC) for one in dates}
    assert {one for one, _ in there} - {elsewhere} == read - {
        datetime(2027, 4, 7, 10, tzinfo=UTC), datetime(2027, 4, 14, 10, tzinfo=UTC),
    }  # fmt: skip


def test_turns_are_written_date_by_date(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei")
    row = made(polaris, "Ana", "Wei")
    turns = Turns((600, 840), "Europe/Lisbon", date(2027, 3, 24))
    rotate_meeting(meeting=row, turns=turns, since=turns.since, by=polaris.account("Ana"), now=NIGHT + HOUR)
    ((_, mail),) = came(box, NIGHT + DAY)
    valid(mail)
    start, end = datetime(2027, 3, 20, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
    assert held(calendar(mail)[1], start, end) == on_the_map(row, start, end)


def test_a_change_has_the_same_name_and_a_higher_number(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei", "Jack")
    row = made(polaris, "Ana", "Wei", "Jack")
    first = dict(came(box, NIGHT + DAY))
    now = NIGHT + DAY
    later = replace(WEEKLY, start=CivilTime(date(2027, 3, 25), time(9), "Europe/Lisbon"), rule="FREQ=WEEKLY")
    change_meeting(
        meeting=row, title="Ledger sync", private=False, has_agenda=None,
        guests=Guests((polaris.people["Ana"], polaris.people["Wei"])),
        move=Move(later, date(2027, 3, 24)), by=polaris.account("Ana"), now=now,
    )  # fmt: skip
    second = dict(came(box, now + DAY))
    old, new = (valid(one["wei@polaris.example"]).all("VEVENT")[0] for one in (first, second))
    assert (old.get("UID"), new.get("DTSTART")) == (new.get("UID"), "20270325T090000")
    assert int(new.get("SEQUENCE")) > int(old.get("SEQUENCE"))
    assert "It has changed: Ledger sync" in str(second["wei@polaris.example"]["Subject"])
    gone = second["jack@polaris.example"]
    assert calendar(gone)[0] == "CANCEL"
    (event,) = valid(gone).all("VEVENT")
    assert [value for name, _, value in event.lines if name == "ATTENDEE"] == ["mailto:jack@polaris.example"]
    assert "You need not come any more" in str(gone["Subject"])


def test_what_ends_is_called_off_or_keeps_its_past(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei")
    told: dict[str, Any] = {"by": polaris.account("Ana")}
    never, old = made(polaris, "Ana", "Wei"), made(polaris, "Ana", "Wei", title="Old", now=NIGHT)
    came(box, NIGHT + DAY)
    end_meeting(meeting=never, last_day=date(2027, 3, 17), now=NIGHT + DAY, **told)
    end_meeting(meeting=old, last_day=date(2027, 4, 1), now=NIGHT + DAY, **told)
    mails = {str(mail["Subject"]): mail for _, mail in came(box, NIGHT + 2 * DAY)}
    assert calendar(mails["It has no date any more: Ledger sync"])[0] == "CANCEL"
    assert valid(mails["It has no date any more: Ledger sync"]).all("VEVENT")
    kept = mails["It has no date any more: Old"]
    assert calendar(kept)[0] == "REQUEST"
    assert valid(kept).all("VEVENT")[0].get("RRULE").endswith("UNTIL=20270401T100000Z;BYDAY=WE")


def test_who_has_not_heard_of_it_is_invited_once_to_what_it_is_now_or_never_hears(
    polaris: Cast, box: Postbox
) -> None:
    row = made(polaris, "Ana", "Wei", "Jack")
    original = CivilTime(date(2027, 3, 24), time(11), "Europe/Lisbon")
    told: dict[str, Any] = {"meeting": row, "by": polaris.account("Ana"), "now": NIGHT}
    change_date(original=original, call_off=True, **told)
    waiting = Message.objects.filter(state=Message.State.WAITING)
    assert sorted(waiting.values_list("kind", flat=True)) == ["meeting_invited", "meeting_invited"]
    end_meeting(meeting=row, last_day=date(2027, 3, 17), by=polaris.account("Ana"), now=NIGHT)
    assert not waiting.exists()


def test_a_private_one_is_never_called_by_its_title(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei")
    row = made(polaris, "Ana", "Wei")
    came(box, NIGHT + DAY)
    change_meeting(
        meeting=row, title="", private=True, has_agenda=None, by=polaris.account("Ana"), now=NIGHT + DAY,
        guests=Guests((polaris.people["Ana"], polaris.people["Wei"])),
    )  # fmt: skip
    assert not any("Ledger sync" in str(one.data) for one in Message.objects.all())
    ((_, mail),) = came(box, NIGHT + 2 * DAY)
    (event,) = valid(mail).all("VEVENT")
    assert (event.get("SUMMARY"), event.get("CLASS")) == ("Private meeting", "PRIVATE")
    assert "Ledger sync" not in mail.as_string()


def test_a_series_of_a_file_keeps_the_name_that_the_file_gives_it(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Wei")
    row = Meeting.objects.get(title="Ledger weekly")
    zone = packaged_zones().zone("Europe/Lisbon")
    original = CivilTime(date(2027, 3, 24), time(14), zone.key)
    change_date(meeting=row, original=original, call_off=True, by=polaris.account("Ana"), now=NIGHT)
    ((to, mail),) = came(box, NIGHT + DAY)
    assert to == "wei@polaris.example"
    assert valid(mail).all("VEVENT")[0].get("UID") == row.key
    start, end = datetime(2027, 3, 20, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
    assert held(calendar(mail)[1], start, end) == on_the_map(row, start, end)
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Wed 24 Mar is called off." in plain.get_content()


def test_a_date_that_a_file_moved_is_in_it_however_far_ahead(polaris: Cast, box: Postbox) -> None:
    """Only turns are written out for a year; a file need not say when it moved something."""
    by_mail(polaris, "Wei")
    start = datetime(2028, 9, 7, 9, tzinfo=UTC)
    moved = Override(CivilTime(date(2028, 9, 6), time(11), "Europe/Lisbon"), start, start + HOUR)
    made(polaris, "Ana", "Wei", recurrence=replace(WEEKLY, overrides=(moved,)))
    ((_, mail),) = came(box, NIGHT + DAY)
    valid(mail)
    assert (start, start + HOUR) in held(calendar(mail)[1], start - DAY, start + DAY)


def test_who_has_no_address_is_in_no_calendar(polaris: Cast, box: Postbox) -> None:
    Person.objects.filter(pk__in=[polaris.people["Jack"].pk, polaris.people["Ana"].pk]).update(email="")
    by_mail(polaris, "Wei")
    made(polaris, "Ana", "Wei", "Jack")
    ((_, mail),) = came(box, NIGHT + DAY)
    (event,) = valid(mail).all("VEVENT")
    assert [value for name, _, value in event.lines if name == "ATTENDEE"] == ["mailto:wei@polaris.example"]
    assert event.whole("ORGANIZER") == ({"CN": "Farflung"}, "mailto:map@polaris.example")

"""A series that was moved: what is past stays in calendars, what goes on is another; hours in turn go on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime
from farflung.server.clock.actions.forgetting import forget_past_meetings
from farflung.server.clock.actions.meetings import (
    Guests,
    change_date,
    change_meeting,
    end_meeting,
    rotate_meeting,
)
from farflung.server.clock.actions.turns import write_out_turns
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import Turns
from farflung.server.clock.planning.revising import Ends, Move
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.sending import send_due
from farflung.server.core import clock
from farflung.server.core.models import Message
from tests.server.clock.test_my_day import words
from tests.server.company import Cast
from tests.server.connect.posting import NIGHT
from tests.server.connect.receiving import Postbox
from tests.server.connect.test_invitations import (
    DAY,
    HOUR,
    WEEKLY,
    by_mail,
    calendar,
    came,
    held,
    made,
    on_the_map,
    valid,
)

pytestmark = pytest.mark.django_db
APRIL: Final = datetime(2027, 4, 9, 2, tzinfo=UTC)
THURSDAYS: Final = replace(
    WEEKLY, start=CivilTime(date(2027, 4, 22), time(9), "Europe/Lisbon"), rule="FREQ=WEEKLY"
)


def moved(cast: Cast, row: Meeting, *names: str, now: datetime = APRIL, rule: Recurrence = THURSDAYS) -> None:
    """From the date nearest to the new first one on; three Wednesdays are past, one is yet to come."""
    row.refresh_from_db()
    change_meeting(
        meeting=row, title=row.title, private=False, has_agenda=None,
        guests=Guests(tuple(cast.people[name] for name in names)),
        move=Move(rule, rule.start.date - DAY), by=cast.account("Ana"), now=now,
    )  # fmt: skip


def ends(cast: Cast, row: Meeting, last: date | None, now: datetime) -> None:
    """Until another last date, and nothing else of it."""
    row.refresh_from_db()
    change_meeting(
        meeting=row, title=row.title, private=False, has_agenda=None,
        guests=Guests(tuple(cast.people[name] for name in ("Ana", "Wei"))),
        ends=Ends(last), by=cast.account("Ana"), now=now,
    )  # fmt: skip


def uid_of(mail: EmailMessage) -> str:
    return valid(mail).all("VEVENT")[0].get("UID")


class TestMoved:
    """A series that has a past is another one in calendars from then on; what they had stays until then."""

    YEAR: Final = (datetime(2027, 3, 1, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC))

    @pytest.fixture
    def row(self, polaris: Cast, box: Postbox) -> Meeting:
        by_mail(polaris, "Wei", "Jack")
        found = made(polaris, "Ana", "Wei", "Jack")
        came(box, NIGHT + DAY)
        return found

    def mails(self, box: Postbox, to: str, now: datetime = APRIL) -> list[EmailMessage]:
        before = len(box.mails)
        for hours in range(30):
            deliver(now=now + hours * HOUR)
            send_due(now=now + hours * HOUR)
        return [mail for address, mail in box.mails[before:] if address == f"{to}@polaris.example"]

    def test_the_past_stays_under_its_name_and_what_goes_on_has_another(
        self, polaris: Cast, box: Postbox, row: Meeting
    ) -> None:
        moved(polaris, row, "Ana", "Wei", "Jack")
        new, old = self.mails(box, "wei")
        (later,) = valid(new).all("VEVENT")
        (before,) = valid(old).all("VEVENT")
        assert before.get("UID") == f"{row.code}@farflung"
        assert before.get("RRULE").startswith("FREQ=WEEKLY;UNTIL=20270420T")
        assert (int(before.get("SEQUENCE")) > 0, later.get("SEQUENCE")) == (True, "0")
        assert later.get("UID") not in ("", before.get("UID"))
        assert later.whole("RELATED-TO") == ({"RELTYPE": "SIBLING"}, before.get("UID"))
        there = held(calendar(new)[1], *self.YEAR) | held(calendar(old)[1], *self.YEAR)
        whole = {one for part in (row, row.earlier.get()) for one in on_the_map(part, *self.YEAR)}
        assert there == whole
        assert datetime(2027, 3, 24, 11, tzinfo=UTC) in {start for start, _ in there}
        assert "It has changed: Ledger sync" in str(new["Subject"])
        plain = old.get_body(("plain",))
        assert plain is not None
        assert "Its dates until Wed 14 Apr stay in your calendar as they are." in " ".join(
            plain.get_content().split()
        )

    def test_one_message_is_in_the_inbox(self, polaris: Cast, client: Client, row: Meeting) -> None:
        moved(polaris, row, "Ana", "Wei", "Jack")
        client.force_login(polaris.account("Wei"))
        client.post("/inbox/now")
        text = words(client.get("/inbox").content.decode())
        assert text.count("It has changed: Ledger sync") == 1
        assert "Dates of before" not in text

    def test_who_reads_of_it_in_the_inbox_has_it_in_their_calendar_too(
        self, polaris: Cast, box: Postbox, client: Client, row: Meeting, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moved(polaris, row, "Ana", "Wei", "Jack")
        monkeypatch.setattr(clock, "now", lambda: APRIL)
        client.force_login(polaris.account("Wei"))
        client.post("/inbox/now")
        mails = self.mails(box, "wei")
        there = {one for mail in mails for one in held(calendar(mail)[1], *self.YEAR)}
        assert there == {one for part in (row, row.earlier.get()) for one in on_the_map(part, *self.YEAR)}
        assert len(mails) == 2

    def test_who_need_not_come_any_more_keeps_what_was(
        self, polaris: Cast, box: Postbox, row: Meeting
    ) -> None:
        moved(polaris, row, "Ana", "Wei")
        (gone,) = self.mails(box, "jack")
        (event,) = valid(gone).all("VEVENT")
        assert "You need not come any more" in str(gone["Subject"])
        assert (calendar(gone)[0], event.get("UID")) == ("REQUEST", f"{row.code}@farflung")
        assert "UNTIL=20270420T" in event.get("RRULE")

    def test_who_has_not_heard_of_it_is_told_of_what_is_ahead_alone(
        self, polaris: Cast, box: Postbox
    ) -> None:
        by_mail(polaris, "Wei")
        row = made(polaris, "Ana", "Wei", now=APRIL)
        moved(polaris, row, "Ana", "Wei", now=APRIL)
        new, old = self.mails(box, "wei")
        assert "You are invited" in str(new["Subject"])
        assert calendar(old)[0] == "REQUEST", "one Wednesday is yet to come"
        late = made(polaris, "Ana", "Wei", now=APRIL + 7 * DAY)
        moved(polaris, late, "Ana", "Wei", now=APRIL + 7 * DAY)
        (only,) = self.mails(box, "wei", APRIL + 7 * DAY)
        late.refresh_from_db()
        assert valid(only).all("VEVENT")[0].get("UID") == late.calendar_id

    def test_moved_again_each_date_is_there_once(self, polaris: Cast, box: Postbox, row: Meeting) -> None:
        moved(polaris, row, "Ana", "Wei")
        new, _ = self.mails(box, "wei")
        earlier = replace(THURSDAYS, start=CivilTime(date(2027, 4, 15), time(8), "Europe/Lisbon"))
        moved(polaris, row, "Ana", "Wei", now=APRIL + 2 * DAY, rule=earlier)
        again, old = self.mails(box, "wei", APRIL + 2 * DAY)
        first, second = (valid(one).all("VEVENT")[0] for one in (new, again))
        assert first.get("UID") == second.get("UID"), "nothing of what goes on was past"
        assert int(second.get("SEQUENCE")) > int(first.get("SEQUENCE"))
        assert "UNTIL=20270413T" in valid(old).all("VEVENT")[0].get("RRULE")
        there = held(calendar(again)[1], *self.YEAR) | held(calendar(old)[1], *self.YEAR)
        assert len(there) == 3 + 46
        assert {one.hour for one, _ in there} == {11, 10, 7, 8}

    def test_a_date_of_before_is_changed_under_its_name(
        self, polaris: Cast, box: Postbox, row: Meeting
    ) -> None:
        moved(polaris, row, "Ana", "Wei")
        self.mails(box, "wei")
        original = CivilTime(date(2027, 4, 14), time(11), "Europe/Lisbon")
        part, now = row.earlier.get(), APRIL + 2 * DAY
        change_date(meeting=part, original=original, call_off=True, by=polaris.account("Ana"), now=now)
        (mail,) = self.mails(box, "wei", now)
        (event,) = valid(mail).all("VEVENT")
        assert (event.get("UID"), event.get("EXDATE")) == (f"{row.code}@farflung", "20270414T110000")
        assert "One date of it has changed" in str(mail["Subject"])

    def test_ended_earlier_and_later_again_calendars_have_what_it_was(
        self, polaris: Cast, box: Postbox, row: Meeting
    ) -> None:
        moved(polaris, row, "Ana", "Wei")
        kept = {uid_of(mail): mail for mail in self.mails(box, "wei")}
        whole = {one for part in (row, row.earlier.get()) for one in on_the_map(part, *self.YEAR)}
        there: set[tuple[datetime, datetime]] = set()
        for days, last, left in ((2, date(2027, 4, 12), 3), (4, date(2027, 4, 25), 5), (6, None, len(whole))):
            now = APRIL + days * DAY
            ends(polaris, row, last, now)
            mails = self.mails(box, "wei", now)
            for mail in mails:
                was, new = (valid(one).all("VEVENT")[0] for one in (kept[uid_of(mail)], mail))
                assert int(new.get("SEQUENCE")) > int(was.get("SEQUENCE"))
                kept[uid_of(mail)] = mail
            there = {
                one
                for mail in kept.values()
                if calendar(mail)[0] == "REQUEST"
                for one in held(calendar(mail)[1], *self.YEAR)
            }
            assert len(there) == left
            assert len(mails) == (1 if days == 6 else 2), "what is past is not told again"
        assert there == whole

    def test_the_next_date_of_it_is_told_wherever_it_is(
        self, polaris: Cast, box: Postbox, row: Meeting
    ) -> None:
        moved(polaris, row, "Ana", "Wei")
        self.mails(box, "wei")
        ends(polaris, row, date(2027, 4, 18), APRIL + 2 * DAY)
        told = self.mails(box, "wei", APRIL + 2 * DAY)[0].get_body(("plain",))
        assert told is not None
        assert "Wed 14 Apr 18:00–18:45 Taipei." in told.get_content()

    def test_it_ends_in_each(self, polaris: Cast, box: Postbox, row: Meeting) -> None:
        moved(polaris, row, "Ana", "Wei")
        self.mails(box, "wei")
        now = APRIL + 2 * DAY
        end_meeting(meeting=row, last_day=now.date(), by=polaris.account("Ana"), now=now)
        told, old = self.mails(box, "wei", now)
        assert (calendar(told)[0], calendar(old)[0]) == ("CANCEL", "REQUEST")
        assert "UNTIL=20270411T" in valid(old).all("VEVENT")[0].get("RRULE")
        forget_past_meetings(now=now + DAY)
        assert Meeting.objects.filter(pk=row.pk).exists(), "calendars may not have been told yet"


def test_calendars_have_one_round_of_turns_over_the_seam_and_after_another_year(
    polaris: Cast, box: Postbox
) -> None:
    by_mail(polaris, "Wei")
    row = made(polaris, "Ana", "Wei")
    came(box, NIGHT + DAY)
    moved(polaris, row, "Ana", "Wei")
    turns = Turns((600, 840, 960), "Europe/Lisbon", date(2027, 4, 14))
    rotate_meeting(meeting=row, turns=turns, since=turns.since, by=polaris.account("Ana"), now=APRIL + HOUR)
    later = APRIL + 275 * DAY
    kept: dict[str, bytes] = {}
    for now, due in ((APRIL, 0), (later, 1)):
        assert write_out_turns(now=now) == due, "what is past takes no more turns"
        before = len(box.mails)
        for hours in range(0, 100, 2):
            deliver(now=now + hours * HOUR)
            send_due(now=now + hours * HOUR)
        kept |= {uid_of(mail): calendar(mail)[1] for _, mail in box.mails[before:]}
    end = later + 360 * DAY
    there = sorted(start for data in kept.values() for start, _ in held(data, APRIL, end))
    shown = [one.astimezone(ZoneInfo("Europe/Lisbon")).hour for one in there]
    assert len(kept) == 2
    assert shown == [(10, 14, 16)[n % 3] for n in range(len(shown))]
    assert len(shown) > 85


def test_hours_in_turn_are_written_for_another_year_once_and_say_nothing_new(
    polaris: Cast, box: Postbox, client: Client
) -> None:
    by_mail(polaris, "Wei")
    row = made(polaris, "Ana", "Wei", "Jack")
    turns = Turns((600, 840), "Europe/Lisbon", date(2027, 3, 24))
    rotate_meeting(meeting=row, turns=turns, since=turns.since, by=polaris.account("Ana"), now=NIGHT + HOUR)
    first = valid(came(box, NIGHT + DAY)[0][1])
    assert write_out_turns(now=NIGHT + 270 * DAY) == 0
    due = NIGHT + 275 * DAY
    assert (write_out_turns(now=due), write_out_turns(now=due + DAY)) == (1, 0)
    assert Message.objects.filter(kind="meeting_written").count() == 3
    for hours in range(40):
        deliver(now=due + hours * HOUR)
        send_due(now=due + hours * HOUR)
    mail = box.mails[-1][1]
    assert "Its hours in turn, for another year: Ledger sync" in str(mail["Subject"])
    second = valid(mail)
    numbers = [int(one.all("VEVENT")[0].get("SEQUENCE")) for one in (first, second)]
    assert numbers[1] > numbers[0]
    start, end = datetime(2027, 3, 20, tzinfo=UTC), due + 360 * DAY
    assert held(calendar(mail)[1], start, end) == on_the_map(row, start, end)
    row.refresh_from_db()
    assert row.changed_at == NIGHT + HOUR, "nobody has changed it"
    client.force_login(polaris.account("Jack"))
    assert "another year" not in words(client.get("/inbox").content.decode())

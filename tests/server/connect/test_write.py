"""F08 through the pages: Jack's note at 02:40 in Lisbon waits for Ana's morning, and both see it."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import Recurrence, Shift
from farflung.engine.time import CivilTime
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.notes import HOURLY, LONGEST
from farflung.server.core import clock
from farflung.server.core.models import AuditEntry, Message
from farflung.server.org import atlas_copy
from farflung.server.org.planning import company_atlas
from tests.server.clock.test_my_day import words
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT, posted

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture(autouse=True)
def _night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)


def as_(client: Client, cast: Cast, name: str) -> Client:
    client.force_login(cast.account(name))
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return words(answer.content.decode())


def to(cast: Cast, name: str) -> str:
    return f"/people/{cast.people[name].code}/message"


@pytest.fixture
def on_duty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wei is on duty round the clock, as a rota would say; a server keeps none yet."""
    made = company_atlas

    def with_rota() -> Atlas:
        atlas = made()
        return atlas.with_(shifts=(duty_of(atlas.find("Wei").id),))

    monkeypatch.setattr(atlas_copy, "company_atlas", with_rota)


def duty_of(person: str) -> Shift:
    start = CivilTime(MORNING.date().replace(day=1), MORNING.time().replace(hour=0), "Asia/Taipei")
    return Shift("ledger-on-call", person, Recurrence(start, 1440, "FREQ=DAILY"))


def test_F08_a_note_at_night_waits_for_the_morning_and_both_see_it(polaris: Cast, client: Client) -> None:
    jack = as_(client, polaris, "Jack")
    person = jack.get(f"/people/{polaris.people['Ana'].code}").content.decode()
    assert f'href="{to(polaris, "Ana")}"' in person
    before = shown(jack, to(polaris, "Ana"))
    assert "It lands 09:00 Lisbon (20:00 Sydney)." in before
    assert "No rota is known here yet" in before
    answer = jack.post(to(polaris, "Ana"), {"text": "Could you look at the ledger?"}, follow=True)
    assert answer.redirect_chain == [("/inbox/sent", 302)]
    after = words(answer.content.decode())
    assert "Sent. It lands with Ana on 09:00 Lisbon (20:00 Sydney)." in after
    assert "lands 09:00 Lisbon (20:00 Sydney)" in after
    deliver(now=NIGHT)
    ana = as_(Client(), polaris, "Ana")
    waiting = shown(ana, "/inbox")
    assert "On its way to you" in waiting
    assert "from Jack · it came outside your hours" in waiting
    assert "Código do Trabalho" in waiting
    assert "Could you look at the ledger?" not in waiting
    assert "new message" not in shown(ana, "/")


def test_F08_in_the_morning_it_is_there(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_(client, polaris, "Jack").post(to(polaris, "Ana"), {"text": "Could you look at the ledger?"})
    deliver(now=NIGHT)
    deliver(now=MORNING)
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(minutes=5))
    ana = as_(Client(), polaris, "Ana")
    assert "1 new message" in shown(ana, "/")
    inbox = shown(ana, "/inbox")
    assert "Could you look at the ledger?" in inbox
    assert "On its way to you" not in inbox
    assert "landed" in shown(as_(client, polaris, "Jack"), "/inbox/sent")


def test_F08_who_is_on_duty_can_be_written_to_instead(polaris: Cast, client: Client, on_duty: None) -> None:
    jack = as_(client, polaris, "Jack")
    text = shown(jack, to(polaris, "Ana"))
    assert "On duty now: Wei ledger-on-call" in re.sub(r"\s+", " ", text.replace("·", ""))
    assert "urgent or not, it waits" in text
    assert 'name="urgent"' not in jack.get(to(polaris, "Ana")).content.decode()


def test_urgent_reaches_who_is_on_duty_at_once_and_nobody_else(
    polaris: Cast, client: Client, on_duty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = NIGHT.replace(hour=18)  # 02:00 in Taipei
    monkeypatch.setattr(clock, "now", lambda: late)
    jack = as_(client, polaris, "Jack")
    assert "it reaches them at once" in shown(jack, to(polaris, "Wei"))
    jack.post(to(polaris, "Wei"), {"text": "The ledger is down", "urgent": "on"})
    jack.post(to(polaris, "Wei"), {"text": "When you are back"})
    posted(polaris, "Ana", now=late, urgency=Message.Urgency.URGENT)
    assert deliver(now=late) == 1
    landed = Message.objects.get(state=State.LANDED)
    assert landed.data == {"text": "The ledger is down"}


def test_a_forged_urgency_is_not_taken(polaris: Cast, client: Client) -> None:
    as_(client, polaris, "Jack").post(to(polaris, "Ana"), {"text": "Now!", "urgent": "on"})
    assert Message.objects.get().urgency == Message.Urgency.ORDINARY


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST + 1)])
def test_without_words_or_with_too_many_nothing_is_sent(polaris: Cast, client: Client, text: str) -> None:
    answer = as_(client, polaris, "Jack").post(to(polaris, "Ana"), {"text": text})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_not_to_oneself_and_not_by_strangers(polaris: Cast, client: Client) -> None:
    for name, about in (("Jack", "Jack"), ("Mallory", "Ana")):
        visitor = as_(client, polaris, name)
        assert visitor.get(to(polaris, about)).status_code == 404
        assert visitor.post(to(polaris, about), {"text": "x"}).status_code == 404
    assert not Message.objects.exists()


def test_an_hour_has_an_end(polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farflung.server.connect.actions.notes.HOURLY", replace(HOURLY, most=2))
    jack = as_(client, polaris, "Jack")
    found = [jack.post(to(polaris, "Ana"), {"text": str(n)}).status_code for n in range(3)]
    assert found == [302, 302, 422]
    assert Message.objects.count() == 2


def test_taken_back_it_never_lands_and_landed_it_is_not_taken_back(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = posted(polaris, "Ana"), posted(polaris, "Ana")
    jack = as_(client, polaris, "Jack")
    jack.post(f"/inbox/sent/{first.code}/withdraw")
    assert deliver(now=NIGHT) + deliver(now=MORNING) == 1
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    told = jack.post(f"/inbox/sent/{second.code}/withdraw", follow=True)
    assert "It has landed already." in unescape(told.content.decode())
    second.refresh_from_db()
    assert second.state == State.LANDED
    assert as_(client, polaris, "Wei").post(f"/inbox/sent/{second.code}/withdraw").status_code == 404


def test_one_reads_when_one_comes_for_it(polaris: Cast, client: Client) -> None:
    posted(polaris, "Ana")
    posted(polaris, "Wei")
    deliver(now=NIGHT - timedelta(hours=20))
    ana = as_(client, polaris, "Ana")
    answer = ana.post("/inbox/now", follow=True)
    assert "1 message has come." in words(answer.content.decode())
    assert "Hello" in shown(ana, "/inbox")
    assert Message.objects.filter(state=State.WAITING).count() == 1


def test_read_and_new_are_the_readers_own(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    row = posted(polaris, "Ana", now=MORNING)
    deliver(now=MORNING)
    ana = as_(client, polaris, "Ana")
    assert "1 new message" in shown(ana, "/inbox")
    audit = AuditEntry.objects.count()
    ana.post(f"/inbox/{row.code}")
    assert "Nothing new" in shown(ana, "/inbox")
    ana.post(f"/inbox/{row.code}", {"unread": "1"})
    assert "1 new message" in shown(ana, "/inbox")
    ana.post("/inbox/read")
    assert "Nothing new" in shown(ana, "/inbox")
    assert AuditEntry.objects.count() == audit, "when somebody reads is on no record"
    for name in ("Jack", "Camille", "Mallory"):
        assert as_(client, polaris, name).post(f"/inbox/{row.code}").status_code == 404


def test_a_note_cannot_do_harm(polaris: Cast, client: Client) -> None:
    posted(polaris, "Ana", now=MORNING, data={"text": "<script>alert(1)</script>\nsecond line"})
    deliver(now=MORNING)
    text = as_(client, polaris, "Ana").get("/inbox").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>second line" in text


def test_who_has_left_is_still_answered_for(polaris: Cast, client: Client) -> None:
    row = posted(polaris, "Ana", now=MORNING)
    Message.objects.filter(pk=row.pk).update(sender=polaris.account("Mallory").code)
    deliver(now=MORNING)
    assert "A note from somebody who has left" in shown(as_(client, polaris, "Ana"), "/inbox")


def test_what_holds_a_message_is_told_to_its_reader_alone(polaris: Cast, client: Client) -> None:
    as_(client, polaris, "Jack").post(to(polaris, "Ana"), {"text": "Could you look at the ledger?"})
    deliver(now=NIGHT)
    (held,) = as_(Client(), polaris, "Ana").get("/api/v1/me/inbox/waiting").json()
    assert held["held_by"] == "outside own hours"
    assert "held_by" not in as_(client, polaris, "Jack").get("/inbox/sent").content.decode()
    assert "outside" not in shown(as_(client, polaris, "Jack"), "/inbox/sent")

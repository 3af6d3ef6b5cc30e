"""Mail to a real server: only where it was asked for, bundled, once, in its reader's language and hours."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from farflung.server.connect import jobs
from farflung.server.connect.actions import sending, ways
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.routing import route
from farflung.server.connect.actions.sending import TRIES, send_due
from farflung.server.connect.channels.mail.send import Mailer
from farflung.server.connect.models import Choice, Delivery, MailAddress
from farflung.server.connect.planning.parcel import Parcel
from farflung.server.core import clock
from farflung.server.core.actions.outbox import resolve
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from farflung.server.org.actions import ask_absence
from farflung.server.org.models import Person
from farflung.server.site.actions import invite_person
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT, posted
from tests.server.connect.receiving import Postbox

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
State = Delivery.State


def by_mail(cast: Cast, name: str, *purposes: str) -> None:
    """Somebody who has confirmed their address and chosen mail."""
    code, email = cast.people[name].code, cast.account(name).email
    MailAddress.objects.create(recipient=code, address=email, confirmed_at=NIGHT)
    Choice.objects.create(recipient=code, way="mail", purposes=list(purposes or ["note"]))


def test_nobody_gets_mail_unless_they_say_so(polaris: Cast, box: Postbox) -> None:
    posted(polaris, "Ana")
    by_mail(polaris, "Ravi", "question")
    posted(polaris, "Ravi")
    MailAddress.objects.create(recipient=polaris.people["Camille"].code, address="camille@polaris.example")
    Choice.objects.create(recipient=polaris.people["Camille"].code, way="mail", purposes=["note"])
    posted(polaris, "Camille")
    assert deliver(now=MORNING) == 3
    assert (send_due(now=MORNING), box.mails, Delivery.objects.count()) == (0, [], 0)


def test_what_waited_comes_as_one_mail_in_the_morning_and_once(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    for text in ("One", "Two", "Three"):
        posted(polaris, "Ana", data={"text": f"{text} <b>&"})
    deliver(now=NIGHT)
    assert send_due(now=NIGHT) == 0
    deliver(now=MORNING)
    assert (send_due(now=MORNING), send_due(now=MORNING)) == (1, 0)
    ((to, mail),) = box.mails
    assert (to, mail["Subject"]) == ("ana@polaris.example", "3 new messages")
    assert str(mail["Message-ID"]) == f"<{Delivery.objects.get().code}@polaris.example>"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    for text in ("One", "Two", "Three"):
        assert f"{text} <b>&" in plain.get_content()
        assert f"{text} &lt;b&gt;&amp;" in html.get_content()
    assert f"https://map.polaris.example/people/{polaris.people['Jack'].code}/message" in plain.get_content()
    assert Delivery.objects.get().state == State.SENT


def test_what_was_settled_meanwhile_is_not_in_it(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    row = posted(polaris, "Ana")
    deliver(now=MORNING)
    Message.objects.filter(pk=row.pk).delete()
    assert send_due(now=MORNING) == 0
    assert (Delivery.objects.get().state, box.mails) == (State.GIVEN_UP, [])


def test_what_is_done_with_goes_out_no_more_and_what_was_read_does(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    for text in ("Settled", "Read"):
        posted(polaris, "Ana", data={"text": text}, about=f"thing:{text}")
    deliver(now=MORNING)
    Message.objects.update(unread=False)
    with writing(by=None, now=MORNING) as write:
        assert resolve(about="thing:Settled", write=write) == 1
    assert send_due(now=MORNING) == 1
    ((_, mail),) = box.mails
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Read" in plain.get_content()
    assert "Settled" not in plain.get_content()


def test_it_is_in_the_language_of_its_reader(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(language="ar")
    posted(polaris, "Ana", data={"text": "Olá"})
    deliver(now=MORNING)
    send_due(now=MORNING)
    ((_, mail),) = box.mails
    html = mail.get_body(("html",))
    assert html is not None
    assert 'lang="ar" dir="rtl"' in html.get_content()
    assert mail["Subject"] != "Jack writes to you"
    assert "Jack" in mail["Subject"]


def test_nobody_writes_a_header_by_their_name(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    Person.objects.filter(pk=polaris.people["Jack"].pk).update(name="Jack\r\nBcc: eve@elsewhere.example")
    posted(polaris, "Ana")
    deliver(now=MORNING)
    send_due(now=MORNING)
    ((to, mail),) = box.mails
    assert (to, mail["Bcc"]) == ("ana@polaris.example", None)
    assert mail["Subject"] == "Jack Bcc: eve@elsewhere.example writes to you"


def test_one_click_stops_it_and_only_it(polaris: Cast, box: Postbox, client: Client) -> None:
    """RFC 8058: a POST to the address of the header, without a cookie, with this body."""
    by_mail(polaris, "Ana")
    by_mail(polaris, "Ravi")
    posted(polaris, "Ana")
    deliver(now=MORNING)
    send_due(now=MORNING)
    ((_, mail),) = box.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.sub(r"^<https://map\.polaris\.example(.*)>$", r"\1", str(mail["List-Unsubscribe"]))
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Choice.objects.count() == 2
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [choice.recipient for choice in Choice.objects.all()] == [polaris.people["Ravi"].code]
    assert strict.post(f"{path}x").status_code == 404


def test_an_address_is_confirmed_by_who_reads_its_mail(polaris: Cast, box: Postbox, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    client.post("/me/channels", {"mail": ["note"]})
    posted(polaris, "Ana", now=MORNING)
    deliver(now=MORNING)
    assert send_due(now=MORNING) == 0
    client.post("/me/channels/mail")
    assert send_due(now=MORNING) == 1
    ((to, mail),) = box.mails
    assert to == polaris.account("Ana").email
    assert mail["List-Unsubscribe"] is None
    plain = mail.get_body(("plain",))
    assert plain is not None
    found = re.search(r"https://map\.polaris\.example(/mail/confirm/\S+)", plain.get_content())
    assert found is not None
    assert found[1] not in client.get("/inbox").content.decode(), "it is in the mail and nowhere else"
    stranger = Client()
    stranger.get(found[1])
    assert MailAddress.objects.get().confirmed_at is None
    assert b"Confirmed" in stranger.post(found[1]).content
    assert MailAddress.objects.get().confirmed_at == MORNING
    posted(polaris, "Ana", now=MORNING)
    deliver(now=MORNING)
    assert send_due(now=MORNING) == 1


def test_a_mail_that_failed_in_the_evening_is_not_tried_at_night(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    evening = MORNING + timedelta(hours=8, minutes=50)
    posted(polaris, "Ana", now=evening)
    box.refuse["ana@polaris.example"] = "451 later"
    deliver(now=evening)
    assert send_due(now=evening) == 0
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.error) == (State.DUE, 1, "451")
    box.refuse.clear()
    for minutes in range(20, 12 * 60, 20):
        assert send_due(now=evening + minutes * MINUTE) == 0, "Ana is off"
    assert send_due(now=MORNING + timedelta(days=1)) == 1


def test_a_round_that_takes_long_sees_the_evening_come(
    polaris: Cast, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mail by the clock and the map of its own moment: the first takes until Ana's day is over."""
    by_mail(polaris, "Ana")
    last = [MORNING + timedelta(hours=8, minutes=55)]
    for _ in range(2):
        posted(polaris, "Ana", now=last[0])
        deliver(now=last[0])
    monkeypatch.setattr(clock, "now", lambda: last[0])
    slowly(monkeypatch, lambda: last.__setitem__(0, last[0] + 6 * MINUTE))
    jobs.send()
    assert len(box.mails) == 1
    row = Delivery.objects.get(state=State.DUE)
    assert (row.next_at, row.tries) == (MORNING + timedelta(days=1), 0)


def test_a_round_that_takes_long_sees_the_map_change(
    polaris: Cast, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_mail(polaris, "Ana")
    for _ in range(2):
        posted(polaris, "Ana", now=MORNING)
        deliver(now=MORNING)
    ana, days = polaris.people["Ana"], (MORNING.date(), MORNING.date() + timedelta(days=2))
    slowly(monkeypatch, lambda: ask_absence(person=ana, start=days[0], end=days[1], by=None, now=MORNING))
    assert send_due(now=MORNING) == 1
    row = Delivery.objects.get(state=State.DUE)
    assert row.next_at == MORNING + timedelta(days=3)


def slowly(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """While a mail is sent, something happens."""
    send = Mailer.send

    def sent(mailer: Mailer, parcel: Parcel) -> None:
        send(mailer, parcel)
        meanwhile()

    monkeypatch.setattr(Mailer, "send", sent)


def test_what_will_never_go_out_is_given_up_at_once_and_the_rest_in_days(polaris: Cast, box: Postbox) -> None:
    for name, answer in (("Ana", "550 no such user"), ("Camille", "450 busy")):
        by_mail(polaris, name)
        posted(polaris, name)
        box.refuse[f"{name.lower()}@polaris.example"] = answer
    deliver(now=MORNING)
    now = MORNING
    for _ in range(24 * 60):
        send_due(now=now)
        now += 30 * MINUTE
    found = {row.error: (row.state, row.tries) for row in Delivery.objects.all()}
    assert found == {"550": (State.GIVEN_UP, 1), "450": (State.GIVEN_UP, len(TRIES) + 1)}
    assert box.mails == []


def test_a_server_that_is_away_is_waited_for(
    polaris: Cast, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_mail(polaris, "Ana")
    posted(polaris, "Ana")
    deliver(now=MORNING)
    here = settings.ENVIRONMENT
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(here, smtp_url="smtp://127.0.0.1:1"))
    assert send_due(now=MORNING) == 0
    assert Delivery.objects.get().error == "ConnectionRefusedError"
    monkeypatch.setattr(settings, "ENVIRONMENT", here)
    assert send_due(now=MORNING + 3 * MINUTE) == 1


@pytest.mark.parametrize("which", ["greeting", "hello"])
def test_what_is_said_before_any_mail_ends_none(polaris: Cast, box: Postbox, which: str) -> None:
    by_mail(polaris, "Ana")
    posted(polaris, "Ana")
    deliver(now=MORNING)
    here = getattr(box, which)
    setattr(box, which, "554 come back tomorrow")
    assert send_due(now=MORNING) == 0
    row = Delivery.objects.get()
    assert (row.state, row.error) == (State.DUE, "554")
    setattr(box, which, here)
    assert send_due(now=MORNING + 3 * MINUTE) == 1


def test_a_server_that_is_away_is_not_asked_for_each(
    polaris: Cast, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(polaris.people)[:8]
    for name in names:
        by_mail(polaris, name)
        Message.objects.filter(pk=posted(polaris, name).pk).update(lands_at=MORNING, decided=True)
    route(list(Message.objects.all()), MORNING)
    Message.objects.update(state=Message.State.LANDED, settled_at=MORNING)
    monkeypatch.setattr(sending, "_held", lambda *_: None)
    away = replace(settings.ENVIRONMENT, smtp_url="smtp://127.0.0.1:1")
    monkeypatch.setattr(settings, "ENVIRONMENT", away)
    assert send_due(now=MORNING) == 0
    assert Delivery.objects.filter(tries=1).count() == 3
    assert Delivery.objects.filter(tries=0, next_at=MORNING).count() == 5


def test_urgent_mail_goes_alone(polaris: Cast, box: Postbox) -> None:
    by_mail(polaris, "Ana")
    posted(polaris, "Ana", now=MORNING, urgency=Message.Urgency.URGENT)
    posted(polaris, "Ana", now=MORNING)
    posted(polaris, "Ana", now=MORNING)
    deliver(now=MORNING)
    assert send_due(now=MORNING) == 2
    assert sorted(str(mail["Subject"]) for _, mail in box.mails) == [
        "2 new messages",
        "Urgent: Jack writes to you",
    ]


def test_who_comes_for_it_gets_no_mail_of_it(polaris: Cast, box: Postbox, client: Client) -> None:
    by_mail(polaris, "Ana")
    posted(polaris, "Ana")
    client.force_login(polaris.account("Ana"))
    client.post("/inbox/now")
    assert (send_due(now=MORNING), Delivery.objects.count()) == (0, 0)


def test_an_invitation_goes_out_in_the_hours_of_whom_it_is_for(polaris: Cast, box: Postbox) -> None:
    jun = polaris.people["Jun"]
    Person.objects.filter(pk=jun.pk).update(account=None)
    jun.refresh_from_db()
    by = polaris.account("Camille")
    invite_person(person=jun, by=by, now=NIGHT.replace(hour=14))
    made = invite_person(person=jun, by=by, now=NIGHT.replace(hour=14))
    deliver(now=NIGHT.replace(hour=14))
    assert send_due(now=NIGHT.replace(hour=14)) == 0
    landed = [deliver(now=NIGHT + hours * timedelta(hours=1)) for hours in range(12, 40)]
    assert sum(landed) == 1, "a new link ends the one before, and so does its mail"
    assert Message.objects.filter(data={"invitation": str(made.code), "mail": jun.email}).exists()


def test_without_a_server_nothing_is_offered(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    assert b"No mail server is set up here" in client.get("/me/channels").content
    client.post("/me/channels/mail")
    assert not Message.objects.exists()
    invite_person(person=polaris.people["Jun"], by=polaris.account("Camille"), now=NIGHT)
    assert not Message.objects.exists()


def test_five_questions_in_an_hour_are_enough(polaris: Cast, box: Postbox, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    for _ in range(ways.QUESTIONS.most + 2):
        client.post("/me/channels/mail")
    assert Delivery.objects.count() == ways.QUESTIONS.most

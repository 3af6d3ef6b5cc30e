"""Signing in by a code in a mail: a real mail server, at night too, once, in one browser, telling nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from farflung.server.connect.actions.sending import send_due
from farflung.server.connect.models import Delivery
from farflung.server.core import clock
from farflung.server.core.actions.factors import add_authenticator
from farflung.server.core.mail_code import code_of
from farflung.server.core.models import Account, Message
from farflung.server.core.totp import code_at, secret_of, step_of
from farflung.server.org.models import Person
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT
from tests.server.connect.receiving import Postbox, receiving

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ANA = "ana@polaris.example"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock, as a list of one that tests change."""
    held = [NIGHT]
    monkeypatch.setattr(clock, "now", lambda: held[0])
    return held


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, at: list[datetime]) -> Iterator[Postbox]:
    with receiving() as found:
        given = replace(settings.ENVIRONMENT, smtp_url=found.url, mail_from="Farflung <map@polaris.example>")
        monkeypatch.setattr(settings, "ENVIRONMENT", given)
        yield found


def asked(email: str = ANA, **more: Any) -> Client:
    client = Client()
    answer = client.post("/sign-in/mail", {"email": email, **more})
    assert answer.headers["Location"] == "/sign-in/mail/code"
    return client


def typed(client: Client, code: str) -> Any:
    return client.post("/sign-in/mail/code", {"code": code})


def mine(client: Client) -> str:
    return code_of(UUID(hex=client.session["mail_code"]["challenge"]))


def inside(client: Client) -> bool:
    return client.get("/me/sessions").status_code == 200


def test_a_code_comes_at_night_too_and_lets_in(polaris: Cast, box: Postbox, at: list[datetime]) -> None:
    Person.objects.update(rest_start=20 * 60, rest_end=32 * 60)
    client = asked(next="/people")
    assert send_due(now=NIGHT) == 1
    ((to, mail),) = box.mails
    body = mail.get_body(("plain",))
    assert body is not None
    (code,) = re.findall(r"\d{4} \d{4}", str(mail["Subject"]))
    assert to == ANA
    assert "http" not in body.get_content(), "nothing to be clicked: a code is typed where it was asked for"
    assert typed(client, code.replace(" ", "")).headers["Location"] == "/people"
    assert inside(client)
    assert Client().get("/sign-in").content.decode().count("/sign-in/mail") == 1
    kept = str(list(Message.objects.values()))
    assert code not in kept
    assert code.replace(" ", "") not in kept


def test_it_is_in_nobodys_inbox(polaris: Cast, box: Postbox) -> None:
    asked()
    client = Client()
    client.force_login(polaris.account("Ana"))
    assert "Your code to sign in" not in client.get("/inbox").content.decode()


def test_who_works_here_is_not_told(polaris: Cast, box: Postbox) -> None:
    Account.objects.filter(email="ravi@polaris.example").update(is_active=False)
    pages = []
    for email in (ANA, "zoe@polaris.example", "ravi@polaris.example"):
        client = asked(email)
        wrong = typed(client, "0000 0000")
        pages.append(re.sub(r'value="\w{64}"', "", wrong.content.decode()).replace(email, ""))
        assert wrong.status_code == 422
    assert pages[0] == pages[1] == pages[2]
    assert (Message.objects.count(), send_due(now=NIGHT), len(box.mails)) == (1, 1, 1)
    nobody = asked("zoe@polaris.example")
    assert typed(nobody, mine(nobody)).status_code == 422, "nor is there anybody to sign in"


def test_it_works_once_in_one_browser_for_ten_minutes(
    polaris: Cast, box: Postbox, at: list[datetime]
) -> None:
    first, thief = asked(), asked("wei@polaris.example")
    code = mine(first)
    assert typed(thief, code).status_code == 422
    twin = Client()
    twin.cookies["farflung_session"] = first.cookies["farflung_session"].value
    assert typed(first, code).status_code == 302
    assert typed(twin, code).status_code == 302, "led back to where one asks"
    assert not inside(twin)
    late = asked()
    at[0] += 11 * MINUTE
    assert typed(late, mine(late)).headers["Location"] == "/sign-in/mail"
    assert not inside(late)


def test_a_code_that_lets_nobody_in_any_more_is_not_mailed(
    polaris: Cast, box: Postbox, at: list[datetime]
) -> None:
    asked()
    box.greeting = "421 away"
    send_due(now=NIGHT)
    box.greeting = "220 here again"
    assert send_due(now=MORNING) == 0
    row = Delivery.objects.get()
    assert (row.state, row.error, box.mails) == (Delivery.State.GIVEN_UP, "nothing to send", [])
    asked()
    box.greeting = "421 away"
    send_due(now=NIGHT)
    box.greeting = "220 here again"
    assert send_due(now=NIGHT + 9 * MINUTE) == 1


def test_codes_are_not_guessed_and_mails_not_rained(polaris: Cast, box: Postbox) -> None:
    client = asked()
    assert ["Too many tries" in typed(client, "1").content.decode() for _ in range(6)] == [False] * 5 + [True]
    assert typed(client, mine(client)).status_code == 422
    for email in (ANA, "zoe@polaris.example"):
        tries = [Client().post("/sign-in/mail", {"email": email}).status_code for _ in range(6)]
        assert tries[-1] == 422
        assert tries[0] == 302


def test_the_session_before_is_worth_nothing_and_no_other_site_is_led_to(polaris: Cast, box: Postbox) -> None:
    client = Client()
    client.get("/sign-in")
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["farflung_session"] = str(planted.session_key)
    client.post("/sign-in/mail", {"email": ANA, "next": "//evil.example"})
    waiting = client.session.session_key
    assert typed(client, mine(client)).headers["Location"] == "/"
    assert len({planted.session_key, waiting, client.session.session_key}) == 3


def test_a_second_step_is_asked_for_all_the_same(polaris: Cast, box: Postbox) -> None:
    code, before = UUID(int=7), NIGHT - 2 * MINUTE
    shown = code_at(secret_of(code), step_of(before))
    add_authenticator(account=polaris.account("Ana"), code=code, typed=shown, keep="", now=before)
    client = asked()
    assert typed(client, mine(client)).headers["Location"] == "/sign-in/second"
    assert not inside(client)
    answer = client.post("/sign-in/second", {"code": code_at(secret_of(code), step_of(NIGHT))})
    assert answer.status_code == 302
    assert inside(client)


def test_operators_end_them_and_without_a_mail_server_there_are_none(polaris: Cast, box: Postbox) -> None:
    wei = Client()
    wei.force_login(polaris.account("Wei"))
    waiting = asked()
    assert wei.post("/company/sign-in/mail", {"offer": "no"}).status_code == 302
    assert Client().get("/sign-in/mail").status_code == 404
    assert typed(waiting, mine(waiting)).status_code == 404
    wei.post("/company/sign-in/mail", {"offer": "yes"})
    assert Client().get("/sign-in/mail").status_code == 200

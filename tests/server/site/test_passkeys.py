"""Passkeys: made, signed in with, wanted beside a password; what does not fit its question lets nobody in."""

import copy
import html
import json
import random
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Account, AuditEntry, Passkey
from tests.server.company import NOW
from tests.server.site.authenticator import PRESENT, VERIFIED, Device

pytestmark = pytest.mark.django_db
PASSWORD = "lantern quarry thimble"
NEW, ENTER = "/me/security/passkeys/new", "/sign-in/passkey"


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    held = [NOW]
    monkeypatch.setattr(clock, "now", lambda: held[0])
    return held


@pytest.fixture
def ana() -> Account:
    return create_account(email="ana@polaris.example", password=PASSWORD, by=None, now=NOW)


def first_step(client: Client, account: Account) -> Any:
    return client.post("/sign-in", {"email": account.email, "password": PASSWORD})


def asked(client: Client, path: str) -> str:
    """The question that a page asks the browser."""
    found = re.search(r'data-options="([^"]*)"', client.get(path).content.decode())
    assert found is not None
    return html.unescape(found[1])


def made(account: Account, device: Device) -> Client:
    """A browser that is signed in, in which the account has just taken the device's key."""
    client = Client()
    first_step(client, account)
    answer = client.post(NEW, {"name": "Phone", "answer": device.create(asked(client, NEW))})
    assert answer.content.decode().count("<li><code") == 10
    return client


def entered(device: Device, client: Client | None = None, **more: str) -> Any:
    """What came of it when the device answers in a browser of nobody."""
    client = client or Client()
    return client.post(ENTER, {"answer": device.get(asked(client, ENTER)), **more})


def inside(client: Client) -> bool:
    return client.get("/me/sessions").status_code == 200


def test_one_is_made_and_lets_in_alone(ana: Account) -> None:
    device, elsewhere = Device(), Client()
    first_step(elsewhere, ana)
    here = made(ana, device)
    assert [inside(here), inside(elsewhere)] == [True, False]
    row = Passkey.objects.get()
    assert (row.name, row.host, bytes(row.key), device.handle) == (
        "Phone",
        "testserver",
        device.id,
        ana.code.bytes,
    )
    client = Client()
    answer = entered(device, client, next="/people")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people")
    assert inside(client)
    assert entered(device, Client(), next="//evil.example").headers["Location"] == "/"
    assert AuditEntry.objects.filter(action="factor.passkey_added").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:8080"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"id": b"a key that nobody has"},
        {"handle": b"0123456789abcdef"},
        {"key": Device().key},
    ],
    ids=["origin", "origin like it", "port", "site", "not verified", "not there", "key id", "handle", "key"],
)
def test_an_answer_that_does_not_fit_lets_nobody_in(ana: Account, wrong: dict[str, Any]) -> None:
    device = Device()
    made(ana, device)
    client = Client()
    assert entered(replace(device, **wrong), client).status_code == 422
    assert not inside(client)
    assert entered(device, client).status_code == 302, "and the right one still does"


def test_each_question_is_answered_once_in_one_browser_and_soon(ana: Account, at: list[datetime]) -> None:
    device = Device()
    made(ana, device)
    client, other = Client(), Client()
    answer = {"answer": device.get(asked(client, ENTER))}
    asked(other, ENTER)
    assert other.post(ENTER, answer).status_code == 422, "asked in another browser"
    assert client.post(ENTER, answer).status_code == 302
    client.post("/sign-out")
    assert client.post(ENTER, answer).status_code == 422, "answered before"
    late = {"answer": device.get(asked(client, ENTER))}
    at[0] += timedelta(minutes=11)
    assert client.post(ENTER, late).status_code == 422
    for nonsense in ("", "[]", "{}", "null", '{"rawId": 1}', "{" * 30):
        assert client.post(ENTER, {"answer": nonsense}).status_code == 422


def test_beside_a_password_it_is_wanted_and_recovery_codes_stand_in(ana: Account, at: list[datetime]) -> None:
    device = Device()
    made(ana, device)
    client = Client()
    assert first_step(client, ana).headers["Location"] == "/sign-in/second"
    page = client.get("/sign-in/second").content.decode()
    assert ('href="/sign-in/passkey"' in page, 'name="code"' in page) == (True, False)
    assert 'name="code"' in client.get("/sign-in/second?with=paper").content.decode()
    assert not inside(client)
    assert entered(device, client).status_code == 302
    assert inside(client)
    at[0] += timedelta(minutes=16)
    again = "/me/security/again?next=%2Fme%2Fsecurity%2Fpasskeys%2Fnew"
    assert client.get(NEW).headers["Location"] == again
    assert client.post("/me/security/again", {"password": PASSWORD}).status_code == 422, (
        "a password is too little"
    )
    assert entered(device, client, next=NEW).headers["Location"] == NEW
    assert client.get(NEW).status_code == 200


def test_whoever_is_signed_in_shows_it_with_their_own(ana: Account) -> None:
    wei = create_account(email="wei@polaris.example", password=PASSWORD, by=None, now=NOW)
    hers, his = Device(), Device(id=b"a key of Wei's")
    client = made(ana, hers)
    made(wei, his)
    assert entered(his, client).status_code == 422
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_a_closed_account_and_a_removed_key_let_nobody_in(ana: Account) -> None:
    device = Device()
    client = made(ana, device)
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    assert entered(device).status_code == 422
    Account.objects.filter(pk=ana.pk).update(is_active=True)
    assert entered(device).status_code == 302
    code = Passkey.objects.get().code
    mallory = create_account(email="mallory@elsewhere.example", password=PASSWORD, by=None, now=NOW)
    stranger = Client()
    first_step(stranger, mallory)
    assert stranger.post(f"/me/security/passkeys/{code}/remove").status_code == 404
    assert client.post(f"/me/security/passkeys/{code}/remove").status_code == 302
    assert entered(device).status_code == 422
    assert (ana.recovery_codes.count(), first_step(Client(), ana).headers["Location"]) == (0, "/")


def test_a_key_is_not_taken_twice_nor_without_being_verified(ana: Account) -> None:
    device = Device()
    client = made(ana, device)
    again = client.post(NEW, {"name": "Phone", "answer": device.create(asked(client, NEW))})
    assert (again.status_code, Passkey.objects.count()) == (422, 1)
    for wrong in (Device(id=b"b", flags=PRESENT), Device(id=b"c", origin="https://evil.example")):
        answer = client.post(NEW, {"name": "Phone", "answer": wrong.create(asked(client, NEW))})
        assert (answer.status_code, Passkey.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    "answer", ["[" * 20_000, "{}", "null", '{"id":"","rawId":"","type":"public-key","response":{}}']
)
def test_what_is_no_answer_is_told_so(answer: str) -> None:
    client = Client()
    client.get(ENTER)
    assert client.post(ENTER, {"answer": answer}).status_code == 422


def test_no_bytes_of_a_device_break_the_reading(ana: Account) -> None:
    """Cut off or with a byte changed, wherever: it is no answer, or it is one that is not taken."""
    device, chance = Device(), random.Random(5)
    client = Client()
    first_step(client, ana)
    given = json.loads(device.create(asked(client, NEW)))
    for _ in range(60):
        told = copy.deepcopy(given)
        name = chance.choice(sorted(told["response"]))
        text = str(told["response"][name])
        at = chance.randrange(len(text))
        told["response"][name] = chance.choice([text[:at], text[:at] + "A" + text[at + 1 :], text[at:]])
        assert client.post(NEW, {"name": "x", "answer": json.dumps(told)}).status_code in (200, 302, 422)

"""Signing in tells a guesser nothing, lets nobody lock another out, and leads nowhere but here."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from farflung.server.core.actions.accounts import create_account
from farflung.server.core.limits import Limit
from farflung.server.core.models import Account, AuditEntry
from farflung.server.core.sessions import kept_as
from farflung.server.site.accounts import guessing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EMAIL, PASSWORD, WRONG = "ana@polaris.example", "lantern quarry thimble", "wrong"


@pytest.fixture(autouse=True)
def ana() -> Account:
    return create_account(email=EMAIL, password=PASSWORD, by=None, now=NOW)


def try_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **more: str) -> int:
    return client.post("/sign-in", {"email": email, "password": password, **more}).status_code


def told(client: Client, **given: str) -> str:
    text = client.post("/sign-in", given).content.decode()
    start = text.index("<main")
    return text[start : text.index("</main>")].replace(given.get("email", ""), "")


def test_address_and_password_let_in(client: Client) -> None:
    answer = client.post("/sign-in", {"email": "ANA@polaris.example", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "_auth_user_id" in client.session


def test_wrong_in_whatever_way_is_told_in_the_same_words(client: Client, ana: Account) -> None:
    wrong = told(client, email=EMAIL, password=WRONG)
    nobody = told(client, email="zoe@polaris.example", password=WRONG)
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    closed = told(client, email=EMAIL, password=PASSWORD)
    assert "do not belong together" in wrong
    assert _bare(wrong) == _bare(nobody) == _bare(closed)


def _bare(text: str) -> str:
    """Without the token of the form, which is another each time."""
    head, _, rest = text.partition("csrfmiddlewaretoken")
    return head + rest.partition(">")[2]


@pytest.mark.parametrize("hasher", ["Scrypt", "PBKDF2"])
def test_and_takes_as_long(client: Client, ana: Account, settings: Any, hasher: str) -> None:
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{hasher}PasswordHasher"]
    ana.set_password(PASSWORD)
    ana.save()

    def took(email: str) -> float:
        begun = perf_counter()
        assert try_in(client, email, "wrong") == 422
        return perf_counter() - begun

    took(EMAIL)
    known = min(took(EMAIL) for _ in range(3))
    unknown = min(took("zoe@polaris.example") for _ in range(3))
    assert 0.4 < known / unknown < 2.5


def test_a_session_that_was_planted_is_worth_nothing(client: Client) -> None:
    client.get("/sign-in")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["farflung_session"] = str(session.session_key)
    assert try_in(client) == 302
    assert client.cookies["farflung_session"].value != session.session_key
    assert not Session.objects.filter(session_key=kept_as(str(session.session_key))).exists()


def test_ten_wrong_passwords_for_one_account_are_the_most(client: Client) -> None:
    assert [try_in(client, password=WRONG) for _ in range(11)] == [422] * 10 + [429]
    answer = client.post("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert "Too many tries" in answer.content.decode()


def test_an_account_that_is_not_there_is_counted_alike(client: Client) -> None:
    assert [try_in(client, "zoe@polaris.example", "wrong") for _ in range(11)] == [422] * 10 + [429]


def test_sixty_from_one_address_are_the_most(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit("sign-in:address", 3, timedelta(minutes=15))
    monkeypatch.setattr(guessing, "BY_ADDRESS", few)
    assert [try_in(client, f"n{number}@x.example", "wrong") for number in range(4)] == [422, 422, 422, 429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert try_in(elsewhere) == 302


def test_nobody_locks_the_owner_out_of_their_known_device(client: Client) -> None:
    assert try_in(client) == 302
    client.post("/sign-out")
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    assert [try_in(guesser, password=WRONG) for _ in range(12)][-1] == 429
    assert try_in(Client(REMOTE_ADDR="203.0.113.10")) == 429
    assert try_in(client) == 302


def test_the_mark_of_a_device_is_of_one_account(client: Client) -> None:
    create_account(email="wei@polaris.example", password=PASSWORD, by=None, now=NOW)
    assert try_in(client) == 302
    client.post("/sign-out")
    assert [try_in(client, "wei@polaris.example", "wrong") for _ in range(11)][-1] == 429
    assert EMAIL not in client.cookies["farflung_known"].value


def test_who_is_right_is_not_counted(client: Client) -> None:
    for _ in range(15):
        assert try_in(client) == 302
        client.post("/sign-out")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "http:///x",
        "\t//e.example",
    ],
)
def test_it_leads_nowhere_but_here(client: Client, elsewhere: str) -> None:
    answer = client.post("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_it_leads_back_to_where_one_came_from(client: Client) -> None:
    assert 'value="/people?q=wei"' in client.get("/sign-in?next=/people%3Fq%3Dwei").content.decode()
    answer = client.post("/sign-in", {"email": EMAIL, "password": PASSWORD, "next": "/people?q=wei"})
    assert answer.headers["Location"] == "/people?q=wei"
    assert client.get("/sign-in?next=/now").headers["Location"] == "/now"


def test_what_is_typed_does_not_come_back_as_markup(client: Client) -> None:
    text = client.get('/sign-in?next=/"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in text


def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert try_in(strict) == 403
    assert "_auth_user_id" not in strict.session


def test_signing_out_is_a_form_and_ends_the_session(client: Client) -> None:
    try_in(client)
    key = kept_as(str(client.session.session_key))
    assert Session.objects.filter(session_key=key).exists()
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert not Session.objects.filter(session_key=key).exists()


def test_the_cookies_are_for_us_alone(client: Client) -> None:
    try_in(client)
    for name in ("farflung_session", "farflung_known"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_nothing_is_written_down_of_who_came_when(client: Client) -> None:
    before = AuditEntry.objects.count()
    try_in(client)
    try_in(client, password=WRONG)
    assert AuditEntry.objects.count() == before
    assert mail.outbox == []


def test_a_stranger_at_the_front_door_is_led_to_the_form(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/sign-in"
    answer = client.get("/people?q=wei&team=a b")
    assert answer.status_code == 404
    assert 'href="/sign-in?next=%2Fpeople%3Fq%3Dwei%26team%3Da%2520b"' in answer.content.decode()


def test_a_very_long_password_keeps_nobody_busy(client: Client) -> None:
    begun = perf_counter()
    assert try_in(client, password="x" * 50_000) == 422
    assert try_in(client, password="x" * 100_000) == 413
    assert perf_counter() - begun < 0.5

"""A password is changed by its owner, and ends every other session."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Account

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OLD, NEW = "lantern quarry thimble", "harbour violet ladder"


@pytest.fixture
def ana() -> Account:
    return create_account(email="ana@polaris.example", password=OLD, by=None, now=NOW)


def change(client: Client, old: str, new: str) -> int:
    return client.post("/password", {"old": old, "password": new}).status_code


def test_other_devices_have_to_sign_in_anew(ana: Account) -> None:
    here, there = Client(), Client()
    here.force_login(ana)
    there.force_login(ana)
    before = here.session.session_key
    assert change(here, OLD, NEW) == 302
    assert here.get("/password").status_code == 200
    assert here.session.session_key != before
    assert there.get("/password").status_code == 404
    assert Client().post("/sign-in", {"email": ana.email, "password": NEW}).status_code == 302


def test_the_old_one_is_needed_and_cannot_be_guessed(client: Client, ana: Account) -> None:
    client.force_login(ana)
    assert [change(client, "wrong", NEW) for _ in range(10)] == [422] * 10
    assert change(client, OLD, NEW) == 422
    ana.refresh_from_db()
    assert ana.check_password(OLD)


def test_a_weak_one_is_refused_in_words(client: Client, ana: Account) -> None:
    client.force_login(ana)
    assert "too short" in client.post("/password", {"old": OLD, "password": "short"}).content.decode()


def test_a_stranger_finds_no_such_page(client: Client) -> None:
    assert client.get("/password").status_code == 404

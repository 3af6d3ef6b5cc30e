"""A fresh site is set up once, by who has the key."""

import pytest
from django.test import Client

from farflung.server.core.models import Account, CompanySetting
from farflung.server.site.accounts import setup_key

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "ops@polaris.example", "lantern quarry thimble"


def set_up(client: Client, key: str) -> int:
    return client.post("/first", {"key": key, "email": EMAIL, "password": PASSWORD}).status_code


def test_a_fresh_site_leads_to_being_set_up(client: Client) -> None:
    assert client.get("/", follow=True).redirect_chain == [("/sign-in", 302), ("/first", 302)]
    assert "Setup key" in client.get("/first").content.decode()


def test_the_key_makes_the_first_account_and_signs_it_in(client: Client) -> None:
    assert set_up(client, setup_key.setup_key().lower().replace("-", " ")) == 302
    account = Account.objects.get()
    assert (account.email, account.operator) == (EMAIL, True)
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.parametrize("key", ["AAAA-AAAA-AAAA-AAAA", "é", "-"])
def test_without_it_there_is_none(client: Client, key: str) -> None:
    assert set_up(client, key) == 422
    assert not Account.objects.exists()


def test_guessing_it_ends_soon(client: Client) -> None:
    assert [set_up(client, "AAAA-AAAA-AAAA-AAAA") for _ in range(11)] == [422] * 10 + [429]
    assert set_up(client, setup_key.setup_key()) == 429


def test_a_weak_password_is_told_at_its_field(client: Client) -> None:
    given = {"key": setup_key.setup_key(), "email": EMAIL, "password": "short"}
    answer = client.post("/first", given)
    assert answer.status_code == 422
    assert "at least 12 characters" in answer.content.decode()
    assert not Account.objects.exists()


def test_afterwards_the_page_is_not_there(client: Client) -> None:
    key = setup_key.setup_key()
    assert set_up(client, key) == 302
    other = Client()
    assert other.get("/first").status_code == 404
    assert set_up(other, key) == 404
    assert Account.objects.count() == 1


def test_every_process_knows_the_same_key_and_nothing_keeps_it() -> None:
    key = setup_key.setup_key()
    assert setup_key.setup_key() == key
    assert len(key.replace("-", "")) == 16
    kept = str(list(CompanySetting.objects.values()))
    assert key not in kept
    assert key.replace("-", "") not in kept

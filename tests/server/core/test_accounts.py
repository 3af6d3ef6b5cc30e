"""Accounts: one first, one for each address, and a password that ends the sessions before it."""

import threading
from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.db import connection, connections

from farflung.server.core.actions.accounts import (
    close_account,
    create_account,
    create_first_operator,
    set_password,
)
from farflung.server.core.models import Account, AuditEntry
from farflung.server.core.refusal import Refused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD, ANOTHER = "lantern quarry thimble", "harbour violet ladder"

pytestmark = pytest.mark.django_db


def refusal(function: object, **given: object) -> str:
    with pytest.raises(Refused) as told:
        function(**given)  # type: ignore[operator]
    return told.value.code


def test_the_first_account_runs_the_site_and_there_is_one_first() -> None:
    first = create_first_operator(email="Ops@Polaris.example", password=PASSWORD, now=NOW)
    assert (first.email, first.operator) == ("ops@polaris.example", True)
    again = refusal(create_first_operator, email="mallory@elsewhere.example", password=PASSWORD, now=NOW)
    assert again == "already-set-up"
    assert [entry.action for entry in AuditEntry.objects.all()] == ["account.first"]


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_set_up_at_once_one_does() -> None:
    told: list[str] = []

    def try_it(number: int) -> None:
        try:
            create_first_operator(email=f"n{number}@polaris.example", password=PASSWORD, now=NOW)
            told.append("made")
        except Refused as refused:
            told.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["already-set-up"] * 9 + ["made"]
    assert Account.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", "anaana@polaris.example"])
def test_a_weak_password_is_refused_in_words(password: str) -> None:
    given = {"email": "anaana@polaris.example", "password": password, "by": None, "now": NOW}
    assert refusal(create_account, **given) == "weak-password"
    assert not Account.objects.exists()


def test_an_address_has_one_account_whatever_its_case() -> None:
    create_account(email="ana@polaris.example", password=None, by=None, now=NOW)
    assert (
        refusal(create_account, email=" ANA@polaris.example", password=None, by=None, now=NOW)
        == "address-taken"
    )


def test_without_a_password_nobody_signs_in_by_one() -> None:
    create_account(email="ana@polaris.example", password=None, by=None, now=NOW)
    for typed in ("", "!", PASSWORD):
        assert authenticate(username="ana@polaris.example", password=typed) is None


def test_a_new_password_is_told_in_the_audit_and_not_kept_in_it() -> None:
    account = create_account(email="ana@polaris.example", password=PASSWORD, by=None, now=NOW)
    before = account.get_session_auth_hash()
    set_password(account=account, password=ANOTHER, by=account, now=NOW)
    assert account.get_session_auth_hash() != before
    assert authenticate(username="Ana@polaris.example", password=ANOTHER) == account
    assert authenticate(username="ana@polaris.example", password=PASSWORD) is None
    entry = AuditEntry.objects.get(action="account.password")
    assert (entry.by, entry.detail) == (account, {})


def test_the_last_operator_cannot_go() -> None:
    first = create_first_operator(email="ops@polaris.example", password=PASSWORD, now=NOW)
    assert refusal(close_account, account=first, by=first, now=NOW) == "last-operator"
    second = create_account(email="two@polaris.example", password=PASSWORD, by=first, now=NOW, operator=True)
    close_account(account=first, by=second, now=NOW)
    assert authenticate(username="ops@polaris.example", password=PASSWORD) is None


def test_nothing_is_kept_of_when_somebody_signed_in() -> None:
    names = {field.name for field in Account._meta.get_fields()}
    assert "last_login" not in names
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, "core_account")
        }
    assert columns == {"id", "code", "email", "password", "is_active", "operator", "created_at"}

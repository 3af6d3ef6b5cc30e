"""The audit and the looks only grow; a company with accounts never becomes a demo."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from farflung.server.core.models import Account, AuditEntry, CompanySetting, Look

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LONG_AGO = timedelta(days=3 * 366 + 1)


def account(email: str = "ana@polaris.example") -> Account:
    return Account.objects.create(email=email, created_at=NOW)


def entry(at: datetime = NOW) -> AuditEntry:
    return AuditEntry.objects.create(at=at, by=None, action="test", subject="person", subject_code=uuid4())


def look(at: datetime = NOW) -> Look:
    return Look.objects.create(at=at, by=account(), about=uuid4(), field="rest", through="page")


def refused(act: Any) -> None:
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        act()


@pytest.mark.parametrize("make", [entry, look])
def test_a_row_is_neither_changed_nor_deleted(make: Any) -> None:
    row = make()
    table = type(row).objects.filter(pk=row.pk)
    refused(lambda: table.update(at=NOW - timedelta(days=1)))
    refused(table.delete)
    refused(row.delete)
    assert table.get().at == NOW


@pytest.mark.parametrize("table", ["core_auditentry", "core_look"])
def test_nor_are_all_rows_at_once(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_grows_whole")
    refused(lambda: connection.cursor().execute(f"TRUNCATE {table}"))


@pytest.mark.parametrize("make", [entry, look])
def test_what_is_older_than_three_years_may_go_and_still_not_change(make: Any) -> None:
    row = make(NOW - LONG_AGO)
    table = type(row).objects.filter(pk=row.pk)
    refused(lambda: table.update(at=NOW))
    table.delete()
    assert not table.exists()


def test_an_empty_database_may_be_marked_as_a_demo() -> None:
    CompanySetting.objects.create(name="demo", value={})
    account()
    with pytest.raises(IntegrityError, match="no demo"), transaction.atomic():
        CompanySetting.objects.filter(name="demo").update(value={"again": True})


def test_one_with_accounts_never_is() -> None:
    account()
    with pytest.raises(IntegrityError, match="no demo"), transaction.atomic():
        CompanySetting.objects.create(name="demo", value={})
    other = CompanySetting.objects.create(name="other", value={})
    with pytest.raises(IntegrityError, match="no demo"), transaction.atomic():
        CompanySetting.objects.filter(pk=other.pk).update(name="demo")

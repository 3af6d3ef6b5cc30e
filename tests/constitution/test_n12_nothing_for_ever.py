"""N12: every table about people has an end, and what is past it is deleted."""

from datetime import timedelta

import pytest
from django.db import connection

from farflung.server.core import beside, clock
from farflung.server.core import classified as of_core
from farflung.server.core.actions.accounts import close_account
from farflung.server.core.actions.invitations import invite
from farflung.server.core.jobs import sweep
from farflung.server.core.models import Account, Invitation, Token
from farflung.server.org import classified as of_org
from farflung.server.org.actions import forgetting
from farflung.server.org.jobs import upkeep
from farflung.server.org.models import Person
from tests.constitution.schema import classified, columns, of_nobody, run, unclassified
from tests.server.company import NOW, Cast, make_account
from tests.server.walking import OTHER, Company

pytestmark = pytest.mark.django_db
WORKED_ON = (
    "org_absence",
    "org_holidayswap",
    "org_mismatch",
    "org_stay",
    "org_patternperiod",
    "org_membership",
)


def without_an_end() -> set[str]:
    """Tables with a classified column, and nothing said of how long."""
    kept = {f"core_{one.table}" for one in of_core.KEEPING} | {f"org_{one.table}" for one in of_org.KEEPING}
    kept |= {f"{of.label}_{one.table}" for of in beside.others() for one in of.keeping}
    return {name.partition(".")[0] for name in classified()} - kept


def test_every_column_of_the_database_is_classified() -> None:
    assert list(unclassified()) == []
    assert without_an_end() == set()
    assert all(column.purpose and column.sees for column in classified().values())
    there = {f"{table}.{column}" for table, column in columns()}
    assert set(classified()) <= there, "classified, and gone from the database"
    assert of_nobody() <= {table for table, _ in columns()}


def test_a_planted_column_and_a_planted_table_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    run("ALTER TABLE org_person ADD COLUMN shoe_size integer")
    run("ALTER TABLE core_account ADD COLUMN nickname text")
    run("CREATE TABLE clock_visit (id bigint, person_id bigint)")
    assert set(unclassified()) == {
        "org_person.shoe_size", "core_account.nickname", "clock_visit.id", "clock_visit.person_id",
    }  # fmt: skip
    monkeypatch.setattr(of_org, "KEEPING", of_org.KEEPING[1:])
    assert without_an_end() == {"org_person"}


def left_of(person: Person) -> set[str]:
    """Tables in which somebody still is."""
    found = {table for table in WORKED_ON if _rows(table, person.pk)}
    return found | ({"org_person"} if Person.objects.filter(pk=person.pk).exists() else set())


def _rows(table: str, person: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE person_id = %s', [person])  # noqa: S608
        return int(cursor.fetchone()[0])


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """That many days later, when upkeep has been there."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))
    upkeep()
    sweep()


def test_who_has_left_is_forgotten_in_every_table(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = everybody.cast.people[OTHER]
    Person.objects.filter(pk=person.pk).update(ended=NOW.date())
    assert left_of(person) == {*WORKED_ON, "org_person"}
    later(monkeypatch, 729)
    assert "org_person" in left_of(person)
    later(monkeypatch, 731)
    assert left_of(person) == set()


def test_a_row_that_is_planted_to_outlive_its_time_is_seen(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = everybody.cast.people[OTHER]
    Person.objects.filter(pk=person.pk).update(ended=NOW.date())
    monkeypatch.setattr(forgetting, "_past", lambda now: {})
    later(monkeypatch, 731)
    assert "org_person" in left_of(person)


def test_links_and_tokens_that_lead_nowhere_go_after_a_season(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = polaris.account("Ana")
    invite(about=polaris.people["Wei"].code, email="wei@polaris.example", by=ana, now=NOW)
    Token.objects.create(account=ana, name="old", digest="a" * 64, scopes=[], created_at=NOW, revoked_at=NOW)
    Token.objects.create(account=ana, name="new", digest="b" * 64, scopes=[], created_at=NOW)
    later(monkeypatch, 89)
    assert (Invitation.objects.count(), Token.objects.count()) == (1, 2)
    later(monkeypatch, 98)
    assert (Invitation.objects.count(), Token.objects.count()) == (0, 1)


def test_a_closed_account_goes_once_nothing_names_it(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, named = make_account("alone@polaris.example", NOW), polaris.account("Ana")
    invite(about=polaris.people["Wei"].code, email="wei@polaris.example", by=named, now=NOW)
    for account in (alone, named):
        close_account(account=account, by=None, now=NOW)
    later(monkeypatch, 1)
    assert not Account.objects.filter(pk=alone.pk).exists()
    assert Account.objects.filter(pk=named.pk).exists()

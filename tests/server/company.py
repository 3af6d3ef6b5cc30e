"""The cast in the server: Polaris, taken over from the files of the example company, with accounts.

Everything goes through the actions, so every state is one that the server can really be in. Mallory has an
account and is nobody here: whatever she asks for is not there.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from django.apps import apps
from django.db import connection, models
from django.test import Client

from farflung.example import company_files
from farflung.intake.given import Given
from farflung.server.core.models import Account
from farflung.server.org import actions
from farflung.server.org.access import Asker, asker_of
from farflung.server.org.models import ImportBatch, Person, RoleGrant, Team

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""The morning on which the cast is there: all that the example company has to find lies ahead."""

ROLES = {"Camille": ("people", "compliance"), "Omar": ("executive",), "Wei": ("operator",)}


@dataclass(slots=True)
class Cast:
    """People and accounts by name ("Mei-Ling"); `batch` is the import that brought them."""

    batch: ImportBatch
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """The row as it is now."""
        return Person.objects.select_related("place", "account").get(pk=self.people[name].pk)

    def account(self, name: str) -> Account:
        """The account, to act as them."""
        return self.accounts[name]

    def client(self, name: str) -> Client:
        """A browser in which they are signed in."""
        made = Client()
        made.force_login(self.account(name))
        return made

    def asker(self, name: str) -> Asker:
        """Who they are when they ask for something."""
        found = asker_of(Account.objects.get(pk=self.accounts[name].pk))
        assert found is not None
        return found

    def team(self, name: str) -> Team:
        """A team by name."""
        return Team.objects.get(name=name)


As = Callable[[str], Client]
"""A browser of one of the cast, by name."""


@cache
def polaris_files() -> tuple[Given, ...]:
    """All files of the small example company, made once."""
    return tuple(Given(name, text.encode()) for name, text in company_files("polaris"))


def sheets(*names: str) -> list[Given]:
    """Some files of the small example company by their names."""
    return [given for given in polaris_files() if given.name in names]


_built: dict[datetime, tuple[Cast, dict[str, bytes]]] = {}


def build_polaris(now: datetime = NOW) -> Cast:
    """The cast in the database, each with an account and the roles of `ROLES`; and Mallory.

    Made through the actions once; after that the same rows are copied in, which takes a tenth of the time.
    """
    if now not in _built:
        cast = _build(now)
        _built[now] = cast, {statement: _copied(statement) for statement in _COPIES}
        return deepcopy(cast)
    cast, tables = _built[now]
    for statement, rows in tables.items():
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {statement} FROM STDIN") as copy:
            copy.write(rows)
    return deepcopy(cast)


def _copied(statement: str) -> bytes:
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {statement} TO STDOUT") as copy:
        return b"".join(map(bytes, copy))


def _statement(model: type[models.Model]) -> str:
    columns = (f'"{field.column}"' for field in model._meta.concrete_fields if not field.generated)
    return f"{model._meta.db_table} ({', '.join(columns)})"


_COPIES = [
    _statement(model)
    for label in ("core", "org", "clock")
    for model in apps.get_app_config(label).get_models()
]


def _build(now: datetime) -> Cast:
    by = make_account("setup@polaris.example", now)
    cast = Cast(actions.load_company(files=polaris_files(), by=by, now=now))
    for row in Person.objects.order_by("pk"):
        account = make_account(row.email, now)
        actions.link_account(person=row, account=account, by=by, now=now)
        cast.people[row.name], cast.accounts[row.name] = row, account
    for name, roles in ROLES.items():
        for role in roles:
            actions.grant_role(person=cast.people[name], role=RoleGrant.Role(role), by=by, now=now)
    cast.accounts["Mallory"] = make_account("mallory@elsewhere.example", now)
    cast.accounts["setup"] = by
    return cast


def make_account(email: str, now: datetime) -> Account:
    """An account without a password: tests sign in by force."""
    account = Account(email=email, created_at=now)
    account.set_unusable_password()
    account.save()
    return account

"""No page asks the database more than 15 times, and none weighs over 150 kB, in a company of 5,000 people.

Whoever adds an address is covered without adding a line here: every named address is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime
from farflung.example import write_company
from farflung.server.clock.actions.agreements import Writing, make_agreement
from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.connect.models import ScimUser
from farflung.server.core import clock
from farflung.server.core.models import Account
from farflung.server.org import actions
from farflung.server.org.models import Person, RoleGrant
from tests.server.company import NOW, Cast, build_polaris
from tests.server.walking import finding

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST_QUERIES, MOST_BYTES = 15, 150_000
NOT_ASKED_FOR = {
    "sign_in", "to_company", "from_company", "second", "ask_for_code", "mail_code", "first", "join", "be",
    "api:api-root", "feed",
    "confirm_mail", "stop_mail", "dav", "scim",
}  # fmt: skip
"""For strangers, for who has a secret, and the demo; whoever is signed in finds nothing there."""

NOT_TO_READ = 405
THERE = {200, 422, NOT_TO_READ}
FILES = {"data_file", "export_file"}
"""Not pages but files: everything that is known, in one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a GET. `page` is the name of the address; `weight` is 0 for what is no page."""

    page: str
    path: str
    status: int
    queries: int
    weight: int
    first: tuple[str, ...]


def named(of: URLResolver | None = None, space: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every named address of the site, with the words that stand in it."""
    for one in (of or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield ":".join((*space, one.name)), list(one.pattern.converters)
        else:
            yield from named(one, (*space, *([one.namespace] if one.namespace else [])))


def codes() -> list[str]:
    """A public number of each kind of record."""
    models = [
        model
        for label in ("core", "org", "clock", "connect")
        for model in apps.get_app_config(label).get_models()
    ]
    kept = [model for model in models if any(field.name == "code" for field in _fields(model))]
    found = [model._default_manager.order_by("pk").values_list("code", flat=True).first() for model in kept]
    return [str(code) for code in found if code is not None]


def _fields(model: type[Model]) -> tuple[Any, ...]:
    return tuple(model._meta.concrete_fields)


def address(name: str, given: dict[str, str]) -> str | None:
    """The address with these codes in it; None where it has no place for them."""
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        return None


def asked(client: Client, name: str, path: str) -> Asked:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    content = b"".join(answer) if answer.streaming else answer.content
    weight = len(content) if answer.headers.get("Content-Type", "").startswith("text/html") else 0
    told = tuple(query["sql"][:90] for query in queries)
    return Asked(name, path, answer.status_code, len(queries), weight, told)


def opened(client: Client, name: str, words: list[str], known: list[str]) -> Asked | None:
    """The first of its addresses that there is; the record that opened one is tried first for the next."""
    for given in product(known, repeat=len(words)):
        path = address(name, dict(zip(words, given, strict=True)))
        answer = asked(client, name, path) if path else None
        if answer is not None and answer.status in THERE:
            known.sort(key=lambda code: code not in given)
            return answer
    return None


@pytest.fixture
def client_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who leads a team and has every role there is, in a company of the cast and 5,000 others."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cast = build_polaris()
    _of_her_own(cast)
    actions.load_company(files=write_company(tmp_path, "large"), by=cast.account("setup"), now=NOW)
    assert Person.objects.count() > 5000
    for role in RoleGrant.Role:
        RoleGrant.objects.get_or_create(person=cast.person("Ana"), role=role, defaults={"granted_at": NOW})
    Account.objects.filter(pk=cast.account("Ana").pk).update(operator=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE (SKIP_LOCKED)")
    client = Client()
    client.force_login(cast.account("Ana"))
    session = client.session
    session["since"] = NOW.isoformat()  # a moment ago, so that pages about signing in do not ask who she is
    session.save()
    assert client.get("/").status_code == 200  # the process makes its copy of the map
    return client


def _of_her_own(cast: Cast) -> None:
    """A series of meetings, an agreement and a finding, before the company brings its own."""
    ana = cast.person("Ana")
    weekly = Recurrence(CivilTime(NOW.date(), time(10), "Europe/Lisbon"), 630, "FREQ=WEEKLY")
    make_meeting(
        title="Sync", recurrence=weekly, guests=Guests((ana, cast.person("Wei"))), organizer=ana,
        by=None, now=NOW,
    )  # fmt: skip
    finding(key="walk", owner=ana, hits=cast.person("Wei"))
    said = Writing("agreement: Mornings\nmeetings:\n  - earliest: '08:00'\n", person=ana)
    make_agreement(said=said, team=None, by=None, now=NOW)
    ScimUser.objects.create(user_name="noor", unplaced=True, created_at=NOW, changed_at=NOW)


def test_no_page_asks_often_or_weighs_much(client_of_all: Client) -> None:
    known = codes()
    answers = {
        name: opened(client_of_all, name, words, known)
        for name, words in named()
        if name not in NOT_ASKED_FOR
    }
    nowhere = [name for name, answer in answers.items() if answer is None]
    found = [answer for answer in answers.values() if answer is not None and answer.status != NOT_TO_READ]
    assert nowhere == [], "no record is known with which this can be opened"
    assert len(found) > 20
    assert [one for one in found if one.queries > MOST_QUERIES and one.page not in FILES] == []
    assert [(one.path, one.weight) for one in found if one.weight > MOST_BYTES] == []

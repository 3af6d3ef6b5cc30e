"""Addresses of hooks and Slack's signing secret: sealed in the tables, and shown to nobody in full again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from psycopg.sql import SQL, Identifier

from farflung.server.connect.access.chat import System, allowed, signing_secret
from farflung.server.connect.actions import hooks, ways
from farflung.server.connect.actions.chat import allow_chat
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.sending import send_due
from farflung.server.connect.models import Delivery, Hook
from farflung.server.connect.models.hook import told_of
from farflung.server.core.models import CompanySetting
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT, posted
from tests.server.connect.receiving import hooked
from tests.server.connect.test_who import TUESDAY, slack
from tests.server.on_disk import on_disk

SLACK = "https://hooks.slack.example/services/T0000/B0000/XXXXXXXXXXXXXXXXXXXX7Qw9"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BEFORE, AFTER = [("connect", "0004_joined_calendars")], [("connect", "0006_nothing_left_in_plain")]


@pytest.fixture
def kept(polaris: Cast) -> Hook:
    wei = polaris.account("Wei")
    allow_chat(system=System.SLACK, secret=SECRET, language="en", by=wei, now=TUESDAY)
    made, _ = hooks.add_hook(kind="chat", name="Desk", url=SLACK, by=wei, now=NIGHT)
    return made


def everything() -> str:
    """All that stands in any table, as a copy of the database has it; bytes too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(SQL("SELECT string_agg(t::text, ' ') FROM {} t").format(Identifier(name)))
            found.append(cursor.fetchone()[0] or "")
    return " ".join(found)


def in_tables(text: str) -> bool:
    whole = everything()
    return text in whole or text.encode().hex() in whole


@pytest.mark.django_db
def test_no_table_holds_the_address_of_a_hook_or_the_signing_secret(kept: Hook) -> None:
    assert in_tables("Desk"), "it is looked everywhere"
    assert not in_tables(SECRET)
    for part in (SLACK, "XXXXXXXX", "B0000"):
        assert not in_tables(part)
    assert Hook.objects.get().address == SLACK


@pytest.mark.django_db
def test_the_page_and_the_interface_show_the_host_and_the_last_letters(
    polaris: Cast, kept: Hook, client: Client
) -> None:
    client.force_login(polaris.account("Wei"))
    page = client.get("/company/channels").content.decode()
    told = client.get("/api/v1/company/hooks").json()
    assert "hooks.slack.example …7Qw9" in page
    assert [(one["host"], one["ending"]) for one in told] == [("hooks.slack.example", "7Qw9")]
    assert [one["readable"] for one in told] == [True]
    for text in (page, str(told)):
        assert "XXXX" not in text
        assert "services" not in text


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (SLACK, ("hooks.slack.example", "7Qw9")),
        ("https://chat.internal/hooks/abcdef", ("chat.internal", "")),
        ("https://chat.internal:8065/hook?key=0123456789abcdef", ("chat.internal", "cdef")),
        ("https://[::1", ("", "")),
    ],
)
def test_of_a_short_address_no_letter_is_shown(url: str, told: tuple[str, str]) -> None:
    assert told_of(url) == told


@pytest.mark.django_db
def test_what_cannot_be_opened_lets_nobody_in_and_says_so(
    polaris: Cast, kept: Hook, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also nobody who signs with an empty secret, which is what a failure must never become."""
    client.force_login(polaris.account("Wei"))
    assert "cannot be opened" not in client.get("/company/channels").content.decode()
    monkeypatch.setattr(settings, "SECRET_KEY", "another secret of the site, long enough for it")
    found = allowed(System.SLACK)
    assert found is not None
    assert signing_secret(found) is None
    for secret in (SECRET, "", found.known_by):
        assert slack("help", secret=secret, sent=TUESDAY).status_code == 404
    client.force_login(polaris.account("Wei"))
    for page in ("/company/channels", "/company/chat"):
        assert "cannot be opened any more" in client.get(page).content.decode()
    assert [one["readable"] for one in client.get("/api/v1/company/hooks").json()] == [False]


@pytest.mark.django_db
def test_an_empty_or_broken_secret_is_none(kept: Hook) -> None:
    found = allowed(System.SLACK)
    assert found is not None
    for odd in ("", "x", "é", SECRET):
        assert signing_secret(replace(found, known_by=odd)) is None


@pytest.mark.django_db
def test_a_hook_that_cannot_be_opened_waits_for_the_right_secret(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hooked() as sink:
        environment = replace(settings.ENVIRONMENT, hook_hosts=(f"127.0.0.1:{sink.port}",))
        monkeypatch.setattr(settings, "ENVIRONMENT", environment)
        made, _ = hooks.add_hook(
            kind="chat", name="Desk", url=sink.url(), by=polaris.account("Wei"), now=NIGHT
        )
        ana, box = polaris.account("Ana"), polaris.people["Ana"].code
        ways.choose(box=box, way=hooks.way_of(made), purposes=["note"], by=ana, now=NIGHT)
        posted(polaris, "Ana")
        deliver(now=MORNING)
        right = settings.SECRET_KEY
        monkeypatch.setattr(settings, "SECRET_KEY", "another secret of the site, long enough for it")
        assert send_due(now=MORNING) == 0
        row = Delivery.objects.get()
        assert (row.state, row.error, row.tries) == (Delivery.State.DUE, "sealed", 1)
        monkeypatch.setattr(settings, "SECRET_KEY", right)
        assert row.next_at is not None
        assert send_due(now=row.next_at) == 1
        assert len(sink.came) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_in_plain_is_sealed_and_gone_from_the_files() -> None:
    """With what a server of before kept: there, no byte of it left in the files, and back again."""
    MigrationExecutor(connection).migrate(BEFORE)
    try:
        CompanySetting.objects.create(name="chat questions", value=_let_in(SECRET))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO connect_hook (code, kind, name, url, generation, active, created_at)"
                " VALUES (gen_random_uuid(), 'chat', 'Desk', %s, 1, true, %s)",
                [SLACK, datetime(2026, 11, 1, tzinfo=UTC)],
            )
        assert SLACK.encode() in on_disk("connect_hook"), "it is looked in the right files"
        assert SECRET.encode() in on_disk("core_companysetting")
        MigrationExecutor(connection).migrate(AFTER)
        row = Hook.objects.get()
        assert (row.address, row.host, row.ending) == (SLACK, "hooks.slack.example", "7Qw9")
        found = allowed(System.SLACK)
        assert found is not None
        assert signing_secret(found) == SECRET
        assert SLACK.encode() not in on_disk("connect_hook")
        assert SECRET.encode() not in on_disk("core_companysetting")
        MigrationExecutor(connection).migrate(BEFORE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT url FROM connect_hook")
            assert cursor.fetchone() == (SLACK,)
            cursor.execute("SELECT value->'slack'->>'known_by' FROM core_companysetting")
            assert (SECRET,) in cursor.fetchall()
    finally:
        MigrationExecutor(connection).migrate(AFTER)


def _let_in(known_by: str) -> dict[str, dict[str, str]]:
    return {"slack": {"known_by": known_by, "language": "en", "since": "2026-11-01T00:00:00+00:00"}}

"""N1: nobody's activity is counted; reading leaves nothing about the reader."""

import html
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from farflung.server.core.actions.accounts import set_password
from farflung.server.core.actions.factors import add_authenticator
from farflung.server.core.actions.passkeys import add_passkey
from farflung.server.core.models import AuditEntry
from farflung.server.core.passkeys import Here
from farflung.server.core.totp import code_at, secret_of, step_of
from farflung.server.org.access import Asker, Role
from tests.constitution.schema import named, run
from tests.server.company import NOW, Cast
from tests.server.site.authenticator import Device
from tests.server.walking import Company, Walker

pytestmark = pytest.mark.django_db
ACTIVITY = (
    "keystroke", "keystrokes", "mouse", "screenshot", "login", "seen", "online", "idle", "active_at",
    "active_minutes",
    "presence", "activity", "messages", "commits", "clicks", "views", "visits", "typing", "webcam",
    "productivity",
)  # fmt: skip
READ = ("/", "/now", "/people", "/teams", "/me", "/me/confirm", "/me/moving", "/me/data", "/constitution")
PASSWORD, HERE = "lantern quarry thimble", Here("testserver", "http://testserver")
KEPT_ANYWAY = {"django_session", "core_bucket"}


def contents() -> dict[str, str]:
    """A digest of every table."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - KEPT_ANYWAY
        found = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{table}\" t")  # noqa: S608
            found[table] = str(cursor.fetchone()[0])
        return found


def written_by_reading(walker: Walker) -> set[str]:
    """Tables that are not what they were after somebody has read every page of theirs."""
    client, before = walker.client(), contents()
    for path in READ:
        assert client.get(path).status_code == 200, path
    after = contents()
    return {table for table in after if after[table] != before[table]}


def test_no_column_is_about_activity() -> None:
    assert named(ACTIVITY) == []


@pytest.mark.parametrize("column", ["last_seen_at", "message_count_of_messages", "idle", "login_count"])
def test_a_planted_column_is_seen(column: str) -> None:
    run(f"ALTER TABLE org_person ADD COLUMN {column} integer")
    assert named(ACTIVITY) == [f"org_person.{column}"]


def test_reading_pages_writes_nothing_about_the_reader(everybody: Company) -> None:
    for name in ("Ana", "Tomás", "Camille"):
        assert written_by_reading(everybody.walker(name)) == set()


def signed_in_by_every_means(cast: Cast) -> set[str]:
    """Tables that are not what they were, after Ana has signed in by her app and by her passkey."""
    ana, code, device = cast.account("Ana"), UUID(int=7), Device()
    before_that = NOW - timedelta(minutes=5)
    shown = code_at(secret_of(code), step_of(before_that))
    add_authenticator(account=ana, code=code, typed=shown, keep="", now=before_that)
    set_password(account=ana, password=PASSWORD, by=ana, now=NOW)
    options, state = HERE.ask_to_make(handle=ana.code.bytes, email=ana.email, name="Ana", have=[])
    answer = device.create(options)
    add_passkey(account=ana, here=HERE, state=state, answer=answer, name="Phone", keep="", now=NOW)
    before = contents()
    by_app, by_key = Client(), Client()
    by_app.post("/sign-in", {"email": ana.email, "password": PASSWORD})
    by_app.post("/sign-in/second", {"code": code_at(secret_of(code), step_of(NOW))})
    page = by_key.get("/sign-in/passkey").content.decode()
    question = html.unescape(page.partition('data-options="')[2].partition('"')[0])
    by_key.post("/sign-in/passkey", {"answer": device.get(question)})
    assert [client.get("/me/sessions").status_code for client in (by_app, by_key)] == [200, 200]
    after = contents()
    return {table for table in after if after[table] != before[table]}


def test_signing_in_leaves_the_browser_that_is_signed_in_and_nothing_else(polaris: Cast) -> None:
    assert signed_in_by_every_means(polaris) == {"core_signedin"}


def test_a_planted_count_of_visits_is_seen(everybody: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def counting(asking: Asker, *_: Role) -> bool:
        code = everybody.cast.batch.code
        AuditEntry.objects.create(at=NOW, action="visit", subject="page", subject_code=code)
        return True

    monkeypatch.setattr(Asker, "has", counting)
    assert written_by_reading(everybody.walker("Ana")) == {"core_auditentry"}

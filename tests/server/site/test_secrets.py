"""What opens something stands in no table: sealed, as a digest, or made of the site's own secret when wanted.

From two sides: every column that could hold such a thing is listed with how it does; and of one of each that
is made, not a letter is in any table.
"""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunSQL
from django.test import Client
from psycopg.sql import SQL, Identifier

from farflung.server.connect.access.chat import System
from farflung.server.connect.actions import hooks
from farflung.server.connect.actions.calendars import Entered, join_calendar
from farflung.server.connect.actions.chat import allow_chat
from farflung.server.connect.actions.directories import add_directory
from farflung.server.core import clock, totp
from farflung.server.core.access import link_word
from farflung.server.core.actions.accounts import set_password
from farflung.server.core.actions.factors import add_authenticator
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.models import Account, SignedIn
from farflung.server.core.sessions import kept_as
from farflung.server.site.actions import invite_operator
from tests.server.company import NOW, Cast
from tests.server.on_disk import on_disk

PASSWORD, APP = "lantern quarry thimble", UUID(int=7)
SIGNING, MATTERMOST = "signing8f742231b10e", "matter8f742231b10e"
ADDRESS = "https://chat.example/services/T0000/B0000/XXXXXXXXXXXXXXXXXXXX7Qw9"
CALENDAR = "https://calendar.example/private-8f742231b10e8888/basic.ics"

WORDS = re.compile(
    r"(pass|secret|token|key|hash|digest|door|url|link|address|seed|salt|sign|session|challenge|credential|bearer|"
    r"public|private|seal|word|pin|otp|cookie|nonce|prefix|bytea)"
)
"""What a column may be called that opens something; the kind `bytea` is looked at besides."""

DIGEST, SEALED, HASHED = "a digest", "sealed", "hashed slowly"
KEPT = {
    "core_account.password": HASHED,
    "core_token.digest": DIGEST,
    "core_token.prefix": "how it begins, which opens nothing",
    "core_calendarfeed.digest": DIGEST,
    "core_calendarfeed.prefix": "how it begins, which opens nothing",
    "core_recoverycode.digest": DIGEST,
    "core_passkey.key": "the id of a passkey, which every site is told that asks for it",
    "core_passkey.public": "the public half of a key pair",
    "core_bucket.key": DIGEST,
    "django_session.session_key": DIGEST,
    "django_session.session_data": "signed, and packed: opened and looked at below",
    "core_signedin.session_id": DIGEST,
    "connect_hook.door": SEALED,
    "connect_joinedcalendar.door": SEALED,
    "connect_mailaddress.address": "where somebody reads mail: no secret",
    "clock_finding.key": "names a finding: no secret",
    "clock_finding.words": "what a finding says: no secret",
    "clock_meeting.key": "names a meeting in a file: no secret",
    "org_person.key": "names a person in a file: no secret",
    "org_person.words": "by what somebody is found: no secret",
    "org_stay.key": "names a stay in a file: no secret",
    "org_importfile.data": "files of people and meetings, kept as long as an import can be undone: no secret",
    "connect_scimuser.external_id": "by what a directory knows somebody: no secret",
}
_COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'bytea', 'jsonb', 'ARRAY')
      AND table_name NOT LIKE 'procrastinate%' AND table_name NOT LIKE 'auth\\_%'"""


def suspicious() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return {
            f"{table}.{column}"
            for table, column, kind in cursor.fetchall()
            if WORDS.search(column) or kind == "bytea" or f"{table}.{column}" in KEPT
        }


@pytest.mark.django_db
def test_every_column_that_could_open_something_says_how_it_does_not() -> None:
    assert suspicious() == set(KEPT)


@pytest.mark.django_db
def test_a_column_in_plain_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE connect_hook ADD COLUMN callback_url varchar(9)")
        cursor.execute("ALTER TABLE core_token ADD COLUMN again bytea")
    assert suspicious() - set(KEPT) == {"connect_hook.callback_url", "core_token.again"}


def everything() -> str:
    """All that stands in any table, as a copy of the database has it; bytes too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for (name,) in cursor.fetchall():
            cursor.execute(SQL("SELECT string_agg(t::text, ' ') FROM {} t").format(Identifier(name)))
            found.append(cursor.fetchone()[0] or "")
    return " ".join([*found, *(str(one.get_decoded()) for one in Session.objects.all())])


def one_of_each(cast: Cast) -> dict[str, str]:
    """Everything that opens something, made once, by what it is."""
    wei, ana = cast.account("Wei"), cast.account("Ana")
    set_password(account=ana, password=PASSWORD, by=ana, now=NOW)
    shown = totp.code_at(totp.secret_of(APP), totp.step_of(NOW))
    codes = add_authenticator(account=wei, code=APP, typed=shown, keep="", now=NOW)
    _, signs = hooks.add_hook(kind="webhook", name="Relay", url=ADDRESS, by=wei, now=NOW)
    entered = Entered("caldav", "Private", CALENDAR, "ana", "word for programs")
    join_calendar(person=cast.people["Ana"], entered=entered, by=ana, now=NOW)
    allow_chat(system=System.SLACK, secret=SIGNING, language="en", by=wei, now=NOW)
    allow_chat(system=System.MATTERMOST, secret=MATTERMOST, language="en", by=wei, now=NOW)
    _, token = make_token(name="x", scopes=["read:me"], valid=timedelta(days=3), by=ana, now=NOW)
    _, feed = make_feed(kind="own", team=None, name="x", language="en", by=ana, now=NOW)
    _, directory = add_directory(name="x", by=wei, now=NOW)
    invitation = invite_operator(email="new@polaris.example", now=NOW)
    browser = Client()
    browser.post("/sign-in", {"email": ana.email, "password": PASSWORD})
    assert codes is not None
    return {
        "password": PASSWORD, "recovery code": codes[0], "secret of a webhook": signs,
        "address of a hook": ADDRESS, "address of a calendar": CALENDAR, "its password": "word for programs",
        "Slack": SIGNING, "Mattermost": MATTERMOST, "token": token, "feed": feed, "directory": directory,
        "invitation": link_word(invitation), "cookie": browser.cookies["farflung_session"].value,
        "app": totp.as_text(totp.secret_of(APP)),
    }  # fmt: skip


@pytest.mark.django_db
def test_of_one_of_each_no_letter_is_in_any_table(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    opens = one_of_each(polaris)
    tables = everything()
    assert "new@polaris.example" in tables, "it is looked everywhere"
    assert "_auth_user_hash" in tables, "in sessions too"
    for what, word in opens.items():
        assert len(word) >= 8, what
        for form in (word, word.replace(" ", ""), word.encode().hex(), word[-12:]):
            assert form not in tables, what


@pytest.mark.django_db
def test_who_is_signed_in_stays_so_when_cookies_become_digests(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And back again nobody is: cookies cannot be made out of digests."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    ana = polaris.account("Ana")
    browser = Client()
    browser.force_login(ana)
    cookie = browser.cookies["farflung_session"].value
    with connection.cursor() as cursor:  # as a server of before kept it
        for table, column in (("core_signedin", "session_id"), ("django_session", "session_key")):
            statement = SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
                Identifier(table), Identifier(column), Identifier(column)
            )
            cursor.execute(statement, [cookie, kept_as(cookie)])
    stranger = Client()
    stranger.cookies["farflung_session"] = cookie
    assert stranger.get("/me/sessions").status_code == 404
    _run("0012_cookies_by_digest")
    assert browser.get("/me/sessions").status_code == 200
    assert SignedIn.objects.get(account=ana).session_id == kept_as(cookie)
    _run("0012_cookies_by_digest", back=True)
    assert browser.get("/me/sessions").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_no_cookie_is_left_in_the_files_of_the_tables() -> None:
    """What an update replaces stays there for whoever copies the files, until the table is written anew."""
    cookie, tables = "1t5z0u2vplainplainplainplain9x8y", ("django_session", "core_signedin")
    MigrationExecutor(connection).migrate([("core", "0011_done_with")])
    try:
        ana = Account.objects.create(email="ana@polaris.example", created_at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES (%s, '', %s)", [cookie, NOW])
            cursor.execute(
                "INSERT INTO core_signedin (code, device, since, used_on, account_id, session_id)"
                " VALUES (gen_random_uuid(), '', %s, %s, %s, %s)",
                [NOW, NOW.date(), ana.pk, cookie],
            )
        assert all(cookie.encode() in on_disk(table) for table in tables), "it is looked in the right files"
        MigrationExecutor(connection).migrate([("core", "0013_no_cookie_left")])
        assert SignedIn.objects.get().session_id == kept_as(cookie)
        assert not any(cookie.encode() in on_disk(table) for table in tables)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def _run(name: str, *, back: bool = False) -> None:
    """The statements of one migration of the core, without the ledger of migrations."""
    migration = MigrationExecutor(connection).loader.get_migration("core", name)
    with connection.cursor() as cursor:
        for operation in migration.operations:
            assert isinstance(operation, RunSQL)
            for statement in (operation.reverse_sql if back else operation.sql) or ():
                cursor.execute(str(statement))

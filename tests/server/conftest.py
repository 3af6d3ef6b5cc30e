"""The server's tests: a PostgreSQL of their own in a temporary folder, the cast of Polaris in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from farflung.server.core.database import embedded_url
from farflung.server.core.postgres import start

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DATA = Path(tempfile.mkdtemp(prefix="farflung-tests-"))
os.environ["FARFLUNG_DATA"] = str(DATA)
os.environ["DATABASE_URL"] = embedded_url(DATA)
os.environ["FARFLUNG_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
django.setup()
# Inherited, it would make the processes of pytest-xdist take their settings from this one: its database too.
del os.environ["DJANGO_SETTINGS_MODULE"]
# The real one is slow on purpose; the tests of signing in that measure it ask for it.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _look_for_static_files_once() -> None:
    """Every test client makes the middleware anew: half the time of a page went into this search."""
    search, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def known(self: WhiteNoiseMiddleware) -> None:
        if not found:
            search(self)
            found.update(self.files)
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = known


_look_for_static_files_once()


def pytest_unconfigure() -> None:
    """Takes the folder away with the tests."""
    shutil.rmtree(DATA, ignore_errors=True)


_WITHOUT_CARE = ("fsync", "full_page_writes", "synchronous_commit")
"""What keeps a database through a failure of power; no test has one of these."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The PostgreSQL, from the first test that asks for it to the last."""
    embedded = start(DATA)
    with psycopg.connect(embedded.url, autocommit=True) as asking:
        for name in _WITHOUT_CARE:
            asking.execute(f"ALTER SYSTEM SET {name} = off".encode())
        asking.execute("SELECT pg_reload_conf()")
    yield
    embedded.stop()


@pytest.fixture(autouse=True)
def _fresh_map() -> Iterator[None]:
    """A test's rows are rolled back without raising the revision, so the copy goes with them."""
    from farflung.server.org.atlas_copy import forget  # noqa: PLC0415  needs Django set up

    forget()
    yield
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The audit may be emptied here, between tests that really commit; nowhere else (`0003_only_grows`)."""
    with django_db_blocker.unblock():
        for table in ("core_auditentry", "core_look"):
            connection.cursor().execute(f"ALTER TABLE {table} DISABLE TRIGGER only_grows_whole")
        connection.close()


@pytest.fixture
def polaris(db: None) -> Any:
    """The cast in the database (`tests.server.company.Cast`): people, accounts, roles, and Mallory."""
    from tests.server.company import build_polaris  # noqa: PLC0415  needs Django set up

    return build_polaris()


@pytest.fixture
def signed_in(polaris: Any) -> Any:
    """A client of one of the cast by name (`tests.server.company.As`)."""
    return polaris.client


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    """The Chromium of all browser tests of the server; `tests.server.browsing` reads in it."""
    # The browser's driver keeps an event loop in this thread, in which Django refuses to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=_FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

"""The server's tests: a PostgreSQL of their own in a temporary folder, the cast of Polaris in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from farflung.server.core.postgres import start

DATA = Path(tempfile.mkdtemp(prefix="farflung-tests-"))
EMBEDDED = start(DATA)
os.environ["FARFLUNG_DATA"] = str(DATA)
os.environ["DATABASE_URL"] = EMBEDDED.url
os.environ["FARFLUNG_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
django.setup()


def pytest_unconfigure() -> None:
    """Ends the database with the tests."""
    EMBEDDED.stop()
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh_map() -> Iterator[None]:
    """A test's rows are rolled back without raising the revision, so the copy goes with them."""
    from farflung.server.org.atlas_copy import forget  # noqa: PLC0415  needs Django set up

    forget()
    yield
    forget()

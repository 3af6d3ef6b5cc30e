"""A backup restored elsewhere is the same database, row by row."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from farflung.server.core.actions.accounts import create_account
from farflung.server.core.dumps import DumpProblem, back_up, is_empty, restore
from farflung.server.core.models import AuditEntry
from farflung.server.core.queue import rescue
from tests.server.core.contents import contents

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OTHER = "restored"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def address(name: str) -> str:
    known = settings.DATABASES["default"]
    return f"postgresql://postgres@/{name}?host={known['HOST']}"


@pytest.fixture
def here() -> str:
    return address(str(connection.settings_dict["NAME"]))


@pytest.fixture
def there() -> Iterator[str]:
    with psycopg.connect(address("postgres"), autocommit=True) as administration:
        administration.execute(f"CREATE DATABASE {OTHER}")
        yield address(OTHER)
        administration.execute(f"DROP DATABASE {OTHER} WITH (FORCE)")


def test_everything_comes_back(here: str, there: str, tmp_path: Path) -> None:
    for number in range(5):
        create_account(email=f"n{number}@polaris.example", password=None, by=None, now=NOW)
    file = tmp_path / "backup"
    size = back_up(here, file)
    assert size == file.stat().st_size > 10_000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    restore(there, file)
    before, after = contents(here), contents(there)
    assert len(before["core_account"]) == 5
    assert len(before["core_auditentry"]) == 5
    assert before == after


def test_what_was_restored_keeps_its_rules(here: str, there: str, tmp_path: Path) -> None:
    create_account(email="ana@polaris.example", password=None, by=None, now=NOW)
    back_up(here, tmp_path / "backup")
    restore(there, tmp_path / "backup")
    with psycopg.connect(there) as other, pytest.raises(psycopg.errors.RestrictViolation):
        other.execute("DELETE FROM core_auditentry")


def test_only_an_empty_place_is_filled(here: str, tmp_path: Path) -> None:
    back_up(here, tmp_path / "backup")
    assert not is_empty(here)
    with pytest.raises(DumpProblem, match="there is something"):
        restore(here, tmp_path / "backup")


def test_a_broken_backup_leaves_the_place_empty(here: str, there: str, tmp_path: Path) -> None:
    back_up(here, tmp_path / "backup")
    whole = (tmp_path / "backup").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DumpProblem, match="pg_restore"):
        restore(there, tmp_path / "half")
    assert is_empty(there)
    with pytest.raises(DumpProblem, match="not there"):
        restore(there, tmp_path / "nothing")


def test_a_backup_never_takes_the_place_of_another(here: str, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("the one of yesterday")
    with pytest.raises(DumpProblem, match="there already"):
        back_up(here, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "the one of yesterday"


def test_a_failed_backup_leaves_nothing_half_done(tmp_path: Path) -> None:
    with pytest.raises(DumpProblem, match="pg_dump"):
        back_up(address("nowhere"), tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_writing_goes_on_meanwhile(here: str, tmp_path: Path) -> None:
    with psycopg.connect(here) as writing:
        writing.execute("INSERT INTO core_revision (name, number) VALUES ('meanwhile', 1)")
        back_up(here, tmp_path / "backup")
        writing.rollback()
    assert rescue() == 0
    assert not AuditEntry.objects.exists()

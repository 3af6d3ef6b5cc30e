"""The embedded server: made once, private, ended by whoever leaves last."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from farflung.server.core.environment import EnvironmentProblem
from farflung.server.core.postgres import is_running, start

pytestmark = pytest.mark.slow

HOLD = """
import sys
from pathlib import Path
from farflung.server.core.postgres import start
embedded = start(Path(sys.argv[1]))
print("holds", flush=True)
sys.stdin.readline()
print(embedded.stop(), flush=True)
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="farflung-pg-"))
    embedded = start(folder)
    embedded.stop()
    yield folder
    if is_running(folder):
        start(folder).stop()
    shutil.rmtree(folder)


def holder(data: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until it is told a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    return process


def test_it_starts_and_ends(data: Path) -> None:
    assert not is_running(data)
    embedded = start(data)
    assert is_running(data)
    with psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("farflung",)
    assert embedded.stop()
    assert not is_running(data)


def test_who_leaves_last_ends_it(data: Path) -> None:
    first, other = start(data), holder(data)
    assert not first.stop()
    assert is_running(data)
    with other:
        told, _ = other.communicate("go\n", timeout=30)
    assert told == "True\n"
    assert not is_running(data)


def test_who_was_killed_holds_nothing(data: Path) -> None:
    first, other = start(data), holder(data)
    with other:
        other.kill()
    assert is_running(data)
    assert first.stop()


def test_killed_it_is_revived_with_all_that_was_committed(data: Path) -> None:
    embedded = start(data)
    with psycopg.connect(embedded.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    os.kill(int((data / "postgres" / "postmaster.pid").read_text().split()[0]), 9)
    while is_running(data):
        pass
    embedded.revive()
    with psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    assert embedded.stop()


def test_nobody_else_of_this_machine_reaches_it(data: Path) -> None:
    embedded = start(data)
    folder = data / "postgres"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / ".s.PGSQL.5432").stat().st_mode) == 0o700
    with psycopg.connect(embedded.url) as connection:
        shown = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
    assert shown == ("",)
    embedded.stop()


def test_a_path_without_room_for_a_socket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="too long"):
        start(tmp_path / ("x" * 90))

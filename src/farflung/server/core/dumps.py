"""Backups: the whole database in one file, as PostgreSQL's own tools write and read it.

`pg_restore` reads the file without Farflung too. It is a picture of one moment, whoever writes meanwhile.
"""

import os
import re
import subprocess
from pathlib import Path

import psycopg

from farflung.server.core.wheel import program


class DumpProblem(ValueError):  # noqa: N818 - it is told to the operator as a problem
    """Why there is no backup, or nothing was restored: a sentence, with what to do."""


_EMPTY = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
"""


def back_up(url: str, file: Path) -> int:
    """Writes a backup; its size in bytes. Nobody else may read it. Raises `DumpProblem`."""
    if file.exists():
        raise DumpProblem(f"{file} is there already: a backup never takes the place of another")
    unfinished = file.with_name(f"{file.name}.part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as written:
            _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", output=written.fileno())
            written.flush()
            os.fsync(written.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return file.stat().st_size


def restore(url: str, file: Path) -> None:
    """Fills an empty database from a backup, wholly or not at all. Raises `DumpProblem`."""
    if not file.is_file():
        raise DumpProblem(f"{file} is not there")
    if not is_empty(url):
        raise DumpProblem(
            "there is something in this database: restore into a new folder (--data FOLDER), "
            "or an empty database (DATABASE_URL)"
        )
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *options, str(file.resolve()))


def is_empty(url: str) -> bool:
    """Whether the database has no table at all."""
    with psycopg.connect(url) as connection:
        row = connection.execute(_EMPTY).fetchone()
    return row is not None and row[0] == 0


def _run(name: str, url: str, *options: str, output: int = subprocess.DEVNULL) -> None:
    # By the environment: on the command line everybody of the machine could read the password in it.
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, options of ours
        [str(program(name)), *(() if name == "pg_dump" else ("--dbname", "")), *options],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        env={**os.environ, **_parameters(url)},
        text=True,
    )
    if done.returncode:
        said = re.sub(r"\s+", " ", done.stderr).strip()
        raise DumpProblem(f"{name} did not do it: {said[-400:]}")


def _parameters(url: str) -> dict[str, str]:
    """The parts of an address as the variables that PostgreSQL's programs know."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
             "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
             "options": "PGOPTIONS", "connect_timeout": "PGCONNECT_TIMEOUT"}  # fmt: skip
    given = psycopg.conninfo.conninfo_to_dict(url)
    return {names[name]: str(value) for name, value in given.items() if name in names and value}

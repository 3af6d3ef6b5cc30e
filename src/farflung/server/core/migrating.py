"""Bringing the tables up to date, by one process at a time however many start together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_LOCK = 0x6661726D  # any number, as long as every version has the same
_LOCK_TIMEOUT, _STATEMENT_TIMEOUT = "8s", "15min"
"""A migration that cannot have its table soon gives up, rather than let every request wait behind it."""


def pending() -> list[str]:
    """The migrations that this version brings and the database has not had: `domain.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> list[str]:
    """Makes what is pending, and says what that was; who comes second waits, and finds nothing to do."""
    with _alone():
        found = pending()
        if found:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
                cursor.execute(f"SET statement_timeout = '{_STATEMENT_TIMEOUT}'")
            call_command("migrate", interactive=False, verbosity=0)
        # The next user of this connection has the timeouts of a request again.
        connection.close()
        return found


@contextmanager
def _alone() -> Iterator[None]:
    # A connection of its own, as migrations may close theirs. The lock goes with it, whatever happens.
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield
    finally:
        holder.close()

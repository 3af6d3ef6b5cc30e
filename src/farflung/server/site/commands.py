"""What the verbs `serve`, `worker`, `migrate` do, once Django is loaded (`starting.begin`).

Each returns the status for the shell, and tells what a person should know through `say`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from socket import socket

from django.conf import settings
from django.db import connections

from farflung.intake.given import Given
from farflung.server.core import clock, postgres
from farflung.server.core.environment import Environment
from farflung.server.core.migrating import migrate as bring_up_to_date
from farflung.server.core.refusal import Refused
from farflung.server.site.accounts.setup_key import is_fresh, setup_key
from farflung.server.site.actions import load_demo
from farflung.server.site.demo import is_demo
from farflung.server.site.serving import listening, web, work
from farflung.server.site.serving.family import Family, Say
from farflung.server.site.starting import embedded, end_counting

_PATIENCE = 60.0


def serve(*, workers: int, say: Say, before: Callable[[], None] | None = None) -> int:
    """Database, tables, then `before`, then web process and workers, until Ctrl-C or SIGTERM."""
    try:
        _serve(workers, say, before)
    finally:
        end_counting()
    say("Farflung has ended.")
    return 0


def _serve(workers: int, say: Say, before: Callable[[], None] | None) -> None:
    environment: Environment = settings.ENVIRONMENT
    with using_database() as database, closing(listening.listen(environment.address)) as taken:
        found = bring_up_to_date()
        if found:
            say(f"Made {len(found)} changes to the tables.")
        if before is not None:
            before()
        key, cast = setup_key() if is_fresh() else None, is_demo()
        family = _family(database, say)
        family.add("web process", lambda: web.run(taken))
        for _ in range(workers):
            family.add("worker", work.run_beside_pages)
        if _wait_until_ready(family, taken):
            _say_ready(say, listening.shown(taken, https=environment.https), key, cast=cast)
        family.tend(_keep_database(database, say))


def demo(*, companies: Callable[[date], Sequence[Sequence[Given]]], say: Say) -> int:
    """The example company as a site in which everybody may be any of the cast, until Ctrl-C.

    `companies` gives the files of each for the Monday on which its story begins: that of this week, so that
    what is about to happen in the example is about to happen.
    """

    def load() -> None:
        if not is_demo():
            say("Bringing the example company in, with its dates moved to this week. It is kept.")
            now = clock.now()
            today = now.date()
            load_demo(companies=companies(today - timedelta(days=today.weekday())), now=now)

    try:
        return serve(workers=1, say=say, before=load)
    except Refused as refused:
        say(str(refused.message))
        return 2


def worker(*, count: int, say: Say) -> int:
    """Workers alone, on the same database as a `farflung serve` elsewhere, until Ctrl-C or SIGTERM."""
    with using_database() as database:
        if not work.wait_for_tables(_PATIENCE):
            say("The tables are not up to date: run `farflung migrate`, then this again.")
            return 1
        family = _family(database, say)
        for _ in range(count):
            family.add("worker", work.run)
        say(f"Workers ready: {count} (Ctrl-C ends them)")
        family.tend(_keep_database(database, say))
    return 0


def migrate(*, say: Say) -> int:
    """Brings the tables up to date."""
    with using_database():
        found = bring_up_to_date()
    say(f"Done: {', '.join(found)}." if found else "The tables are up to date.")
    return 0


@contextmanager
def using_database() -> Iterator[postgres.Embedded | None]:
    """The embedded server while it is needed; None where DATABASE_URL names another."""
    database = embedded()
    try:
        yield database
    finally:
        connections.close_all()
        if database is not None:
            database.stop()


def _family(database: postgres.Embedded | None, say: Say) -> Family:
    connections.close_all()  # a connection must not be shared with a child
    family = Family(say, lambda: _leave(database))
    family.listen()
    return family


def _leave(database: postgres.Embedded | None) -> None:
    """The end of a child: where the parent was killed, somebody must still end the database."""
    connections.close_all()
    if database is not None:
        database.stop()


def _say_ready(say: Say, address: str, key: str | None, *, cast: bool) -> None:
    say(f"Farflung is ready: {address}   (Ctrl-C ends it)")
    if key is not None:
        say(f"Nobody has set it up yet. Open {address}first and type this key: {key}")
    if cast:
        say("It is a demo: the bar at the top of each page lets you be any of the cast.")


def _wait_until_ready(family: Family, taken: socket) -> bool:
    until = time.monotonic() + _PATIENCE
    while not family.ending and time.monotonic() < until:
        if listening.answers(taken):
            return True
        family.rest(0.02)
    return False


def _keep_database(database: postgres.Embedded | None, say: Say) -> Callable[[], None]:
    """Looks now and then whether the embedded server lives, and starts it again where it does not."""

    def look() -> None:
        if database is not None and not postgres.is_running(database.data):
            say("The database ended: starting it again.")
            database.revive()

    return look

"""`kill -9` of a worker at any moment of an import: nothing of it is there, or all of it; never twice."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from farflung.intake.given import Given
from farflung.server.org import actions, jobs
from farflung.server.org.models import ImportBatch, ImportChange, Person
from tests.server.company import NOW, build_polaris
from tests.server.org.elsewhere import started
from tests.server.org.whole import whole
from tests.server.site.running import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
State = ImportBatch.State
SEED, NEW = 20270301, 300

WRITTEN = ("org_person", "org_membership", "org_importchange", "core_auditentry")
"""Tables that an import writes to, one after another: the last of them just before it is done."""

Moment = Callable[[int], AbstractContextManager[Any]]
"""Takes the worker's session of the database; the worker is killed within."""


def people(round_: int) -> Given:
    """Many new people, in every later round all of them with another job and in other teams."""
    head = "id,name,email,role,manager id,city,country,team\n"
    rows = (
        (f"X{n}", f"New {n}", f"new{n}@polaris.example", f"job {round_}", f"X{n - 1}" if n else "P01",
         "Lisbon", "Portugal", f"Team {(n + round_) % 9}")
        for n in range(NEW)
    )  # fmt: skip
    return Given("people.csv", (head + "".join(f"{','.join(row)}\n" for row in rows)).encode())


def accepted(round_: int) -> ImportBatch:
    now = NOW + timedelta(days=round_)
    batch = actions.read_import(files=[people(round_)], by=None, now=now)
    return actions.accept_import(batch=batch, by=None, now=now)


def killed(batch: ImportBatch, moment: Moment) -> bool:
    """Whether the worker was still at it when it was killed, and its session of the database has ended."""
    with started("apply", str(batch.code)) as worker:
        assert worker.stdout is not None
        word, session = worker.stdout.readline().split()
        assert word == "go"
        with moment(int(session)):
            worker.kill()
            at_it = "done" not in worker.stdout.read()
    # What the worker had asked for last goes on without it, and may be the very last word of the import.
    eventually(lambda: not _session(int(session)), 60)
    return at_it


def _session(pid: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [pid])
        found: list[Any] = cursor.fetchall()
        return found


def writing_to(table: str) -> Moment:
    """The moment in which the import writes to a table: it is made to wait there."""

    @contextmanager
    def moment(session: int) -> Any:
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            eventually(lambda: _session(session) == [("Lock",)], 60)
            yield
            other.rollback()

    return moment


def after(seconds: float) -> Moment:
    """A moment by the clock."""

    @contextmanager
    def moment(_: int) -> Any:
        time.sleep(seconds)
        yield

    return moment


def nothing_or_all(round_: int, moment: Moment) -> bool:
    """Kills the import of a round, then lets it be done again, twice; whether it was interrupted."""
    batch = accepted(round_)
    before = whole()
    interrupted = killed(batch, moment)
    batch.refresh_from_db()
    if batch.state != State.APPLIED:
        assert batch.state == State.APPLYING
        assert whole() == before, "what was not finished left nothing behind"
        assert not ImportChange.objects.filter(batch=batch).exists()
    jobs.apply_import(batch=str(batch.code))
    jobs.apply_import(batch=str(batch.code))
    batch.refresh_from_db()
    assert batch.state == State.APPLIED
    assert Person.objects.count() == 23 + NEW
    jobs_now = set(Person.objects.filter(key__startswith="X").values_list("job", flat=True))
    assert jobs_now == {f"job {round_}"}
    return interrupted


def test_killed_at_any_moment_it_is_all_or_nothing() -> None:
    build_polaris()
    begun = time.monotonic()
    jobs.apply_import(batch=str(accepted(0).code))
    longest = 1.2 * (time.monotonic() - begun)
    chance = random.Random(SEED)
    for round_ in range(1, 4):
        nothing_or_all(round_, after(chance.uniform(0, longest)))


@pytest.mark.parametrize("table", WRITTEN)
def test_killed_while_it_writes_it_leaves_nothing(table: str) -> None:
    build_polaris()
    assert nothing_or_all(1, writing_to(table)), "it was killed in the middle"

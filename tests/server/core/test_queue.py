"""A job stands or falls with the transaction that enqueued it, and outlives its worker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.server.core import queue
from farflung.server.core.jobs import rescue
from farflung.server.site.serving import work

pytestmark = pytest.mark.django_db
ran: list[int] = []


@queue.job("test.note", tries=3)
def note(*, number: int) -> None:
    """Takes a number down."""
    ran.append(number)


@queue.job("test.alone", alone="import")
def alone() -> None:
    """Runs beside no other of its kind."""


@queue.job("test.broken", tries=3)
def broken() -> None:
    """Fails."""
    raise ZeroDivisionError


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name__startswith="test.").order_by("id"))


def test_called_it_runs_here() -> None:
    ran.clear()
    note(number=7)
    assert (ran, jobs()) == ([7], [])


def test_enqueued_it_waits_with_its_arguments() -> None:
    note.enqueue(number=7)
    alone.enqueue()
    first, second = jobs()
    assert (first.task_name, first.args, first.status, first.lock) == (
        "test.note",
        {"number": 7},
        "todo",
        None,
    )
    assert (second.task_name, second.lock) == ("test.alone", "import")


def test_it_is_rolled_back_with_its_cause() -> None:
    with transaction.atomic():
        note.enqueue(number=7)
        assert len(jobs()) == 1
        transaction.set_rollback(True)
    assert jobs() == []


def test_of_one_kind_and_key_one_waits() -> None:
    with transaction.atomic():
        assert note.enqueue_once("a", number=1)
        assert not note.enqueue_once("a", number=2)
        assert note.enqueue_once("b", number=3)
        assert connection.is_usable()
    assert [job.args["number"] for job in jobs()] == [1, 3]


def test_it_may_wait_for_an_instant() -> None:
    when = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    note.enqueue_at(when, number=1)
    assert jobs()[0].scheduled_at == when


@pytest.fixture
def really(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a worker does here really happens, and is cleared away afterwards: its tables are not Django's."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def work_once() -> None:
    """A worker of the real kind, on connections of its own."""
    work.run(until_empty=True)


@pytest.mark.usefixtures("really")
def test_a_worker_runs_it_once() -> None:
    ran.clear()
    for number in range(3):
        note.enqueue(number=number)
    work_once()
    work_once()
    assert ran == [0, 1, 2]
    assert [job.status for job in jobs()] == ["succeeded"] * 3


@pytest.mark.usefixtures("really")
def test_it_is_tried_again_later_and_not_for_ever() -> None:
    broken.enqueue()
    work_once()
    (job,) = jobs()
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        work_once()
    (job,) = jobs()
    assert (job.status, job.attempts) == ("failed", 3)


def lost(silent: int, attempts: int = 0) -> int:
    """A job that a worker had begun, which has been silent for so many seconds."""
    note.enqueue(number=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) "
            "RETURNING id",
            [silent],
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s "
            "WHERE status = 'todo' RETURNING id",
            [worker, attempts],
        )
        (job,) = cursor.fetchone()
    return int(job)


def status_of(job: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=job).status)


def test_a_dead_workers_job_goes_back_to_the_queue() -> None:
    job = lost(silent=120)
    rescue()
    assert status_of(job) == "todo"


def test_a_dead_workers_job_is_over_where_another_waits_that_does_the_same() -> None:
    """And keeps no other from being put back: periodic jobs come round while it is held to be alive."""
    first, other = lost(silent=120), lost(silent=120)
    ProcrastinateJob.objects.filter(pk=first).update(queueing_lock="test.note comes round")
    note.enqueue_once("comes round", number=2)
    rescue()
    assert (status_of(first), status_of(other)) == ("aborted", "todo")


def test_a_living_workers_job_stays_with_it() -> None:
    job = lost(silent=2)
    rescue()
    assert status_of(job) == "doing"


def test_a_job_that_takes_its_workers_with_it_has_failed() -> None:
    job = lost(silent=120, attempts=5)
    rescue()
    assert status_of(job) == "failed"


def aged(status: str, age: timedelta) -> int:
    note.enqueue(number=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM procrastinate_jobs")
        (job,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(secs => %s) WHERE job_id = %s",
            [age.total_seconds(), job],
        )
    return int(job)


def test_what_is_done_is_swept_away() -> None:
    kept = [
        aged("succeeded", timedelta(hours=2)),
        aged("failed", timedelta(days=20)),
        aged("todo", timedelta(days=99)),
    ]
    aged("succeeded", timedelta(hours=30))
    aged("failed", timedelta(days=40))
    queue.sweep()
    assert [job.pk for job in jobs()] == kept


def test_what_comes_round_is_known_to_the_worker() -> None:
    known: Any = app.periodic_registry.periodic_tasks
    assert {name for name, _ in known} >= {"core.rescue", "core.sweep"}

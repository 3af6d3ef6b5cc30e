"""Work for later: jobs in the same PostgreSQL, so that one is enqueued, or rolled back, with what caused it.

A domain's `jobs.py` holds thin functions marked with `job` (or `every`, for what comes round by itself); its
actions enqueue them. Arguments are codes and numbers, never names: they are kept, and logged. A job whose
worker died is done again by another, so every job must bear being done twice: it looks what is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, ParamSpec

from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Job as ProcrastinateJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

P = ParamSpec("P")

_WAIT_FIRST = 4
"""Seconds before the second try; four times as many before each next one."""

HEARTBEAT, STALLED = 5.0, 20.0
"""Seconds between two signs of life of a worker, and of silence after which others get its jobs."""

_MOST_DEATHS = 5
_DONE_HOURS, _FAILED_HOURS = 24, 30 * 24


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """A function that a worker runs. Called, it runs at once, here: tests and commands want that.

    `alone`: no two jobs with the same word run at the same time, on whatever machine.
    """

    name: str
    function: Callable[P, None]
    alone: str | None = None

    def __call__(self, *given: P.args, **named: P.kwargs) -> None:
        """Runs it in this process, without the queue."""
        self.function(*given, **named)

    def enqueue(self, *_: P.args, **named: P.kwargs) -> None:
        """Leaves it to a worker, when the transaction that is open here is done."""
        self._deferrer(named).defer()

    def enqueue_at(self, when: datetime, *_: P.args, **named: P.kwargs) -> None:
        """The same, not before an instant."""
        self._deferrer(named, schedule_at=when).defer()

    def enqueue_once(self, key: str, *_: P.args, **named: P.kwargs) -> bool:
        """The same, unless one with this key waits already; whether it was enqueued."""
        try:
            with transaction.atomic():  # a refusal must not spoil the transaction around it
                self._deferrer(named, queueing_lock=f"{self.name} {key}").defer()
        except AlreadyEnqueued:
            return False
        return True

    def enqueue_soon(self, when: datetime, *_: P.args, **named: P.kwargs) -> None:
        """Leaves it to a worker at an instant, once for all who ask until then.

        Not inside the transaction that is open here but right after it: there, everybody who asks would wait
        for whoever asked first. Killed in between it is lost: it is for what comes round by itself as well.
        """
        transaction.on_commit(lambda: self._leave_soon(when, named))

    def _leave_soon(self, when: datetime, named: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                self._deferrer(named, schedule_at=when, queueing_lock=f"{self.name} soon").defer()
        except AlreadyEnqueued:
            return

    def _deferrer(self, named: dict[str, Any], **options: Any) -> Any:
        # Always on Django's own connection, in a worker too: there the app's connector is another one.
        manager = JobManager(DjangoConnector())
        return configure_task(
            name=self.name, job_manager=manager, task_kwargs=named, lock=self.alone, **options
        )


def leave(name: str, *, alone: str | None = None) -> None:
    """Leaves a job without arguments to a worker by its name alone: one of a domain above, which is not known
    here. Without a lock on its kind: whoever leaves one in a long transaction would hold up all others."""
    Job(name, _elsewhere, alone).enqueue()


def _elsewhere() -> None:
    raise RuntimeError("this job is another domain's, and is run by a worker")


def job(name: str, *, tries: int = 1, alone: str | None = None) -> Callable[[Callable[P, None]], Job[P]]:
    """Marks a function as a job. `name` is kept in the queue, so it stays when the function moves.

    It is tried up to `tries` times, a little later each time, if it fails.
    """
    retry = RetryStrategy(max_attempts=tries - 1, exponential_wait=_WAIT_FIRST) if tries > 1 else False

    def marked(function: Callable[P, None]) -> Job[P]:
        app.task(name=name, retry=retry, lock=alone)(function)
        return Job(name, function, alone)

    return marked


def every(cron: str, name: str) -> Callable[[Callable[[], None]], Job[[]]]:
    """Marks a function as a job that comes round: minutes, hours and days of UTC, seconds may follow.

    Once for all workers together, and it bears running twice. What was due while none ran for over ten
    minutes is skipped, so let what must not be missed come round often, and look at what there is to do.
    """

    def marked(function: Callable[[], None]) -> Job[[]]:
        def due(timestamp: int) -> None:  # noqa: ARG001 - the instant it was due, which the queue hands over
            function()

        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(due))
        return Job(name, function)

    return marked


def rescue() -> int:
    """Puts jobs whose worker is dead back into the queue; how many.

    One that has taken worker after worker with it has failed.
    """
    manager = JobManager(DjangoConnector())
    async_to_sync(manager.prune_stalled_workers)(STALLED)
    stalled = list(async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=STALLED))
    for lost in stalled:
        if lost.attempts >= _MOST_DEATHS:
            async_to_sync(manager.finish_job)(lost, Status.FAILED, delete_job=False)
        else:
            _put_back(manager, lost)
    return len(stalled)


def _put_back(manager: JobManager, lost: ProcrastinateJob) -> None:
    """Where one with its key waits already, that one does what it was to do, and it is over."""
    try:
        with transaction.atomic():
            async_to_sync(manager.retry_job)(lost)
    except UniqueViolation:
        async_to_sync(manager.finish_job)(lost, Status.ABORTED, delete_job=False)


def sweep() -> None:
    """Deletes jobs that are done since yesterday, and those that failed a month ago."""
    manager = JobManager(DjangoConnector())
    async_to_sync(manager.delete_old_jobs)(nb_hours=_DONE_HOURS, include_cancelled=True, include_aborted=True)
    async_to_sync(manager.delete_old_jobs)(nb_hours=_FAILED_HOURS, include_failed=True)

"""The worker: takes jobs out of the queue until it is told to end."""

import logging
import os
import time
from typing import Any

from django.conf import settings
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.job_context import JobContext

from farflung.server.core.migrating import pending
from farflung.server.core.queue import HEARTBEAT, STALLED

JOB_PATIENCE = 15
"""Seconds that running jobs have to end in when a worker ends; what does not is done again by another."""

BEHIND = 5
"""How much nicer such a worker is: it has a quarter of a processor that both want, and all of an idle one."""

_log = logging.getLogger("farflung.job")


def run(*, until_empty: bool = False) -> None:
    """Works until SIGTERM or Ctrl-C, or until nothing waits."""
    jobs = settings.ENVIRONMENT.jobs
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=jobs + 3)
    with app.replace_connector(connector) as working:
        working.run_worker(
            name="worker",
            concurrency=jobs,
            wait=not until_empty,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            shutdown_graceful_timeout=JOB_PATIENCE,
            worker_middleware=[_told],
        )


def run_beside_pages() -> None:
    """The same on the machine that answers: whoever waits for a page goes before jobs."""
    os.nice(BEHIND)
    run()


def wait_for_tables(seconds: float, pause: float = 0.5) -> bool:
    """Waits until somebody has brought the tables up to date; False if nobody did in that time."""
    until = time.monotonic() + seconds
    while pending():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True


async def _told(call_next: Any, context: JobContext, _worker: Any) -> Any:
    """One line a job: its name and number, never its arguments."""
    begun, outcome = time.perf_counter(), "failed"
    try:
        result = await call_next()
        outcome = "done"
    finally:
        _log.info(
            "job",
            extra={
                "job": context.job.task_name,
                "number": context.job.id,
                "attempt": context.job.attempts + 1,
                "outcome": outcome,
                "ms": round((time.perf_counter() - begun) * 1000, 1),
            },
        )
    return result

"""The beginning of every command of the server: what must be said before Django is loaded, then Django."""

import os
import shutil
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor

import django

from farflung.server.core import postgres
from farflung.server.core.environment import read_environment

SETTINGS = "farflung.server.site.settings"
COUNTS = "PROMETHEUS_MULTIPROC_DIR"

_started: list[Future[postgres.Embedded]] = []


def begin(*, counting: bool = False, database: bool = True) -> None:
    """Loads Django with the settings of the environment; raises `EnvironmentProblem` if they are not right.

    `counting` is for who serves pages: its processes add up their metrics in a folder that they share.
    `database` starts the embedded server meanwhile, where that is the one meant: `embedded` then has it.
    """
    environment = read_environment()
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    # The threads of a web process do small sums side by side: more threads in each would only be in the way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if counting:
        os.environ[COUNTS] = tempfile.mkdtemp(prefix="farflung-metrics-")
    if not database or environment.database_url:
        django.setup()
        return
    # Starting PostgreSQL is waiting, loading Django is work.
    with ThreadPoolExecutor(max_workers=1) as beside:
        _started[:] = [beside.submit(postgres.start, environment.data)]
        django.setup()


def embedded() -> postgres.Embedded | None:
    """The embedded server that `begin` started or joined; None where DATABASE_URL names another."""
    return _started[0].result() if _started else None


def end_counting() -> None:
    """Removes the folder of the metrics."""
    shutil.rmtree(os.environ.pop(COUNTS, ""), ignore_errors=True)

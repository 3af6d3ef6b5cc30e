"""Figures of the system for Prometheus: requests, jobs, the database. Never of people, never by person.

Several web processes share one count: with PROMETHEUS_MULTIPROC_DIR set (`farflung serve` does) each keeps
its own in a file there, and whichever is asked adds them up.
"""

import os
from collections.abc import Iterator

from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_own = CollectorRegistry()
_requests = Counter("farflung_requests", "Requests answered.", ("method", "route", "status"), registry=_own)
_seconds = Histogram(
    "farflung_request_seconds", "Seconds to an answer.", ("route",), buckets=_BUCKETS, registry=_own
)
_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())

_JOBS = "SELECT task_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2"
_WAIT = """
SELECT coalesce(extract(epoch FROM max(now() - coalesce(j.scheduled_at, e.at))), 0)
FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""
_WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """One request more. `route` is the pattern of the address, not the address."""
    verb = (
        method if method in _METHODS else "other"
    )  # a client may send any word: it must not become a series
    _requests.labels(verb, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def exposition() -> bytes:
    """All figures, in Prometheus's text format."""
    shared = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        requests = generate_latest(shared)
    else:
        requests = generate_latest(_own)
    database = CollectorRegistry()
    database.register(_Database())
    return requests + generate_latest(database)


class _Database(Collector):
    """What the database knows, asked when it is wanted, so it is the same whichever process answers."""

    def collect(self) -> Iterator[Metric]:
        with connection.cursor() as cursor:
            jobs = GaugeMetricFamily("farflung_jobs", "Jobs in the queue.", labels=("job", "status"))
            cursor.execute(_JOBS)
            for name, status, count in cursor.fetchall():
                jobs.add_metric((name, status), count)
            yield jobs
            for name, told, query in (
                ("farflung_job_wait_seconds", "How long the oldest job that is due has waited.", _WAIT),
                ("farflung_workers", "Workers seen in the last 30 seconds.", _WORKERS),
                (
                    "farflung_database_bytes",
                    "Size of the database.",
                    "SELECT pg_database_size(current_database())",
                ),
            ):
                cursor.execute(query)
                yield GaugeMetricFamily(name, told, value=float(cursor.fetchone()[0]))

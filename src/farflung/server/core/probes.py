"""What machines ask: does it live (/healthz), can it serve (/readyz), how is it (/metrics).

Answered before anything else: a probe comes by the address of a container, which is no name of the site, and
has no session.
"""

import json
from collections.abc import Callable, Mapping
from secrets import compare_digest
from threading import Event

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from farflung.server.core import metrics
from farflung.server.core.address import from_this_machine
from farflung.server.core.migrating import pending

Respond = Callable[[HttpRequest], HttpResponse]

_up_to_date = Event()
_BEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
WORKER_SILENT = 30
"""Seconds without a word from any worker after which it is said."""


def probes(respond: Respond) -> Respond:
    """The middleware that answers them."""
    answers: dict[str, Respond] = {"/healthz": health, "/readyz": ready, "/metrics": figures}

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = answers.get(request.path) if request.method in ("GET", "HEAD") else None
        if answer is None:
            return respond(request)
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def health(_request: HttpRequest) -> HttpResponse:
    """This process answers. Nothing else is looked at: a dead database is no reason to kill it."""
    return _json({"alive": True}, 200)


def ready(_request: HttpRequest) -> HttpResponse:
    """Whether this process can serve pages: 200 or 503.

    A silent worker is told, but is no reason to send people away: pages work without it.
    """
    state = {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}
    try:
        state["migrations"] = "good" if _migrated() else "pending"
        if _migrated():  # known from before, so only what follows asks the database
            state["worker"] = worker()
        state["database"] = "good"
    except DatabaseError:
        connection.close()
    good = state["database"] == state["migrations"] == "good"
    return _json({"ready": good, **state}, 200 if good else 503)


def worker() -> str:
    """`good`, or for how long no worker was heard of."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT)
        (silent,) = cursor.fetchone()
    if silent is None:
        return "never seen"
    return "good" if silent <= WORKER_SILENT else f"silent for {int(silent)} s"


def figures(request: HttpRequest) -> HttpResponse:
    """The metrics, to who has the token, or without one to this machine; 404 for everybody else."""
    token: str | None = settings.ENVIRONMENT.metrics_token
    given = request.headers.get("Authorization", "").encode()
    allowed = compare_digest(given, f"Bearer {token}".encode()) if token else from_this_machine(request)
    if not allowed:
        return HttpResponse(status=404)
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)


def _migrated() -> bool:
    # What was applied stays applied: asked until it is good, then not again.
    if not _up_to_date.is_set() and not pending():
        _up_to_date.set()
    return _up_to_date.is_set()


def _json(value: Mapping[str, object], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(value), content_type="application/json", status=status)

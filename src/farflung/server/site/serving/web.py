"""The web process: gunicorn with threads, told everything by `Environment` and nothing by files."""

import gc
import logging
import socket
import sys
import threading
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from prometheus_client.multiprocess import mark_process_dead

from farflung.server.core.environment import Environment
from farflung.server.org.atlas_copy import current
from farflung.server.site.serving import forehand
from farflung.server.site.serving.patient import PatientWorker
from farflung.server.site.serving.shares import SHARES
from farflung.server.site.wsgi import application

_log = logging.getLogger(__name__)

REQUEST_PATIENCE = 10
"""Seconds that requests have to end in when the site ends."""


class PlainLogger(Logger):  # type: ignore[misc]
    """Gunicorn's words go where all others go; requests are logged by the site itself."""

    def setup(self, cfg: Any) -> None:
        """Hands everything to the handler of the process."""
        self.cfg, self._access_log_enabled = cfg, False
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)

    def access(self, *_: Any) -> None:
        """Nothing: `request_frame` does."""


class Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn on a socket that is there already."""

    def __init__(self, listening: socket.socket, environment: Environment) -> None:
        self._settings = _settings(listening, environment)
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn asks for it."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site."""
        return application


def run(listening: socket.socket) -> None:
    """Serves until SIGTERM."""
    Web(listening, settings.ENVIRONMENT).run()


def _settings(listening: socket.socket, environment: Environment) -> dict[str, Any]:
    return {
        "bind": f"fd://{listening.fileno()}",
        "worker_class": PatientWorker,
        "workers": environment.processes,
        "threads": environment.threads,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": REQUEST_PATIENCE,
        "keepalive": 5,
        "limit_request_line": settings.LONGEST_REQUEST_LINE,
        # A process is made anew now and then, so that nothing that grows in it grows for ever.
        "max_requests": 50_000,
        "max_requests_jitter": 5_000,
        "control_socket_disable": True,
        "logger_class": PlainLogger,
        # Django alone decides what a proxy may say (FARFLUNG_PROXIES).
        "forwarded_allow_ips": "",
        "proc_name": "farflung",
        "post_worker_init": _warm_up,
        "child_exit": _has_ended,
    }


_TURN = 0.0005
"""Seconds after which a thread lets another go on, where Python's own are ten times as many.

A page waits for the database a few times, and after each for its turn: beside two slow pages a quick one
took six times as long."""


def _warm_up(_worker: Any) -> None:
    sys.setswitchinterval(_TURN)
    # Beside the first requests: whoever comes first should not wait for all pages and the map to be loaded.
    threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    try:
        get_resolver().url_patterns  # noqa: B018 - asking for them loads them
        current()
        _set_aside()
        forehand.begin()
    except DatabaseError:
        _log.warning("the map could not be read yet")
    finally:
        connections.close_all()


def _set_aside() -> None:
    """Takes what is loaded out of the collector's rounds, which would look through the map again and again.

    A round through all of it takes a tenth of a second, in which no page is answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_LITTER, 20, 20)


_LITTER = 5_000
"""New objects between two rounds: a page makes thousands that end with it by themselves."""


def _has_ended(_arbiter: Any, worker: Any) -> None:
    SHARES.leave(worker.age)
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]

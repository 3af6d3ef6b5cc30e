"""Another process of the server, started by a test: one that watches the map, or a worker that gets killed.

Run as a module, with the job's name, the address of the database, and what the job needs.
"""

import importlib
import os
import subprocess
import sys
import time
from typing import Any

import django
from django.db import connection

SETTINGS = "farflung.server.site.settings"


def started(job: str, *given: str) -> "subprocess.Popen[str]":
    """The process, with its standard output to read from; it works in the same database as this one."""
    known = connection.settings_dict
    url = f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"
    command = [sys.executable, "-m", "tests.server.org.elsewhere", job, url, *given]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def watch(seconds: str) -> None:
    """Says the instant and Ana's job whenever what this process would show has changed."""
    atlas_copy = _loaded("atlas_copy")
    shown, end = None, time.monotonic() + float(seconds)
    while time.monotonic() < end:
        seen = atlas_copy.current().atlas.find("Ana").role
        if seen != shown:
            shown = seen
            _say(f"{time.monotonic()} {seen}")
        time.sleep(0.05)


def apply(batch: str) -> None:
    """Says "go" and its session of the database when it begins to apply an import, "done" at the end."""
    jobs = _loaded("jobs")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        _say(f"go {cursor.fetchone()[0]}")
    jobs.apply_import(batch=batch)
    _say("done")


def _loaded(module: str) -> Any:
    """A module of the domain, which Python can load only now that Django is set up."""
    return importlib.import_module(f"farflung.server.org.{module}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _, job_, url_, *given_ = sys.argv
    os.environ |= {"DATABASE_URL": url_, "DJANGO_SETTINGS_MODULE": SETTINGS}
    django.setup()
    {"watch": watch, "apply": apply}[job_](*given_)

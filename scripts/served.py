"""A server of its own in a temporary folder, with the example company, for programs that are not ours."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from typing import Final

import django

from farflung.server.core.postgres import start

ROOT: Final = Path(__file__).resolve().parents[1]
WHO: Final = "camille@polaris.example"
"""People operations, compliance and (here) operator: who may do most, so that most is tried."""

PATIENCE: Final = 90.0


@contextmanager
def served(key: str) -> Iterator[tuple[int, str]]:
    """The port, and the word with which the program comes in: `key` is a function of `served_company`."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-served-"))
    port = _free_port()
    environment = _environment(folder, port)
    try:
        prepare = [sys.executable, "-m", "scripts.served", key]
        told = subprocess.run(
            prepare, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        serving = subprocess.Popen([sys.executable, "-m", "farflung", "serve"], env=environment, cwd=ROOT)
        try:
            _wait(port)
            yield port, told.stdout.split()[-1]
        finally:
            serving.terminate()
            serving.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(key: str) -> None:
    """A company in the database of this process' environment, and a word, which is printed last."""
    data = Path(os.environ["FARFLUNG_DATA"])
    database = start(data)
    os.environ["DATABASE_URL"] = database.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
    try:
        django.setup()
        # Only now: what it imports wants Django set up.
        company = import_module("scripts.served_company")
        print(getattr(company, key)(company.filled(data / "example", WHO)))
    finally:
        database.stop()


def _environment(folder: Path, port: int) -> dict[str, str]:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("FARFLUNG_", "DATABASE"))
    }
    return plain | {
        "FARFLUNG_DATA": str(folder), "FARFLUNG_ADDRESS": f"127.0.0.1:{port}", "FARFLUNG_LOG_LEVEL": "ERROR",
        "FARFLUNG_API_RATE": "1000000",
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit("The server was not ready in time.")


if __name__ == "__main__":
    prepare(sys.argv[1])

"""Throws requests, right and wrong, at a running server and looks at every answer: ``make api-fuzz``.

A server of its own in a temporary folder, with the example company; schemathesis reads the description of the
interface from it, and holds every answer against what the description promises.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path

import django

from farflung.server.core.postgres import start

ROOT = Path(__file__).resolve().parents[1]
SCHEMATHESIS = ROOT / ".venv-fuzz" / "bin" / "schemathesis"
WHO = "camille@polaris.example"
"""People operations, compliance and (here) operator: who may do most, so that most is tried."""

PATIENCE = 90.0


def main() -> int:
    """Runs it; the status of schemathesis. Arguments are handed on (``--max-examples 200``)."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-fuzz-"))
    port = _free_port()
    environment = _environment(folder, port)
    try:
        prepare = [sys.executable, "-m", "scripts.api_fuzz", "prepare"]
        told = subprocess.run(
            prepare, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        word = told.stdout.split()[-1]
        serving = subprocess.Popen([sys.executable, "-m", "farflung", "serve"], env=environment, cwd=ROOT)
        try:
            _wait(port)
            return _thrown(port, word, sys.argv[1:])
        finally:
            serving.terminate()
            serving.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare() -> None:
    """A company in the database of this process' environment, and a token, which is printed last."""
    data = Path(os.environ["FARFLUNG_DATA"])
    database = start(data)
    os.environ["DATABASE_URL"] = database.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
    try:
        django.setup()
        # Only now: what it imports wants Django set up.
        print(import_module("scripts.api_fuzz_company").filled(data / "example", WHO))
    finally:
        database.stop()


def _thrown(port: int, word: str, more: list[str]) -> int:
    address = f"http://127.0.0.1:{port}/api/v1/openapi.json"
    settings = ROOT / "scripts" / "api_fuzz.toml"
    how = ["--config-file", str(settings), "run", address, "--header", f"Authorization: Bearer {word}"]
    return subprocess.run([str(SCHEMATHESIS), *how, *more], cwd=ROOT, check=False).returncode


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
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        raise SystemExit(main())

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
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

from farflung.example import write_company

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
    import django  # noqa: PLC0415 - it reads the environment when it is loaded

    from farflung.server.core.postgres import start  # noqa: PLC0415

    data = Path(os.environ["FARFLUNG_DATA"])
    database = start(data)
    os.environ["DATABASE_URL"] = database.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
    try:
        django.setup()
        print(_filled(data / "example"))
    finally:
        database.stop()


def _filled(folder: Path) -> str:
    from farflung.server.core import clock  # noqa: PLC0415 - Django is set up only now
    from farflung.server.core.actions.tokens import make_token  # noqa: PLC0415
    from farflung.server.core.api.door import Scope  # noqa: PLC0415
    from farflung.server.core.migrating import migrate  # noqa: PLC0415
    from farflung.server.core.models import Account  # noqa: PLC0415
    from farflung.server.org.actions import grant_role  # noqa: PLC0415
    from farflung.server.org.models import Person  # noqa: PLC0415
    from farflung.server.site.actions import load_demo  # noqa: PLC0415

    migrate()
    folder.mkdir()
    now, account = clock.now(), None
    load_demo(companies=[write_company(folder, "polaris")], now=now)
    account = Account.objects.get(email=WHO)
    grant_role(person=Person.objects.get(account=account), role="operator", by=account, now=now)
    return make_token(name="fuzz", scopes=list(Scope), valid=timedelta(days=1), by=account, now=now)[1]


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

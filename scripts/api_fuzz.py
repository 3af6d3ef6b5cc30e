"""Throws requests, right and wrong, at a running server and looks at every answer: ``make api-fuzz``.

Schemathesis reads the description of the interface from the server, and holds every answer against what the
description promises.
"""

import subprocess
import sys

from scripts.served import ROOT, served

SCHEMATHESIS = ROOT / ".venv-fuzz" / "bin" / "schemathesis"


def main() -> int:
    """Runs it; the status of schemathesis. Arguments are handed on (``--max-examples 200``)."""
    with served("token") as (port, word):
        address = f"http://127.0.0.1:{port}/api/v1/openapi.json"
        settings = ROOT / "scripts" / "api_fuzz.toml"
        how = ["--config-file", str(settings), "run", address, "--header", f"Authorization: Bearer {word}"]
        return subprocess.run([str(SCHEMATHESIS), *how, *sys.argv[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

"""Lets programs of others read calendars of a running server by CalDAV: ``make caldav-check``.

The client library `caldav` finds the calendars from the address of the site, lists, searches and synchronises
them, and is refused when it writes; caldav-server-tester grades what can be graded without writing. Both live
in an environment of their own (`.venv-caldav`).
"""

import subprocess

from scripts.served import ROOT, served

PYTHON = ROOT / ".venv-caldav" / "bin" / "python"


def main() -> int:
    """Runs it; 0 where all is as it should be."""
    with served("token") as (port, word):
        client = [str(PYTHON), str(ROOT / "scripts" / "caldav_client.py"), f"http://127.0.0.1:{port}", word]
        return subprocess.run(client, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

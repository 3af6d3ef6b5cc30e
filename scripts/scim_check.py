"""Holds the door for directories against its standards by a program not ours: ``make scim-check``.

scim2-tester reads what the server claims, then creates, reads, patches, replaces and deletes people and
teams, each attribute by itself. It lives in an environment of its own (`.venv-scim`).
"""

import subprocess

from scripts.served import ROOT, served

PYTHON = ROOT / ".venv-scim" / "bin" / "python"


def main() -> int:
    """Runs it; 0 where nothing failed."""
    with served("directory") as (port, word):
        tester = [
            str(PYTHON),
            str(ROOT / "scripts" / "scim_tester.py"),
            f"http://127.0.0.1:{port}/scim/v2",
            word,
        ]
        return subprocess.run(tester, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())

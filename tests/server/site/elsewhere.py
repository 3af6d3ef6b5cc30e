"""Doing something to a site from a process of its own, as a command or a worker would."""

import subprocess
import sys
from pathlib import Path

from tests.server.site.running import surroundings

_BEGIN = """
import sys
from farflung.server.site.starting import begin, embedded
begin()
from farflung.server.core import clock
"""
LOAD_DEMO = """
from pathlib import Path
from farflung.server.core.migrating import migrate
from farflung.server.site.actions import load_demo
migrate()
load_demo(companies=[[Path(file) for file in sys.argv[1:]]], now=clock.now())
"""
_END = "\nembedded().stop()\n"


def elsewhere(data: Path, what: str, *words: str) -> str:
    """Does something in a process of its own, on the same database."""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + what + _END, *words],
        env=surroundings(FARFLUNG_DATA=str(data)), capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout

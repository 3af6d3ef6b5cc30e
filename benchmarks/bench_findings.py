"""Findings of 5,000 people with 400 series: the first check, that of an hour, that of a series that changed.

Beside us, in the same run: the whole company checked for each team whose night it is, team by team; of one
team in each hour, times their number. The database is an embedded one in a temporary folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_WORK = """
import sys
from pathlib import Path
from farflung.server.site.starting import begin, embedded
begin()
from benchmarks.checked import measured
try:
    measured(Path(sys.argv[1]))
finally:
    embedded().stop()
"""


def main() -> None:
    """Runs it and prints rows of the table in docs/reference/benchmarks.md."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-findings-"))
    env = {**os.environ, "FARFLUNG_DATA": str(folder / "data"), "DATABASE_URL": ""}
    try:
        subprocess.run([sys.executable, "-c", _WORK, str(folder / "files")], env=env, check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

"""A hundred thousand messages to a company of 5,000: posted, decided, and landed through a day.

Beside us, in the same run: a loop that decides them one by one, each in a transaction of its own, over a part
of them. The database is an embedded one in a temporary folder.
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
from benchmarks.landed import measured
try:
    measured(Path(sys.argv[1]))
finally:
    embedded().stop()
"""


def main() -> None:
    """Runs it and prints rows of the table in docs/reference/benchmarks.md."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-gateway-"))
    env = {**os.environ, "FARFLUNG_DATA": str(folder / "data"), "DATABASE_URL": ""}
    try:
        subprocess.run([sys.executable, "-c", _WORK, str(folder / "files")], env=env, check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

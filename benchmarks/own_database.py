"""Measures that need the server's tables: in a process of their own, on a database in a new folder."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_WORK = """
import sys
from importlib import import_module
from pathlib import Path
from farflung.server.site.starting import begin, embedded
begin()
try:
    import_module(sys.argv[1]).measured(Path(sys.argv[2]))
finally:
    embedded().stop()
"""


def on_own_database(module: str) -> None:
    """Calls `measured(folder)` of a module, by its name, with Django set up.

    The module is loaded there and not here, as it needs Django; the folder is for its files, and is deleted.
    """
    folder = Path(tempfile.mkdtemp(prefix="farflung-measure-"))
    env = {**os.environ, "FARFLUNG_DATA": str(folder / "data"), "DATABASE_URL": ""}
    try:
        subprocess.run([sys.executable, "-c", _WORK, module, str(folder / "files")], env=env, check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

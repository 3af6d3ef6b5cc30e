"""Runs the benchmarks, all or those named: ``python -m benchmarks [NAME ...]``.

Each is a module ``bench_NAME`` of this folder that prints what it measured when it is run. Every one has a
process of its own, so that its memory is its own too.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def known() -> list[str]:
    """The names of the benchmarks in this folder."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    """Runs them one after the other; 1 if one failed, 2 if a name is not known."""
    if unknown := sorted(set(wanted) - set(known())):
        print(f"No benchmark called {', '.join(unknown)}. There are: {', '.join(known()) or 'none'}.")
        return 2
    failed = 0
    for name in wanted or known():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.bench_{name}"]
        failed |= subprocess.run(command, cwd=HERE.parent, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

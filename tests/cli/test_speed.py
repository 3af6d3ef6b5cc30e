"""The promise for a company of 5,000: an answer before somebody gets up for coffee, on a small machine."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

import pytest

from farflung.example import EXAMPLE_FROM, write_company

PROGRAM = "from farflung.cli.main import main; main()"


def check(folder: Path, out: Path) -> tuple[float, float]:
    """Seconds of work and the most megabytes of a whole `check` in a process of its own."""
    files = [str(path) for path in write_company(folder, "large")]
    words = ["check", *files, "--from", EXAMPLE_FROM.isoformat(), "--fail-on", "never", "--out", str(out)]
    # With compiled files, as an installed package has them.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, said
    # Linux counts in kB, macOS in bytes.
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def loop() -> float:
    """Seconds of work of five million plain steps, the median of three."""
    taken = []
    for _ in range(3):
        begun = process_time()
        total = 0
        for number in range(5_000_000):
            total += number
        taken.append(process_time() - begun)
    return median(taken)


@pytest.mark.speed
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process has used")
@pytest.mark.parametrize("name", ["report.txt", "report.html"])
def test_check_of_five_thousand_people(tmp_path: Path, name: str) -> None:
    # Of two runs the lesser: the first may still compile, and what others do here only ever adds to a run.
    runs = [check(tmp_path / "large", tmp_path / name) for _ in range(2)]
    seconds, megabytes = min(run[0] for run in runs), max(run[1] for run in runs)
    # 15 s where a plain loop takes 0.375 s, the least seen on the machine of the benchmarks: the speed of a
    # shared machine changes from minute to minute, so the work is counted in loops of the same minute.
    assert seconds / loop() < 15 / 0.375
    assert megabytes < 500
    assert (tmp_path / name).stat().st_size > 10_000

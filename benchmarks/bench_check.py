"""`farflung check` of the large example: 5,000 people, 200 series, 20 rotas, 90 days; and how it grows.

As a command with all that belongs to it (starting Python, reading, every check, writing the report) and
stage by stage within one process. No peer does this work. Growth is measured on people alone: the sheet
of the example cut or repeated, without rotas and meetings.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Question, run
from farflung.engine.checks.registry import CHECKS
from farflung.engine.time import Span
from farflung.example import EXAMPLE_FROM, write_company
from farflung.intake.load import load
from farflung.rulepacks import load_packs

SIZES = (500, 5_000, 50_000)
_START = datetime.combine(EXAMPLE_FROM, datetime.min.time(), tzinfo=UTC)
WINDOW = Span(_START, _START + timedelta(days=90))
_RUNS = 7


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds on the wall, seconds of work on all cores, and the most memory."""

    wall: float
    work: float
    megabytes: float


def check(files: list[Path], out: Path) -> Run:
    """Runs the command as anybody would; raises where it ends otherwise than with status 0."""
    window = ["--from", EXAMPLE_FROM.isoformat(), "--days", "90", "--fail-on", "never"]
    words = [sys.executable, "-m", "farflung", "check", *map(str, files), *window, "--out", str(out)]
    # With compiled files, as an installed package has them.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begun = perf_counter()
    with subprocess.Popen(words, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"check ended with status {process.returncode}")
    # Linux counts in kB, macOS in bytes.
    peak = usage.ru_maxrss / 1e6 if usage.ru_maxrss > 1e8 else usage.ru_maxrss / 1e3
    return Run(perf_counter() - begun, usage.ru_utime + usage.ru_stime, peak)


def stages(files: list[Path]) -> Iterator[tuple[str, float, str]]:
    """Every stage within this process: its name, its seconds of work, and what came out."""
    begun = process_time()
    intake = load(files, window=WINDOW)
    yield "reading", process_time() - begun, f"{len(intake.atlas.people):,} people"
    begun = process_time()
    grid = intake.atlas.grid(WINDOW)
    yield "the grid", process_time() - begun, f"{len(grid.rows):,} different rows"
    yield from _checks(intake.atlas)


def _checks(atlas: Atlas) -> Iterator[tuple[str, float, str]]:
    question = Question(atlas, WINDOW, load_packs())
    for one in CHECKS:
        begun = process_time()
        found = run(question, (one,)).findings
        yield f"check: {one.title.lower()}", process_time() - begun, f"{len(found):,} findings"


def people_only(sheet: Path, size: int, folder: Path) -> Path:
    """The people of a sheet cut to a size, or repeated under other ids, names and addresses."""
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    made = []
    for number in range(size):
        row, again = dict(rows[number % len(rows)]), number // len(rows)
        if again:
            row |= {name: f"{again}x{row[name]}" for name in ("employee id", "name", "work email")}
            row["manager id"] = f"{again}x{row['manager id']}" if row["manager id"] else ""
        made.append(row)
    known = {row["employee id"] for row in made}
    for row in made:
        row["manager id"] = row["manager id"] if row["manager id"] in known else ""
    path = folder / f"people-{size}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(made)
    return path


def main() -> None:
    """Prints the command's time and memory, its stages, and its growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = list(write_company(folder / "large", "large"))
        print("| what | wall | work | memory |\n|---|---|---|---|")
        for what, ending in (("as text", "txt"), ("as HTML", "html")):
            found = [check(files, folder / f"report.{ending}") for _ in range(_RUNS)]
            print(_row(f"check, {what}", found), flush=True)
        sheet = next(path for path in files if path.name == "people.csv")
        for size in SIZES:
            found = [check([people_only(sheet, size, folder)], folder / "report.txt") for _ in range(3)]
            print(_row(f"check, {size:,} people alone", found), flush=True)
        print("\n| stage | work | |\n|---|---|---|")
        for what, seconds, came in stages(files):
            print(f"| {what} | {seconds:.2f} s | {came} |", flush=True)


def _row(what: str, found: Sequence[Run]) -> str:
    """The median of some runs, and from the least to the most."""
    walls = sorted(run.wall for run in found)
    wall = f"{median(walls):.1f} s ({walls[0]:.1f} to {walls[-1]:.1f})"
    work, most = median(run.work for run in found), max(run.megabytes for run in found)
    return f"| {what}, {len(found)} runs | {wall} | {work:.1f} s | {most:,.0f} MB |"


if __name__ == "__main__":
    main()

"""The published staff-scheduling instances: our plans beside the best known values and those of ten minutes.

``python -m benchmarks.bench_instances [--only 1,2,9] [--made 13,24] [--seconds 60] [--published]``

Files ``InstanceN.txt`` are read from the folder of `--data`, else from `FARFLUNG_INSTANCES`, else from
``../shared/data/shift-scheduling`` beside the repository; where there are none, it is said what to do, and
the copies of the tests are planned. With `--published` each has the time that the figures beside it were
reached in, or that we promise. `--made` plans instances drawn in the sizes of published ones
(`made_instances`). Every value is counted by `instance_checker`, which shares no code with the planner.
"""

import argparse
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.instance_checker import Rota, check
from benchmarks.instances import MONDAY, problem_of
from benchmarks.made_instances import SIZES, write
from farflung.engine.rota.plan import Progress, Result
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline

ROOT = Path(__file__).resolve().parent.parent
COPIES = ROOT / "tests" / "data" / "shift-scheduling"
SHARED = ROOT.parent / "shared" / "data" / "shift-scheduling"
FILES = "Instance*.txt"

BEST = {
    1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143, 6: 1950, 7: 1056, 8: 1300, 9: 439, 10: 4631, 11: 3443,
    12: 4040, 20: 4769, 22: 30241,
}  # fmt: skip
"""Best known values; those of 1 to 12 are proven optimal."""

TEN_MINUTES = {
    8: 1364, 12: 4042, 13: 3109, 14: 1281, 15: 4144, 16: 3306, 17: 5760, 18: 5049, 19: 3974,
}  # fmt: skip
"""Published in ten minutes: integer programming and variable neighbourhoods (Rahimian)."""


@dataclass(frozen=True, slots=True)
class Run:
    """One instance planned: the value counted by the checker (None where there is no plan), what it breaks,
    and when it was reached."""

    name: str
    value: int | None
    bound: float
    broken: int
    seconds: float
    reached: float

    def row(self) -> str:
        """A row of the table."""
        number = int(re.sub(r"\D", "", self.name) or 0)
        best, ten = (of.get(number) if "Made" not in self.name else None for of in (BEST, TEN_MINUTES))
        gap = f"{(self.value - best) / best:+.2%}" if best and self.value is not None else ""
        broken = "none" if not self.broken else f"{self.broken} BROKEN"
        cells = [
            self.name, "no plan" if self.value is None else f"{self.value:,}", f"{self.bound:,.1f}",
            f"{self.seconds:,.0f}", "" if self.value is None else f"{self.reached:,.0f}",
            f"{best:,}" if best else "", gap, f"{ten:,}" if ten else "",
            "" if self.value is None else broken,
        ]  # fmt: skip
        return "| " + " | ".join(cells) + " |"


HEADER = (
    "| instance | ours | bound | seconds | reached after | best known | from it | published, ten minutes "
    "| rules broken |\n|---|---|---|---|---|---|---|---|---|"
)


def planned(path: Path, seconds: float, seed: int, stop: Deadline | None = None) -> Run:
    """Plans one instance and has it checked."""
    problem, stop = problem_of(path), stop or Deadline(monotonic, seconds)
    reached = [0.0, float("inf")]

    def watch(progress: Progress) -> None:
        if progress.best is not None and progress.best < reached[1]:
            reached[:] = progress.seconds, progress.best

    result = solve(problem, stop=stop, seed=seed, watch=watch)
    if not result.stages:  # an empty rota breaks rules and costs much: no plan is none
        return Run(path.stem, None, float("-inf"), 0, result.seconds, 0.0)
    checked, bound = check(path, rota_of(problem, result)), result.stages[0].bound
    return Run(path.stem, checked.cost, bound, len(checked.broken), result.seconds, reached[0])


def rota_of(problem: Problem, result: Result) -> Rota:
    """A plan as the checker wants it: for each person the type of shift of each day.

    Two on one day have no place in it: the checker would never see the second, so they are refused.
    """
    days = (problem.window.end.date() - MONDAY).days
    rota: Rota = {person: [None] * days for person in problem.people}
    for shift in result.assignments:
        day = (shift.day - MONDAY).days
        if rota[shift.person][day] is not None:
            raise ValueError(f"{shift.person} has two shifts on day {day}")
        rota[shift.person][day] = shift.kind
    return rota


def files(folder: Path) -> dict[str, Path]:
    """Every instance of a folder and of the copies of the tests, by name."""
    found = {path.stem: path for place in (COPIES, folder) for path in place.glob(FILES)}
    return dict(sorted(found.items(), key=lambda item: int(re.sub(r"\D", "", item[0]) or 0)))


def told_missing(folder: Path) -> str:
    """What to do where a folder has no instances; nothing where it has some."""
    if any(folder.glob(FILES)):
        return ""
    copies = ", ".join(path.stem for path in sorted(COPIES.glob(FILES)))
    return (
        f"No file InstanceN.txt is in {folder}: of the published instances only the copies of the tests are "
        f"here ({copies}). The others are in the repository wssuite/NurseScheduler on GitHub: put them into "
        "a folder and name it with --data or FARFLUNG_INSTANCES. --made 13,24 draws some of the same sizes."
    )


def allowed(name: str, published: bool, seconds: float) -> float:
    """Seconds for an instance."""
    number = int(re.sub(r"\D", "", name) or 0)
    if not published:
        return seconds
    return 300.0 if number <= 7 else 600.0 if number <= 19 else 1200.0


def main(arguments: list[str] | None = None) -> None:
    """Prints a row for each instance as soon as it is planned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--published", action="store_true")
    parser.add_argument("--made", default="")
    asked = parser.parse_args(arguments)
    folder = asked.data or Path(os.environ.get("FARFLUNG_INSTANCES", SHARED))
    missing = told_missing(folder)
    if missing and asked.data:
        parser.error(missing)
    if missing:
        print(missing, file=sys.stderr)
    there = files(folder)
    wanted = [f"Instance{number}" for number in asked.only.split(",") if number]
    drawn = [int(number) for number in asked.made.split(",") if number]
    if unknown := [str(number) for number in drawn if number not in SIZES]:
        parser.error(f"--made {', '.join(unknown)}: sizes are known of {', '.join(map(str, SIZES))}")
    with TemporaryDirectory() as drawn_here:
        there |= {path.stem: path for path in write(Path(drawn_here), drawn)}
        wanted += [f"Made{number}" for number in drawn]
        _table(there, wanted or list(there), asked)


def _table(there: dict[str, Path], wanted: list[str], asked: argparse.Namespace) -> None:
    print(HEADER)
    for name in wanted:
        if name not in there:
            print(f"| {name} | not here: say with --data in which folder it is | | | | | | | |")
            continue
        run = planned(there[name], allowed(name, asked.published, asked.seconds), asked.seed)
        print(run.row(), flush=True)


if __name__ == "__main__":
    main()

"""Small teams: fourteen rotas of four to twenty people, planned as `farflung rota plan` plans them.

python -m benchmarks.bench_fair                   all of them, 20 s at most each
python -m benchmarks.bench_fair --seconds 60 on-call   those whose name has this in it
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.small_teams.teams import TEAMS, Team
from farflung.cli.rota.posed import posed
from farflung.engine.rota.check import violations
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline


def main() -> None:
    """The table of docs/explanation/rota-solver.md."""
    asked = _asked()
    print("| team | hours open | levels proven | within 1 % | worst | none below | seconds | broken |")
    print("|---|---|---|---|---|---|---|---|")
    for team in TEAMS:
        if any(name in team.name for name in asked.names or [""]):
            problem = of(team)
            found = solve(problem, stop=Deadline(monotonic, asked.seconds), seed=asked.seed)
            print(row(team, problem, found), flush=True)


def of(team: Team) -> Problem:
    """The question of a team, read from files like anybody's."""
    with TemporaryDirectory() as folder:
        people, rota = Path(folder, "people.csv"), Path(folder, "rota.yaml")
        people.write_text(team.people, encoding="utf-8")
        rota.write_text(team.rota, encoding="utf-8")
        return posed([rota, people]).problem


def row(team: Team, problem: Problem, found: Result) -> str:
    """One row of the table."""
    open_ = sum(hole.missing * hole.span.elapsed.total_seconds() for hole in found.unfilled) / 3600
    fair = next((stage for stage in found.stages if Aim.FAIR in stage.aims), None)
    broken = len(violations(problem, found.assignments))
    if fair is None:
        return f"| {team.name} | {open_:g} | | | | | {found.seconds:.1f} | {broken} |"
    return (
        f"| {team.name} | {open_:g} | {fair.known} of {len(fair.levels)} | {fair.near} | "
        f"{fair.value / 60:.1f} | {fair.bound / 60:.1f} | {found.seconds:.1f} | {broken} |"
    )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()

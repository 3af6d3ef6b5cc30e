"""Rotas round the clock: proven, then fair, at growing size; beside a plain model of single shifts in CP-SAT.

python -m benchmarks.bench_rota             200 people in 15 zones, proven and fair; other seeds; the peer
python -m benchmarks.bench_rota growth      20 to 5,000 people, and 1,000 in 20 duties
python -m benchmarks.bench_rota leave       people who each have leave, hours, history, skills of their own
"""

import sys
from statistics import median
from time import monotonic, perf_counter

from ortools.sat.python import cp_model

from benchmarks.measure import peak_megabytes
from benchmarks.rota_cover import Cover
from benchmarks.rota_leave import Leave
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.fair.great import greatly_fair
from farflung.engine.rota.methods.groups.solve import solve_groups
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.stop import Deadline

COVER = Objective(cover=True)
SHARP = ("Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/London", "America/Santiago")
"""Three on fractions of an hour, three that change their clocks in March and April, one by half an hour."""

OTHERS = (
    ("200 people, 15 zones, demand tight", Cover(tight=1.05, seed=1)),
    ("the same, loose", Cover(tight=0.9, seed=2)),
    (
        "the same, over the changes of October and November",
        Cover(tight=1.0, seed=3, first=Cover().first.replace(month=10)),
    ),
    ("200 people in five zones of odd minutes", Cover(tight=1.0, seed=4, zones=SHARP)),
)
GROWTH = (20, 100, 500, 2000, 5000)
NAIVE_UP_TO = 100
NAIVE_SECONDS = 120.0


def main() -> None:
    """The tables of docs/explanation/rota-solver.md."""
    if sys.argv[1:] == ["growth"]:
        growth()
    elif sys.argv[1:] == ["leave"]:
        leave()
    else:
        proven()
        peer()
    print(f"\nPeak memory of this run: {peak_megabytes():,.0f} MB")


def proven() -> None:
    """The rota of C17 and others like it, and how fair they come out."""
    print("| rota | people short, hours | bound | seconds | rules broken |\n|---|---|---|---|---|")
    for what, cover in (("200 people, 15 zones, half an hour (C17)", Cover()), *OTHERS):
        _, _, row = _solved(what, cover, 60.0)
        print(row, flush=True)
    model, outcome, _ = _solved("", Cover(), 60.0)
    begun = perf_counter()
    held = [(COVER, int(outcome.value))]
    found = greatly_fair(
        model, held, stop=Deadline(monotonic, 110.0), seed=0, watch=lambda *_: None, start=outcome.chosen
    )
    least = found.least[0] / 60 if found.least else float("-inf")
    print(
        f"\nFair: {found.known} of {len(found.levels)} levels proven; worst {found.levels[0] / 60:g} points "
        f"(none can be below {least:g}), the lowest {found.levels[-1] / 60:g}, "
        f"in {perf_counter() - begun:.1f} s more"
    )


def leave() -> None:
    """People no two of whom are alike."""
    print("| rota | people short, hours | bound | seconds | rules broken |\n|---|---|---|---|---|")
    for people, duties, seconds in ((60, 1, 60.0), (200, 1, 60.0), (1000, 1, 300.0), (1000, 20, 300.0)):
        cover = Cover(people=people, duties=duties)
        for what, of in (
            ("leave", Leave(cover)),
            ("leave, hours and runs", Leave(cover, own=True)),
            ("leave, hours, runs, history", Leave(cover, own=True, history=True)),
            ("leave, hours, runs, history, skills", Leave(cover, own=True, history=True, skills=True)),
        ):
            print(_solved(f"{people:,} in {duties}: {what}", of, seconds)[2], flush=True)


def peer() -> None:
    """60 such people as a plain model in CP-SAT, against what is proven of them."""
    model, outcome, row = _solved("60 such people", Cover(people=60), 60.0)
    print(f"\n{row}")
    value, bound = naive(model, NAIVE_SECONDS)
    above = (value - outcome.value) / outcome.value
    print(
        f"A plain model of them in CP-SAT with two workers after {NAIVE_SECONDS:.0f} s: {value / 60:,.1f} h "
        f"short, {above:.1%} above the least there is; its bound {bound / 60:,.1f} h"
    )


def growth() -> None:
    """What more people cost."""
    print("| people | compiling, s | solving, s: median (spread) | gap | broken | plain CP-SAT |")
    print("|---|---|---|---|---|---|")
    for people in GROWTH:
        _grown(f"{people:,}", Cover(people=people), 3, peer_too=people <= NAIVE_UP_TO)
    _grown("1,000 in 20 duties", Cover(people=1000, duties=20), 1, peer_too=False)


def _grown(what: str, cover: Cover, runs: int, *, peer_too: bool) -> None:
    problem = cover.problem()
    begun = perf_counter()
    model = compiled(problem)
    compiling, taken, found = perf_counter() - begun, [], []
    for _ in range(runs):
        begun = perf_counter()
        found.append(solve_groups(model, COVER, stop=Deadline(monotonic, 300.0)))
        taken.append(perf_counter() - begun)
    gaps = [_gap(one) for one in found if one.chosen is not None]
    gap = f"{max(gaps):.2%}" if len(gaps) == runs else "no plan"
    broken = max(len(violations(problem, model.assignments(one.chosen or ()))) for one in found)
    solving = f"{median(taken):.1f}" + (f" ({min(taken):.1f} to {max(taken):.1f})" if runs > 1 else " (once)")
    other = _beside(model, found[0], taken) if peer_too else ""
    print(f"| {what} | {compiling:.1f} | {solving} | {gap} | {broken} | {other} |", flush=True)


def _beside(model: Model, ours: Outcome, taken: list[float]) -> str:
    """What the plain model is at after a minute, and how many times as long that is."""
    value, _ = naive(model, 60.0)
    longer = " to ".join(f"{60 / seconds:,.0f}" for seconds in (max(taken), min(taken)))
    return f"{(value - ours.value) / ours.value:.0%} above after {longer} x as long"


def _solved(what: str, cover: Cover | Leave, seconds: float) -> tuple[Model, Outcome, str]:
    problem = cover.problem()
    begun = perf_counter()
    model = compiled(problem)
    found = solve_groups(model, COVER, stop=Deadline(monotonic, seconds))
    taken = perf_counter() - begun
    broken = len(violations(problem, model.assignments(found.chosen or ())))
    said = "optimal" if found.proven else f"within {_gap(found):.2%}"
    return model, found, f"| {what} | {found.value / 60:,.1f} | {said} | {taken:.1f} | {broken} |"


def _gap(found: Outcome) -> float:
    return (found.value - found.bound) / found.value if found.value else 0.0


def naive(model: Model, seconds: float) -> tuple[float, float]:
    """One yes-or-no for each person, day and start; rest pair by pair; hours of a week; who is missing."""
    program, options = cp_model.CpModel(), model.options
    x = {
        (p, d, k): program.new_bool_var("")
        for p in range(len(model.people))
        for d, k in zip(*model.open[p].nonzero(), strict=True)
    }
    for person in range(len(model.people)):
        _person(program, model, person, {at[1:]: of for at, of in x.items() if at[0] == person})
    missing = []
    for line in model.lines:
        there: list[list[cp_model.IntVar]] = [[] for _ in range(line.cells)]
        for (p, d, k), of in x.items():
            row = options.row_of[p]
            for cell in range(line.lo[row, d, k], line.hi[row, d, k]):
                there[cell].append(of)
        for cell in range(line.cells):
            short = program.new_int_var(0, int(line.least[cell]), "")
            program.add(sum(there[cell]) + short >= int(line.least[cell]))
            missing.append(int(line.under[cell]) * short)
    program.minimize(sum(missing))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.solve(program)
    return solver.objective_value, solver.best_objective_bound


def _person(
    program: cp_model.CpModel, model: Model, person: int, x: dict[tuple[int, int], cp_model.IntVar]
) -> None:
    start, end = model.spans(person)
    days = sorted({day for day, _ in x})
    for day in days:
        program.add_at_most_one(of for (d, _), of in x.items() if d == day)
    for (day, kind), one in x.items():
        for (after, other), two in x.items():
            if after == day + 1 and start[after, other] < end[day, kind] + 660:
                program.add_bool_or(~one, ~two)
    minutes = model.options.minutes[model.row(person)]
    for monday in range(-model.options.first.weekday(), model.options.days, 7):
        week = [int(minutes[at]) * of for at, of in x.items() if monday <= at[0] < monday + 7]
        program.add(sum(week) <= 2400)


if __name__ == "__main__":
    main()

"""CP-SAT: the same programs, where logic weighs more than arithmetic."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import numpy as np

from farflung.engine.rota.methods.linear.program import FREE, Floats, Program, Start
from farflung.engine.rota.methods.solvers.answer import Answer, Report, unheard
from farflung.engine.rota.stop import Stop

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

_INFINITY = float("inf")
_LOOK = 0.1
"""Seconds between two looks at whether to stop."""


def solve_cpsat(
    program: Program, *, stop: Stop, workers: int = 1, seed: int = 0, start: Start | None = None,
    floor: int | None = None, report: Report = unheard,
) -> Answer:  # fmt: skip
    """Solves a program with every column a whole number, those too that need not be.

    `start` holds values known before; `floor` is a bound known before, without the program's constant.
    Coefficients and bounds are whole numbers.
    """
    from ortools.sat.python import cp_model

    if stop.over():
        return Answer(None, _INFINITY, -_INFINITY)
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    x = _written(model, program, floor)
    if start is not None:
        for column, hint in zip(start[0].tolist(), np.rint(start[1]).tolist(), strict=True):
            model.add_hint(x[column], int(hint))
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed % 2**31
    # CP-SAT would take Ctrl-C for itself, and leave it to end the whole process afterwards.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = max(0.01, stop.left())
    solver.best_bound_callback = lambda bound: report(None, bound + program.constant)
    with _stopped(solver, stop):
        status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Answer(None, _INFINITY, _INFINITY, infeasible=True)
    bound = (solver.best_objective_bound if program.cost.any() else 0.0) + program.constant
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, _INFINITY, bound)
    found = np.array([solver.value(of) for of in x], np.float64)
    return Answer(found, program.value(found), bound)


@contextmanager
def _stopped(solver: "CpSolver", stop: Stop) -> Iterator[None]:
    """Asks from a thread beside it whether to stop: CP-SAT itself tells only of what it has found."""
    done = Event()

    def look() -> None:
        while not done.wait(_LOOK):
            if stop.over():
                solver.stop_search()

    beside = Thread(target=look, daemon=True)
    beside.start()
    try:
        yield
    finally:
        done.set()
        beside.join()


def _written(model: "CpModel", program: Program, floor: int | None) -> "list[IntVar]":
    from ortools.sat.python.cp_model import LinearExpr

    low, high = np.ceil(program.low - 1e-9), np.floor(program.high + 1e-9)
    x = [model.new_int_var(int(a), int(b), "") for a, b in zip(low, high, strict=True)]
    columns, values = program.columns.tolist(), np.rint(program.values).astype(np.int64).tolist()
    starts = program.starts.tolist()
    sides = zip(_sides(program.row_low, np.ceil), _sides(program.row_high, np.floor), strict=True)
    for row, (least, most) in enumerate(sides):
        first, last = starts[row], starts[row + 1]
        whole = LinearExpr.weighted_sum([x[c] for c in columns[first:last]], values[first:last])
        model.add_linear_constraint(whole, least, most)
    costs = np.rint(program.cost).astype(np.int64)
    there = np.flatnonzero(costs).tolist()
    if there:
        whole = LinearExpr.weighted_sum([x[n] for n in there], costs[there].tolist())
        model.minimize(whole)
        if floor is not None:
            model.add_linear_constraint(whole, floor, 2**60)
    return x


def _sides(of: Floats, rounded: np.ufunc) -> list[int]:
    """Whole numbers, as far out as CP-SAT counts."""
    whole = rounded(np.clip(of, -(2.0**60), 2.0**60) + (1e-9 if rounded is np.floor else -1e-9))
    return [int(one) for one in np.where(np.abs(of) >= FREE, np.copysign(2.0**60, of), whole)]

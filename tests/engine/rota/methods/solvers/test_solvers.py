"""The two solvers behind one program: same answers, stopped from outside, with bounds and conflicts."""

import subprocess
import sys
from itertools import product
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.rota.methods.linear.program import FREE, Floats, Ints, Program, Writer
from farflung.engine.rota.methods.solvers.answer import Answer, Report
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.stop import Deadline

small = st.integers(-3, 3)


def _soon() -> Deadline:
    return Deadline(monotonic, 30)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Up to four columns from 0 to 2, up to four rows."""
    width, writer = draw(st.integers(1, 4)), Writer()
    writer.add_columns(width, high=2.0, cost=np.array([draw(small) for _ in range(width)], np.float64))
    for number in range(draw(st.integers(0, 4))):
        values = np.array([draw(small) for _ in range(width)], np.float64)
        low = draw(small)
        writer.add_row(
            np.arange(width),
            values,
            low=float(low),
            high=float(low + draw(st.integers(0, 4))),
            rule=f"row {number}",
        )
    return writer.program(float(draw(small)))


@given(programs())
@settings(deadline=None)
def test_both_find_the_least_of_all(program: Program) -> None:
    every = [np.array(x, np.float64) for x in product(range(3), repeat=program.width)]
    values = [program.value(x) for x in every if program.keeps(x)]
    for answer in (Highs(program).solve(stop=_soon()), solve_cpsat(program, stop=_soon())):
        assert answer.infeasible == (not values)
        if values:
            assert answer.optimal
            assert answer.x is not None
            assert answer.value == pytest.approx(min(values))
            assert program.keeps(answer.x)


@given(programs())
@settings(deadline=None)
def test_the_relaxation_is_a_bound_and_its_duals_add_up_to_it(program: Program) -> None:
    relaxed, whole = Highs(program), Highs(program).solve(stop=_soon())
    answer = relaxed.solve(stop=_soon(), relaxed=True)
    if whole.x is None or answer.duals is None or answer.reduced is None:
        return
    assert answer.bound <= whole.value + 1e-6
    assert np.allclose(answer.reduced, program.cost - _transposed(program, answer.duals))


def _transposed(program: Program, duals: Floats) -> Floats:
    found = np.zeros(program.width)
    rows = np.repeat(np.arange(program.height), np.diff(program.starts))
    np.add.at(found, program.columns, program.values * duals[rows])
    return found


def _floats(of: Ints) -> Floats:
    return of.astype(np.float64)


def _knapsack(width: int = 60) -> Program:
    """Takes both solvers a while: equal weights but for a little."""
    writer = Writer()
    at = writer.add_columns(width, high=1.0, cost=-_floats(1000 + np.arange(width) * 7 % 13))
    for row in range(20):
        writer.add_row(at, _floats(900 + np.arange(width) * (row + 3) % 211), high=30011.0, rule="weight")
    return writer.program()


@pytest.mark.parametrize("solver", ["highs", "cpsat"])
def test_a_stop_from_outside_ends_it_with_what_is_known(solver: str) -> None:
    stop = Deadline(monotonic, 60)
    heard: list[float] = []

    def report(best: float | None, bound: float) -> None:
        heard.append(bound)
        if len(heard) > 2:
            stop.stop()

    program, begun = _knapsack(), monotonic()
    answer = _by(solver, program, stop, report)
    assert monotonic() - begun < 20
    assert answer.bound <= answer.value
    assert heard == sorted(heard)


def _by(solver: str, program: Program, stop: Deadline, report: Report) -> Answer:
    if solver == "highs":
        return Highs(program).solve(stop=stop, report=report)
    return solve_cpsat(program, stop=stop, report=report)


def test_a_start_is_used_and_a_stop_that_is_over_finds_nothing() -> None:
    program = _knapsack(10)
    known = (np.arange(10), np.ones(10))
    assert Highs(program).solve(stop=_soon(), start=known).value == program.value(np.ones(10))
    assert solve_cpsat(program, stop=_soon(), start=known).value == program.value(np.ones(10))
    over = Deadline(monotonic, 1)
    over.stop()
    assert Highs(program).solve(stop=over).x is None
    assert solve_cpsat(program, stop=over).x is None


def test_a_conflict_names_rows_that_cannot_all_be_kept() -> None:
    writer = Writer()
    at = writer.add_columns(3, high=1.0)
    writer.add_row(at, 1.0, high=5.0, rule="idle")
    low = writer.add_row(at[:2], 1.0, low=2.0, rule="demand")
    high = writer.add_row(at[:2], 1.0, high=1.0, rule="rest", owner=4)
    program = writer.program()
    found = Highs(program).conflict()
    assert found is not None
    assert found.tolist() == [low, high]
    assert program.name(high) == ("rest", 4)


def test_rows_and_columns_can_be_added_and_changed_between_solves() -> None:
    writer = Writer()
    at = writer.add_columns(2, high=5.0, cost=np.array([-1.0, -1.0]), integer=False)
    row = writer.add_row(at, 1.0, low=-FREE, high=4.0, rule="both")
    highs = Highs(writer.program())
    assert highs.solve(stop=_soon()).value == -4
    highs.change_row(row, -FREE, 6.0)
    assert highs.solve(stop=_soon()).value == -6
    highs.add_rows(np.array([1]), np.array([0]), np.ones(1), np.array([-FREE]), np.array([2.5]))
    highs.change_bounds(np.array([1]), np.zeros(1), np.array([1.0]))
    assert highs.solve(stop=_soon()).value == -3.5
    highs.make_integer(np.array([0]), np.array([True]))
    assert highs.solve(stop=_soon()).value == -3
    highs.add_columns(np.array([1]), np.array([row]), np.array([1.0]), np.array([-2.0]), np.array([9.0]))
    assert highs.solve(stop=_soon()).value == -12
    highs.change_costs(np.array([2]), np.array([0.0]))
    assert highs.solve(stop=_soon(), relaxed=True).value == -3.5


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    Highs(_knapsack(5), Care(threads=1)).solve(stop=_soon())
    solve_cpsat(_knapsack(5), stop=_soon())
    assert capfd.readouterr() == ("", "")


def test_a_start_that_presolve_passes_by_is_not_taken_for_the_answer() -> None:
    writer = Writer()
    wish = writer.add_columns(2, high=1.0, cost=np.array([-1.0, 0.0]))
    writer.add_row(wish, 1.0, high=1.0, rule="one")
    program = writer.program()
    answer = Highs(program).solve(stop=_soon(), start=(wish, np.zeros(2)))
    assert answer.x is not None
    assert program.value(answer.x) == answer.value == -1.0


def test_ctrl_c_is_still_ours_after_cp_sat_has_solved_something() -> None:
    code = """
import signal, time
from farflung.engine.rota.methods.linear.program import Writer
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.stop import Deadline
signal.signal(signal.SIGINT, signal.default_int_handler)
writer = Writer()
writer.add_columns(2, high=1.0, cost=-1.0)
writer.add_row([0, 1], 1.0, high=1.0, rule="one")
assert solve_cpsat(writer.program(), stop=Deadline(time.monotonic, 10)).value == -1
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("ours")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "ours"), done.stderr

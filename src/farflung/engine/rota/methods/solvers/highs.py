"""HiGHS: linear programs, with and without whole numbers, kept open to be changed and solved again."""

from dataclasses import dataclass

import highspy
import numpy as np
from highspy import cb

from farflung.engine.rota.methods.linear.program import FREE, Bools, Floats, Ints, Program, Start
from farflung.engine.rota.methods.solvers.answer import Answer, Report, unheard
from farflung.engine.rota.stop import Stop

_STATUS = highspy.HighsModelStatus
_INFINITY = float("inf")
_ENDLESS = 2**31 - 1
_ASKED = (
    cb.HighsCallbackType.kCallbackSimplexInterrupt,
    cb.HighsCallbackType.kCallbackIpmInterrupt,
    cb.HighsCallbackType.kCallbackMipInterrupt,
)
_IRREDUCIBLE = (
    int(highspy.IisStrategy.kIisStrategyFromLp)
    | int(highspy.IisStrategy.kIisStrategyIrreducible)
    | int(highspy.IisStrategy.kIisStrategyRelaxation)
)


class RefusedError(RuntimeError):
    """HiGHS refused a program: a defect of whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Care:
    """How a program is solved. `relative` and `absolute` are the gaps at which a value is good enough.

    `method` is HiGHS's `solver` for linear programs: "choose", "simplex", "ipm" or "pdlp"; without
    `crossover` an interior solution is not brought to a corner. `root` solves the first relaxation of a
    program with whole numbers. `effort` is the share of time of heuristics. After `nodes` of the search tree
    the best that is known is the answer; None: no matter how many.
    """

    relative: float = 0.0
    absolute: float = 1e-6
    method: str = "choose"
    crossover: bool = True
    root: str = "choose"
    effort: float = 0.05
    symmetry: bool = True
    nodes: int | None = None
    threads: int = 1
    seed: int = 0


class Highs:
    """One program in HiGHS. It may be changed between solves; a solve begins where the last ended."""

    def __init__(self, program: Program, care: Care = Care()) -> None:
        # The first `highspy.Highs` of a process prints its version where results belong; its base does not.
        self._of = highspy._Highs()  # type: ignore[attr-defined]
        self._integer = program.integer.copy()
        self._set(output_flag=False, threads=care.threads, random_seed=care.seed % 2**31)
        self._set(mip_rel_gap=care.relative, mip_abs_gap=care.absolute, solver=care.method)
        self._set(run_crossover="on" if care.crossover else "off", mip_heuristic_effort=care.effort)
        self._set(mip_detect_symmetry=care.symmetry, mip_lp_solver=care.root)
        self._set(mip_max_nodes=_ENDLESS if care.nodes is None else care.nodes)
        self._pass(program)

    def solve(
        self, *, stop: Stop, relaxed: bool = False, start: Start | None = None, report: Report = unheard
    ) -> Answer:
        """Solves it, `relaxed` without asking for whole numbers. `start` holds values known before."""
        if stop.over():
            return Answer(None, _INFINITY, -_INFINITY)
        self._set(solve_relaxation=relaxed, time_limit=self._of.getRunTime() + max(0.01, stop.left()))
        if start is not None:
            self._of.setSolution(len(start[0]), start[0].astype(np.int32), start[1])
        self._of.setCallback(_Listener(stop, report).on_event, None)
        for kind in _ASKED:
            self._of.startCallback(kind)
        self._of.run()
        linear = relaxed or not self._integer.any()
        answer = self._answer(linear)
        if start is None or self._agrees(answer):
            return answer
        # Of a program that presolve solves whole, HiGHS 1.16 tells the best value beside the start that it
        # was given; without a start it tells what has that value.
        self._of.clearSolver()
        self._of.run()
        return self._answer(linear)

    def use(self, method: str) -> None:
        """Another `solver` of linear programs, as in `Care`."""
        self._set(solver=method)

    def change_costs(self, columns: Ints, costs: Floats) -> None:
        """Other costs for some columns."""
        self._of.changeColsCost(len(columns), columns.astype(np.int32), costs)

    def change_bounds(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Other bounds for some columns."""
        self._of.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def change_row(self, row: int, low: float, high: float) -> None:
        """Other sides for one row."""
        self._of.changeRowBounds(row, _endless(np.array([low]))[0], _endless(np.array([high]))[0])

    def add_rows(self, sizes: Ints, columns: Ints, values: Floats, low: Floats, high: Floats) -> None:
        """More rows, given as in `Writer.add_rows`."""
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
        self._of.addRows(
            len(sizes), _endless(low), _endless(high), len(columns), starts, columns.astype(np.int32), values
        )

    def add_columns(self, sizes: Ints, rows: Ints, values: Floats, cost: Floats, high: Floats) -> None:
        """More columns from nought to `high`: the first has the first `sizes[0]` rows and values, and so on.

        They are not asked to be whole numbers; `make_integer` does that.
        """
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
        self._of.addCols(
            len(sizes), cost, np.zeros(len(sizes)), high, len(rows), starts, rows.astype(np.int32), values
        )
        self._integer = np.concatenate([self._integer, np.zeros(len(sizes), bool)])

    def make_integer(self, columns: Ints, which: Bools) -> None:
        """Asks for whole numbers in some columns, or no longer."""
        self._integer[columns] = which
        self._of.changeColsIntegrality(len(columns), columns.astype(np.int32), which.astype(np.uint8))

    def conflict(self) -> Ints | None:
        """Rows that cannot all be kept, whole numbers apart, none of which can be spared; None: none found.

        Bounds of columns may have their part in it.
        """
        self._set(iis_strategy=_IRREDUCIBLE, iis_time_limit=60.0)
        _, found = self._of.getIis()
        return np.array(sorted(found.row_index_), np.int64) if found.valid_ else None

    def _set(self, **options: bool | int | float | str) -> None:
        for name, value in options.items():
            self._of.setOptionValue(name, value)

    def _pass(self, program: Program) -> None:
        status = self._of.passModel(
            program.width, program.height, len(program.columns), int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize), program.constant, program.cost, program.low, program.high,
            _endless(program.row_low), _endless(program.row_high), program.starts.astype(np.int32),
            program.columns.astype(np.int32), program.values, program.integer.astype(np.int32),
        )  # fmt: skip
        if status == highspy.HighsStatus.kError:
            raise RefusedError(f"HiGHS refuses a program of {program.height} x {program.width}")

    def _agrees(self, answer: Answer) -> bool:
        """Whether the columns that are told cost what is told that they cost."""
        if answer.x is None:
            return True
        cost = float(np.array(self._of.getLp().col_cost_) @ answer.x) + self._of.getLp().offset_
        return bool(abs(cost - answer.value) <= 1e-4 * max(1.0, abs(cost)))

    def _answer(self, linear: bool) -> Answer:
        status, info = self._of.getModelStatus(), self._of.getInfo()
        if status in (_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible):
            return Answer(None, _INFINITY, _INFINITY, infeasible=True)
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        solution = self._of.getSolution()
        x = np.array(solution.col_value) if found else None
        value = float(info.objective_function_value) if found else _INFINITY
        if not linear:
            return Answer(x, value, _low(float(info.mip_dual_bound)))
        done = status == _STATUS.kOptimal
        duals, reduced = (np.array(of) if done else None for of in (solution.row_dual, solution.col_dual))
        return Answer(x, value, value if done else -_INFINITY, duals=duals, reduced=reduced)


class _Listener:
    """Asks whether to stop, and tells how far it is when that has changed."""

    def __init__(self, stop: Stop, report: Report) -> None:
        self._stop, self._report = stop, report
        self._last: tuple[float | None, float] = (None, -_INFINITY)

    def on_event(
        self,
        kind: cb.HighsCallbackType,
        _: str,
        out: cb.HighsCallbackOutput,
        into: cb.HighsCallbackInput,
        __: object,
    ) -> None:
        """Called by HiGHS at every look: stops it, or tells what is new."""
        if self._stop.over():
            into.user_interrupt = True
        if kind != cb.HighsCallbackType.kCallbackMipInterrupt:
            return
        best, bound = float(out.mip_primal_bound), _low(float(out.mip_dual_bound))
        heard = (best if best < FREE else None, bound)
        if heard != self._last:
            self._last = heard
            self._report(*heard)


def _endless(sides: Floats) -> Floats:
    """Sides of rows as HiGHS writes them."""
    found: Floats = np.where(np.abs(sides) >= FREE, np.copysign(_INFINITY, sides), sides)
    return found


def _low(bound: float) -> float:
    return -_INFINITY if bound <= -FREE else bound

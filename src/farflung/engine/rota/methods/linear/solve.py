"""Solves a model as one linear program with whole numbers: exact where it is small enough."""

from collections.abc import Sequence

from farflung.engine.rota.methods.linear.program import Start
from farflung.engine.rota.methods.linear.rows import Held, Linear, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.methods.solvers.answer import Answer, Report, unheard
from farflung.engine.rota.methods.solvers.cpsat import solve_cpsat
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

_INFINITY = float("inf")
Turns = tuple[tuple[str, float], ...]
"""Solvers in turn, and the seconds of the first turn of each; each next one is twice as long."""

TURNS: Turns = (("HiGHS", 5.0), ("CP-SAT", 5.0))


def solve_linear(
    model: Model, objective: Objective, *, stop: Stop, seed: int = 0, watch: Report = unheard,
    start: Sequence[Choice] | None = None, held: Held = (),
) -> Outcome:  # fmt: skip
    """The best choice of a model, proven where time allows; `held` objectives get no worse than their values.

    HiGHS, which begins with the linear relaxation, and CP-SAT take turns of growing length, each beginning
    with the best choice and the best bound known, until one of them has proven it.
    """
    written = linear(model, objective, held=held)
    return solve_written(written, model, objective, stop=stop, seed=seed, watch=watch, start=start)


def solve_written(
    written: Linear, model: Model, objective: Objective, *, stop: Stop, seed: int = 0,
    watch: Report = unheard, start: Sequence[Choice] | None = None,
) -> Outcome:  # fmt: skip
    """The same of a program that is written already, with the objective as what it costs."""
    search = Search(written, stop, seed, watch)
    if start is not None:
        search.begin(objective.value(model, start), start)
    search.run()
    return search.outcome(model, objective)


class Search:
    """What is known of a program while the two take turns: the best choice with its value, and the bound."""

    def __init__(
        self, written: Linear, stop: Stop, seed: int, watch: Report, *, turns: Turns = TURNS
    ) -> None:
        self._written, self._scaled = written, Scaled.of(written.program)
        self._stop, self._seed, self._watch = stop, seed, watch
        self.best: tuple[float, Sequence[Choice]] | None = None
        self.bound, self.infeasible, self.by = -_INFINITY, False, "none"
        self._denied: str | None = None
        self._turns = turns

    def begin(self, value: float, chosen: Sequence[Choice]) -> None:
        """A choice known before, with its value."""
        self.best, self.by = (value, chosen), "start"

    def run(self) -> None:
        """Until it is proven, or the time is up."""
        solvers, longer = {"HiGHS": self._highs, "CP-SAT": self._cpsat}, 1
        while not self._stop.over():
            for name, seconds in self._turns:
                self._learn(solvers[name](Within.of(self._stop, longer * seconds)), name)
                if self._done():
                    return
            longer *= 2

    def outcome(self, model: Model, objective: Objective) -> Outcome:
        """What was found; its value is counted anew from the choice itself."""
        if self.infeasible:
            return Outcome(None, _INFINITY, _INFINITY, self.by, infeasible=True)
        if self.best is None:
            return Outcome(None, _INFINITY, self.bound, self.by)
        chosen = tuple(self.best[1])
        value = objective.value(model, chosen)
        return Outcome(chosen, value, min(self.bound, value), self.by)

    def _done(self) -> bool:
        return self.infeasible or (self.best is not None and self.best[0] < self.bound + 1 - 1e-6)

    def _learn(self, answer: Answer, name: str) -> None:
        if answer.infeasible:
            self._deny(name)
            return
        if self._denied != name:  # whoever denied what there is has no say about bounds
            self.bound = max(self.bound, self._scaled.bound(answer.bound))
        if answer.x is not None:
            value = self._scaled.value(answer.value)
            if self.best is None or value < self.best[0] - 1e-6:
                self.best, self.by = (value, self._written.chosen(answer.x)), name
        self._tell(None, -_INFINITY)

    def _deny(self, name: str) -> None:
        """One of them says that there is nothing: believed when the other says so too, and nothing is known.

        HiGHS 1.16 denies programs that have solutions now and then; CP-SAT counts in whole numbers.
        """
        if self.best is None and (self._denied not in (None, name) or name == "CP-SAT"):
            self.infeasible, self.by = True, name
        self._denied = name

    def _highs(self, stop: Stop) -> Answer:
        care = Care(absolute=0.99, seed=self._seed)
        return Highs(self._scaled.program, care).solve(stop=stop, start=self._hint(), report=self._tell)

    def _cpsat(self, stop: Stop) -> Answer:
        return solve_cpsat(
            self._scaled.program, stop=stop, seed=self._seed, start=self._hint(), report=self._tell,
            floor=self._scaled.floor(self.bound),
        )  # fmt: skip

    def _hint(self) -> Start | None:
        return None if self.best is None else self._written.start(self.best[1])

    def _tell(self, best: float | None, bound: float) -> None:
        known = self.best[0] if self.best is not None else None
        if best is not None:
            found = self._scaled.value(best)
            known = found if known is None else min(known, found)
        self._watch(known, max(self.bound, self._scaled.bound(bound)))

"""The stages of planning: one set of aims after another, never giving up what was reached before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from farflung.engine.rota.methods.chosen import solve_one
from farflung.engine.rota.methods.fair.fair import fair
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.outcome import FairOutcome
from farflung.engine.rota.methods.fair.sums import kept
from farflung.engine.rota.methods.floor.fallback import Fallback
from farflung.engine.rota.methods.floor.floor import BY
from farflung.engine.rota.methods.linear.rows import Linear, linear, repriced
from farflung.engine.rota.methods.linear.solve import solve_written
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.methods.solvers.answer import Report
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.plan import Level, Progress, Stage, Watch
from farflung.engine.rota.problem import Aim
from farflung.engine.rota.stop import Stop, Within

PARTS = {Aim.COVER: 0.6, Aim.CHANGES: 0.5, Aim.FAIR: 0.8, Aim.WISHES: 1.0}
"""What part of the time that is left each aim may take at most while others wait behind it."""


@dataclass(eq=False)
class Stages:
    """What was reached in the stages so far. `infeasible` says that no choice keeps the limits.

    `chosen` may hold a choice that is known before the first stage, and keeps the limits.
    """

    model: Model
    seed: int
    watch: Watch
    chosen: tuple[Choice, ...] | None = None
    stages: list[Stage] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    infeasible: bool = False
    _held: list[tuple[Objective, int]] = field(default_factory=list)
    _program: Linear | None = None
    _asked: int = 0

    def run(self, aims: Sequence[frozenset[Aim]], stop: Stop) -> None:
        """All of them, each with a part of the time that is left."""
        worth = [aim for aim in map(self._worth, aims) if aim]
        wanted = worth or [frozenset()]  # without aims any plan that keeps the rules
        self._asked = len(wanted)
        spare = Fallback(self.model, stop, cover=any(Aim.COVER in aim for aim in worth))
        for number, aim in enumerate(wanted):
            last = number == len(wanted) - 1
            part = 1.0 if last else max(PARTS[each] for each in aim)
            within = Within.of(stop, part * stop.left())
            if Aim.FAIR in aim:
                self._fair(aim, within, spare, last=last)
            else:
                self._least(aim, within, spare)
            if self.infeasible:
                return

    @property
    def proven(self) -> bool:
        """Whether every stage is; nothing is where the time was up before one of them came to anything."""
        return len(self.stages) == self._asked > 0 and all(stage.proven for stage in self.stages)

    def _worth(self, aim: frozenset[Aim]) -> frozenset[Aim]:
        """Without what costs nothing whatever is planned."""
        model = self.model
        none = {
            Aim.WISHES: model.wish is None,
            Aim.CHANGES: model.change is None,
            Aim.COVER: not model.lines,
            Aim.FAIR: model.burden is None or not model.burden.any(),
        }
        return frozenset(each for each in aim if not none[each])

    def _least(self, aim: frozenset[Aim], stop: Stop, spare: Fallback) -> None:
        """A stage whose aims add up to one sum."""
        objective = self._objective(aim)
        outcome = self._solved(objective, stop, _Telling(aim, stop, self.watch))
        outcome = outcome if self.chosen is not None else spare.rather(outcome, objective)
        if self._took(outcome):
            self._held.append((objective, objective.value(self.model, self.chosen or ())))
            bound = outcome.value if outcome.proven else outcome.bound
            self.stages.append(Stage(aim, outcome.value, bound))

    def _solved(self, objective: Objective, stop: Stop, tell: Report) -> Outcome:
        if self._program is not None:
            return solve_written(
                repriced(self._program, objective), self.model, objective,
                stop=stop, seed=self.seed, watch=tell, start=self.chosen,
            )  # fmt: skip
        return solve_one(
            self.model, objective, tuple(self._held),
            stop=stop, seed=self.seed, watch=tell, start=self.chosen,
        )  # fmt: skip

    def _fair(self, aim: frozenset[Aim], stop: Stop, spare: Fallback, *, last: bool) -> None:
        """The stage of fairness, which is many sums."""
        tell = _Telling(aim, stop, self.watch)
        outcome = fair(
            self.model, tuple(self._held), stop=stop, seed=self.seed, watch=tell, start=self.chosen
        )
        if self._took(outcome):
            levels = tuple(map(Level, outcome.levels, outcome.settled, outcome.least))
            worst = outcome.levels[0] if outcome.levels else 0
            bound = worst if outcome.known or not levels else outcome.least[0]
            self.stages.append(Stage(aim, worst, bound, levels))
            self._program = outcome.program
            if self._program is None and not last:
                self._hold_heights()
        elif self.chosen is None and not self.infeasible and spare.chosen is not None:
            self.chosen = spare.chosen
            self.by.append(BY)

    def _took(self, outcome: Outcome | FairOutcome) -> bool:
        """Takes the choice of an outcome, where there is one."""
        self.infeasible = self.infeasible or outcome.infeasible
        if outcome.chosen is None:
            return False
        self.chosen = outcome.chosen
        if outcome.by not in ("none", "start"):
            self.by.append(outcome.by)
        return True

    def _hold_heights(self) -> None:
        """Where the time was up: nobody is brought higher by what comes after fairness."""
        heights = Heights.of(self.model)
        written = linear(self.model, Objective(), held=tuple(self._held))
        self._program = kept(written, heights, heights.reached(self.chosen or ()))

    def _objective(self, aim: frozenset[Aim]) -> Objective:
        model = self.model
        costs = [model.wish] * (Aim.WISHES in aim) + [model.change] * (Aim.CHANGES in aim)
        constant = model.wish_constant * (Aim.WISHES in aim) + model.change_constant * (Aim.CHANGES in aim)
        present = [cost for cost in costs if cost is not None]
        return Objective(sum(present[1:], present[0]) if present else None, Aim.COVER in aim, constant)


class _Telling:
    """Progress of one stage, said with its aims and the seconds since the beginning."""

    def __init__(self, aim: frozenset[Aim], stop: Stop, watch: Watch) -> None:
        self._aim, self._stop, self._watch = aim, stop, watch

    def __call__(self, best: float | None, bound: float) -> None:
        self._watch(Progress(self._aim, best, bound, self._stop.spent()))

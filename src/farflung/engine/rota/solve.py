"""The door: a problem in, a plan out, with what is proven of it."""

from collections.abc import Sequence
from dataclasses import replace

from farflung.engine.rota.burdens import points_in
from farflung.engine.rota.compile import compiled
from farflung.engine.rota.impossible import conflict_notes, why_impossible
from farflung.engine.rota.methods import solve_one
from farflung.engine.rota.model import Model
from farflung.engine.rota.objective import Choice, Objective
from farflung.engine.rota.outcome import Outcome
from farflung.engine.rota.plan import Progress, Result, Stage, Status, Watch
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.shared_duty import SharedDuty
from farflung.engine.rota.shares.share import share_out
from farflung.engine.rota.stop import Stop, Within
from farflung.engine.rota.unfilled import unfilled
from farflung.engine.said import said

PARTS = {Aim.COVER: 0.6, Aim.CHANGES: 0.5, Aim.FAIR: 0.8, Aim.WISHES: 1.0}
"""What part of the time that is left each aim may take at most while others wait behind it."""


def solve(problem: Problem, *, stop: Stop, seed: int = 0, watch: Watch | None = None) -> Result:
    """Plans: each set of aims in turn, without giving up what was reached before it.

    Always gives an answer: when `stop` is over, the best plan so far with the bound that is known. What
    cannot be filled stays open and is named. `seed` makes the same run come out the same on one machine, as
    far as time limits let it.
    """
    part = stop if not problem.shared or not problem.kinds else Within.of(stop, 0.7 * stop.left())
    found = _Stages(problem, compiled(problem), part, seed, watch or _nobody).run()
    if found.status is Status.INFEASIBLE:
        return replace(
            found, notes=(*conflict_notes(problem, why_impossible(problem, stop=stop)), *problem.notes)
        )
    for shared in problem.shared:
        found = _with_shared(replace(problem, fixed=found.assignments), shared, found, stop, seed)
    return replace(found, notes=(*found.notes, *problem.notes))


def _with_shared(problem: Problem, shared: SharedDuty, found: Result, stop: Stop, seed: int) -> Result:
    """The plan with one more duty, shared out beside what is planned already."""
    lot = share_out(problem, shared, stop=stop, seed=seed)
    if lot is None:
        note = said("{duty} was not shared out: the time was up before there was a plan", duty=shared.duty)
        return replace(found, status=Status.FEASIBLE, notes=(*found.notes, note), seconds=stop.spent())
    assignments = tuple(sorted((*found.assignments, *lot.assignments)))
    worst, fairest = max(lot.loads.values(), default=0), max(lot.fairest.values(), default=0.0)
    stage = Stage(frozenset({Aim.FAIR}), worst, worst if lot.proven else fairest)
    return replace(
        found,
        status=found.status if lot.proven else Status.FEASIBLE,
        assignments=assignments,
        stages=(*found.stages, stage),
        unfilled=tuple(sorted((*found.unfilled, *lot.unfilled), key=lambda hole: (hole.span, hole.duty))),
        loads={
            key: points_in(problem, key, (a for a in assignments if a.person == key)) for key in found.loads
        },
        seconds=stop.spent(),
        by="; ".join(filter(None, (found.by, "HiGHS"))),
    )


def _nobody(_: Progress) -> None:
    """Is told of progress where nobody wants to know."""


class _Stages:
    """What was reached in the stages so far."""

    def __init__(self, problem: Problem, model: Model, stop: Stop, seed: int, watch: Watch) -> None:
        self._problem, self._model = problem, model
        self._stop, self._seed, self._watch = stop, seed, watch
        self._held: list[tuple[Objective, int]] = []
        self._chosen: tuple[Choice, ...] | None = None
        self._stages: list[Stage] = []
        self._by: list[str] = []

    def run(self) -> Result:
        aims = [self._worth(aim) for aim in self._problem.aims]
        wanted = [aim for aim in aims if aim] or [frozenset()]  # without aims any plan that keeps the rules
        for number, aim in enumerate(wanted):
            last = number == len(wanted) - 1
            part = 1.0 if last else max(PARTS[each] for each in aim)
            outcome = self._stage(aim, Within.of(self._stop, part * self._stop.left()))
            if outcome.infeasible:
                return self._result(Status.INFEASIBLE)
        proven = all(stage.proven for stage in self._stages)
        return self._result(Status.OPTIMAL if proven else Status.FEASIBLE)

    def _worth(self, aim: frozenset[Aim]) -> frozenset[Aim]:
        """Without what costs nothing whatever is planned."""
        model = self._model
        none = {
            Aim.WISHES: model.wish is None,
            Aim.CHANGES: model.change is None,
            Aim.COVER: not model.lines,
            Aim.FAIR: True,
        }
        return frozenset(each for each in aim if not none.get(each, False))

    def _stage(self, aim: frozenset[Aim], stop: Stop) -> Outcome:
        tell = _Telling(aim, self._stop, self._watch)
        objective = self._objective(aim)
        outcome = solve_one(
            self._model, objective, tuple(self._held),
            stop=stop, seed=self._seed, watch=tell, start=self._chosen,
        )  # fmt: skip
        if outcome.chosen is not None:
            self._held.append((objective, objective.value(self._model, outcome.chosen)))
        if outcome.chosen is not None:
            self._chosen = outcome.chosen
            self._stages.append(Stage(aim, outcome.value, outcome.value if outcome.proven else outcome.bound))
            self._by.append(outcome.by)
        return outcome

    def _objective(self, aim: frozenset[Aim]) -> Objective:
        model = self._model
        costs = [model.wish] * (Aim.WISHES in aim) + [model.change] * (Aim.CHANGES in aim)
        constant = model.wish_constant * (Aim.WISHES in aim) + model.change_constant * (Aim.CHANGES in aim)
        present = [cost for cost in costs if cost is not None]
        return Objective(sum(present[1:], present[0]) if present else None, Aim.COVER in aim, constant)

    def _result(self, status: Status) -> Result:
        chosen: Sequence[Choice] = self._chosen or ()
        return Result(
            status, self._model.assignments(chosen), tuple(self._stages), unfilled(self._model, chosen),
            loads(self._model, chosen), self._stop.spent(), "; ".join(dict.fromkeys(self._by)),
        )  # fmt: skip


class _Telling:
    """Progress of one stage, said with its aims and the seconds since the beginning."""

    def __init__(self, aim: frozenset[Aim], stop: Stop, watch: Watch) -> None:
        self._aim, self._stop, self._watch = aim, stop, watch

    def __call__(self, best: float | None, bound: float) -> None:
        self._watch(Progress(self._aim, best, bound, self._stop.spent()))


def loads(model: Model, chosen: Sequence[Choice]) -> dict[str, float]:
    """The points of each person in a plan, who has none with 0."""
    found = dict.fromkeys(model.ids, 0.0)
    for at in chosen:
        if model.burden is not None:
            found[model.people[at[0]].id] += int(model.burden[at]) / 60
    return found

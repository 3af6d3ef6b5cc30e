"""The door: a problem in, a plan out, with what is proven of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.shares.heights import Heights
from farflung.engine.rota.methods.shares.share import Shared, share_out
from farflung.engine.rota.methods.stages import Stages
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.plan import Progress, Result, Stage, Status, Watch
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.stop import Stop, Within
from farflung.engine.rota.turn import told_away
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.rota.why.clashes import told_clashes
from farflung.engine.rota.why.eased import eased
from farflung.engine.rota.why.impossible import conflict_notes, why_impossible
from farflung.engine.rota.why.mended import mended
from farflung.engine.rota.why.stricter import told_stricter
from farflung.engine.rota.why.unfilled import unfilled
from farflung.engine.said import said

ASKED = 0.2
"""What part of the time that is left each question may take where no plan keeps all rules: what can be
planned, and which rules conflict."""

_ROTATIONS = "turns of rotations"
"""What a plan is made by where nothing is to be chosen."""


def solve(problem: Problem, *, stop: Stop, seed: int = 0, watch: Watch | None = None) -> Result:
    """Plans: each set of aims in turn, without giving up what was reached before it.

    Always gives an answer: when `stop` is over, the best plan so far with the bound that is known. What
    cannot be filled stays open and is named. `seed` makes the same run come out the same on one machine, as
    far as time limits let it.
    """
    found = _planned(problem, stop, seed, watch or _nobody)
    if found.status is Status.INFEASIBLE:
        found = _eased(problem, found, stop, seed, watch or _nobody)
    found = _beside(problem, found, problem.standing)
    if found.status is Status.INFEASIBLE:
        return replace(found, notes=(*told_clashes(problem), *found.notes, *problem.notes))
    for shared in problem.shared:
        found = _with_shared(replace(problem, fixed=found.assignments), shared, found, stop, seed)
    proven = any(stage.proven for stage in found.stages)
    stricter = told_stricter(problem, found.assignments) if proven else ()
    told = (*told_clashes(problem), *stricter, *told_away(problem), *problem.notes)
    return replace(found, notes=(*found.notes, *told))


def _eased(problem: Problem, found: Result, stop: Stop, seed: int, watch: Watch) -> Result:
    """Where no plan keeps all rules: one that keeps all that can be, with the rules that conflict."""
    model = eased(problem, stop=Within.of(stop, ASKED * stop.left()))
    part = stop if model is None else Within.of(stop, ASKED * stop.left())
    told = conflict_notes(problem, why_impossible(problem, stop=part))
    again = found if model is None else _planned(problem, stop, seed, watch, model)
    return replace(again, notes=(*told, *again.notes))


def _planned(problem: Problem, stop: Stop, seed: int, watch: Watch, given: Model | None = None) -> Result:
    """What there is to choose among kinds of shift, by the model of the problem or one that is given."""
    part = stop if not problem.shared or not problem.kinds else Within.of(stop, 0.7 * stop.left())
    model = compiled(problem) if given is None else given
    if problem.turns and not problem.kinds:
        nobody = dict.fromkeys(model.ids, 0.0)
        return Result(Status.OPTIMAL, (), (), unfilled(model, ()), nobody, stop.spent(), _ROTATIONS)
    stages = Stages(model, seed, watch, None if given else mended(problem, model))
    stages.run(problem.aims, part)
    return _beside(problem, _result(model, stages, stop), model.beside)


def _beside(problem: Problem, found: Result, standing: Collection[Assignment]) -> Result:
    """The plan with what stands beside it, which weighs like any shift."""
    if not standing:
        return found
    assignments = tuple(sorted((*found.assignments, *standing)))
    again = {shift.person for shift in standing}
    loads = {
        key: points_in(problem, key, (a for a in assignments if a.person == key)) if key in again else points
        for key, points in found.loads.items()
    }
    return replace(found, assignments=assignments, loads=loads)


def _with_shared(problem: Problem, shared: SharedDuty, found: Result, stop: Stop, seed: int) -> Result:
    """The plan with one more duty, shared out beside what is planned already."""
    lot = share_out(problem, shared, violations, stop=stop, seed=seed)
    if lot is None:
        note = said("{duty} was not shared out: the time was up before there was a plan", duty=shared.duty)
        return replace(found, status=Status.FEASIBLE, notes=(*found.notes, note), seconds=stop.spent())
    assignments = tuple(sorted((*found.assignments, *lot.assignments)))
    stage = _stage(Heights.of(problem, shared), lot)
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
        by="; ".join(dict.fromkeys(filter(None, (*found.by.split("; "), "HiGHS")))),
    )


def _stage(heights: Heights, lot: Shared) -> Stage:
    """How high somebody stands with the duty; nobody can have less where each is within a minute of it."""
    worst, least = heights.worst(lot.loads), heights.worst(lot.fairest)
    return Stage(frozenset({Aim.FAIR}), worst, worst if lot.proven else min(worst, least))


def _nobody(_: Progress) -> None:
    """Is told of progress where nobody wants to know."""


def _result(model: Model, stages: Stages, stop: Stop) -> Result:
    chosen: Sequence[Choice] = () if stages.infeasible else stages.chosen or ()
    status = Status.OPTIMAL if stages.proven else Status.FEASIBLE
    return Result(
        Status.INFEASIBLE if stages.infeasible else status,
        model.assignments(chosen), tuple(stages.stages), unfilled(model, chosen), loads(model, chosen),
        stop.spent(), "; ".join(dict.fromkeys(stages.by)),
    )  # fmt: skip


def loads(model: Model, chosen: Sequence[Choice]) -> dict[str, float]:
    """The points of each person in a plan, who has none with 0."""
    found = dict.fromkeys(model.ids, 0.0)
    for at in chosen:
        if model.burden is not None:
            found[model.people[at[0]].id] += int(model.burden[at]) / 60
    return found

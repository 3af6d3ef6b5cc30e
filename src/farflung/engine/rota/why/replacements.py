"""Who could step in: for each shift that somebody's leave hits, those who may, the least burdened first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas.off import OffKind, off_time
from farflung.engine.model import Absence
from farflung.engine.rota.burden.height import height_of
from farflung.engine.rota.burden.points import points_in
from farflung.engine.rota.edit import with_absences
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.why.asked_by import asked_by
from farflung.engine.rota.why.reasons import Why, reasons


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for whom `why` says what stands against it; `burden` is what they carried and are planned for.

    In points: those of the ledger (of the last 90 days, where it is made so) and those of the plan. `height`
    is how fairness compares them: what they stand above the others by the ledger, and what they are planned
    for over their share of a full load.
    """

    why: Why
    burden: float
    height: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A planned shift that its holder cannot have, and who could: without breaking a rule first."""

    shift: Assignment
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The first who can; None where nobody can without breaking a rule."""
        first = next(iter(self.candidates), None)
        return first if first is not None and first.why.free else None


def hits(problem: Problem, plan: Sequence[Assignment], absences: Iterable[Absence]) -> tuple[Hit, ...]:
    """Every shift of a plan that new absences hit, in order, each with everybody else who may be on the duty.

    Ranked: who breaks nothing before who would, who could take all of it before who could take a part, and
    among these the least burdened first, for their share of a full load, so that the most burdened is never
    asked first while anybody else can. What would break ranks after that.
    """
    missing = tuple(absences)
    after = with_absences(problem, missing)
    away = [shift for shift in plan if _hit(after, shift, [a for a in missing if a.person == shift.person])]
    rest = [shift for shift in plan if shift not in away]
    return tuple(Hit(shift, _ranked(after, plan, rest, shift)) for shift in sorted(away))


def _hit(problem: Problem, shift: Assignment, absences: Sequence[Absence]) -> bool:
    """Whether these absences touch a shift; a public holiday that its holder works does not."""
    if not absences:
        return False
    person = problem.atlas.person(shift.person)
    off = off_time(problem.atlas, person, shift.span, absences)
    return any(item.kind is OffKind.UNAVAILABLE for item in off)


def _ranked(
    problem: Problem, plan: Sequence[Assignment], rest: Sequence[Assignment], shift: Assignment
) -> tuple[Candidate, ...]:
    of = asked_by(problem, rest, shift)
    hole = Unfilled(shift.duty, shift.span, 1, of)
    ahead = problem.ledger.ahead(problem.people)
    found = [
        _candidate(problem, plan, why, ahead)
        for why in reasons(problem, rest, hole)
        if why.person != shift.person
    ]
    whole = shift.span.elapsed // timedelta(minutes=1)
    return tuple(sorted(found, key=lambda candidate: _order(candidate, whole)))


def _order(candidate: Candidate, whole: int) -> tuple[bool, bool, float, bool, float, str]:
    why, cost = candidate.why, candidate.why.cost
    return not why.free, cost is None, cost or 0.0, why.covers < whole, candidate.height, why.person


def _candidate(
    problem: Problem, plan: Sequence[Assignment], why: Why, ahead: Mapping[str, float]
) -> Candidate:
    carried = problem.ledger.carried.get(why.person)
    before = carried.points if carried is not None else 0.0
    points = points_in(problem, why.person, (shift for shift in plan if shift.person == why.person))
    return Candidate(why, before + points, height_of(problem, plan, why.person, ahead))

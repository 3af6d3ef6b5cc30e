"""A plan as it is stored: what was found, for which question, by what, and what nobody had said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from farflung.engine.rota.plan import Result
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a shift, as the plan itself calls them, and the zone whose clock they lived by then."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """`rota` is its name, `problem` the digest of the question (`digest.py`), `made` the instant of the plan.

    Solvers change from version to version, so a plan is kept and never made again. `holders` are those who
    are in it by id: what they worked stays, though no file knows them any more.
    """

    rota: str
    window: Span
    result: Result
    seed: int
    problem: str
    zone_database: str
    made: datetime
    assumed: tuple[str, ...] = ()
    holders: Mapping[str, Holder] = field(default_factory=dict, compare=False)

    def of(self, people: Collection[str]) -> tuple[Assignment, ...]:
        """The shifts of these people, and of anybody else those that had begun when the plan was made.

        Who has left is in no file, but what they had worked by then was worked, and is no hole.
        """
        shifts = self.result.assignments
        return tuple(shift for shift in shifts if shift.person in people or self.had_begun(shift))

    def had_begun(self, shift: Assignment) -> bool:
        """Whether a shift was no plan any more when the plan was made."""
        return shift.span.start < self.made

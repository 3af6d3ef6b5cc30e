"""A turn of a rotation: a shift that no solver plans, with who comes after and how long it is handed over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.shared_duty import SHARE
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said

if TYPE_CHECKING:
    from farflung.engine.rota.problem import Problem

TURN = "turn"
"""The name of the kind of shift that a turn is."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """`shift` stands as given. `after` are the others of the list (ids) in the order in which they come.

    Through `buffer` after its end whoever had it stays reachable beside the next one, in elapsed time.
    """

    shift: Assignment
    after: tuple[str, ...] = ()
    buffer: timedelta = timedelta()

    @property
    def reachable_until(self) -> datetime | None:
        """When its holder may switch off; None where that is when it ends."""
        return self.shift.span.end + self.buffer if self.buffer else None


def is_turn(problem: "Problem", shift: Assignment) -> bool:
    """Whether a shift of some plan is a turn of a rotation of the problem, as it is now or as it was.

    A plan as a sheet or a calendar calls turns by their hours.
    """
    return stands(shift, problem.kinds, problem.standing)


def is_chosen(problem: "Problem", shift: Assignment) -> bool:
    """Whether a shift of some plan is one that a model chooses: no turn, no stretch of a shared duty."""
    return shift.kind != SHARE and not is_turn(problem, shift)


def stands(shift: Assignment, kinds: Iterable[ShiftKind], turns: Iterable[Assignment]) -> bool:
    """The same, of kinds of shift and the turns that stand."""
    known = shift.kind != TURN and any(kind.name == shift.kind for kind in kinds)
    return not known and any(turn.duty == shift.duty for turn in turns)


def told_away(problem: "Problem") -> Iterator[Said]:
    """A sentence for each turn that falls on time off of its holder, with the first in line who is there.

    Nothing is moved: a rotation is what people agreed on, so they say who takes it over.
    """
    for turn in problem.turns:
        shift = turn.shift
        if _away(problem, shift.person, shift):
            person = problem.atlas.person(shift.person).name
            day = problem.atlas.local(problem.atlas.person(shift.person), shift.span.start).date
            there = (key for key in turn.after if not _away(problem, key, shift))
            after = next(there, None)
            if after is None:
                yield said(
                    "{person} has time off in a turn of {duty} from {day}, and nobody of the list is free",
                    person=person, duty=shift.duty, day=day,
                )  # fmt: skip
            else:
                yield said(
                    "{person} has time off in a turn of {duty} from {day}; next in line is {after}: "
                    "`overrides` hands it over",
                    person=person, duty=shift.duty, day=day, after=problem.atlas.person(after).name,
                )  # fmt: skip


def _away(problem: "Problem", person: str, shift: Assignment) -> bool:
    who = problem.atlas.person(person)
    mine = Turns(problem.atlas, who, shift.span, (shift,))
    rules = (rule for rule in problem.rules if rule.name == "away")
    return any(any(rule.violations(mine)) for rule in rules)

"""Nobody is on two duties at once; and a planned rota has one shift a day for each person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

from farflung.engine.rota.model.limits import Rest
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.beside import close_around, close_days
from farflung.engine.rota.rules.periods import each_with_the_last_before
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class DoubleDuty:
    """Holds always and for everybody: it is in every plan without being written."""

    name: ClassVar[str] = "double-duty"
    people: frozenset[str] | None = None
    basis: str = "nobody is in two places"

    def add(self, model: Model, person: int) -> None:
        """Shifts that overlap exclude each other; a model has at most one a day anyway."""
        model.limit(person, Rest(self.name, 0))
        last = model.last_end(person)
        if last is not None:
            start, _ = model.spans(person)
            model.close(self.name, person, start < last)
        close_around(model, person, self.name, 0)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift that begins while another lasts."""
        for before, after in each_with_the_last_before(turns.shifts):
            if after.span.start < before.span.end and turns.planned(after):
                both = Span(after.span.start, min(before.span.end, after.span.end))
                text = _text(before, after)
                by = both.elapsed // timedelta(minutes=1)
                yield Violation(self.name, turns.person.id, both, text, by, self.basis)


def _text(before: Assignment, after: Assignment) -> Said:
    if (before.span, before.duty, before.kind) == (after.span, after.duty, after.kind):
        return said("has this shift already ({kind})", kind=after.kind)
    return said("{one} and {other} at once", one=before.kind, other=after.kind)


@dataclass(frozen=True, slots=True)
class OneADay:
    """At most one shift begins on a date of somebody's: how plans are made here, not what a law asks.

    Plans of others may have two, so it is no violation of a plan; it is a reason why somebody is not asked.
    """

    name: ClassVar[str] = "one-a-day"
    people: frozenset[str] | None = None
    basis: str = "a planned rota has one shift a day for each person"

    def add(self, model: Model, person: int) -> None:
        """Every model has it among its options; a date on which a turn of a rotation begins is taken."""
        close_days(model, person, self.name, (turn.day for turn in model.turns_of(person)))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift that begins on the date of another one before it."""
        for before, after in pairwise(turns.shifts):
            if before.day == after.day and turns.planned(after):
                text = said("{one} and {other} on one day", one=before.kind, other=after.kind)
                yield Violation(self.name, turns.person.id, after.span, text, 1, self.basis)

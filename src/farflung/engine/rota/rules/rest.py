"""Rest between two shifts, in true elapsed time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Rest as Limit
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.beside import close_around
from farflung.engine.rota.rules.periods import each_with_the_last_before
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import elapsed_text, length_text
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.shared_duty import SHARE
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import Span


def _one_day(before: Assignment, after: Assignment) -> bool:
    """Two stretches of a shared duty in one working day: between them somebody is at work."""
    return before.kind == after.kind == SHARE and before.day == after.day


@dataclass(frozen=True, slots=True)
class Rest:
    """At least `minutes` of elapsed time from the end of a shift to the start of the next.

    Nought still keeps two shifts from overlapping: nobody is on two duties at once.
    """

    name: ClassVar[str] = "rest"
    minutes: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """Shifts too soon after the last one of before are closed; of the rest the model keeps them apart."""
        model.limit(person, Limit(self.name, self.minutes))
        last = model.last_end(person)
        if last is not None:
            start, _ = model.spans(person)
            model.close(self.name, person, start < last + self.minutes)
        close_around(model, person, self.name, self.minutes)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each pause of the plan that is too short."""
        least = timedelta(minutes=self.minutes)
        for before, after in each_with_the_last_before(turns.shifts):
            pause = after.span.start - before.span.end
            if pause < least and turns.planned(after) and not _one_day(before, after):
                span = Span(min(before.span.end, after.span.start), after.span.start)
                text = said(
                    "{pause} from the end of {before} to the start of {after}; {least} are asked for",
                    pause=elapsed_text(pause), before=before.kind, after=after.kind,
                    least=length_text(self.minutes),
                )  # fmt: skip
                short = (least - pause) // timedelta(minutes=1)
                yield Violation(self.name, turns.person.id, span, text, short, self.basis)

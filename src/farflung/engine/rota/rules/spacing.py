"""Spacing: a pause between two shifts on one duty, so that nobody has two on-call weeks back to back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.limits import ANY, RestAfter
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.beside import close_around
from farflung.engine.rota.rules.periods import each_with_the_last_before
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import elapsed_text, length_text
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class Spacing:
    """From the end of a shift on `duty` at least `minutes` of elapsed time until the next shift on it."""

    name: ClassVar[str] = "spacing"
    duty: str
    minutes: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """One limit between shifts of the duty, and what those before the plan still rule out."""
        mark = f"duty {self.duty}"
        of = np.array([kind.duty == self.duty for kind in model.kinds], bool)
        if mark not in model.marks:
            model.mark(mark, model.marks[ANY] & of)
        model.limit(person, RestAfter(self.name, mark, self.minutes))
        ends = (model.options.minute(a.span.end) for a in model.before(person) if a.duty == self.duty)
        start, _ = model.spans(person)
        last = max(ends, default=None)
        if last is not None:
            model.close(self.name, person, (start < last + self.minutes) & of)
        close_around(model, person, self.name, self.minutes, model.marks[mark][model.row(person)], self.duty)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each pause of the plan that is too short."""
        least = timedelta(minutes=self.minutes)
        for before, after in each_with_the_last_before(
            shift for shift in turns.shifts if shift.duty == self.duty
        ):
            pause = after.span.start - before.span.end
            if pause < least and turns.planned(after):
                text = said(
                    "{pause} between two shifts on {duty}; {least} are asked for",
                    pause=elapsed_text(pause), duty=self.duty, least=length_text(self.minutes),
                )  # fmt: skip
                span = Span(min(before.span.end, after.span.start), after.span.start)
                by = (least - pause) // timedelta(minutes=1)
                yield Violation(self.name, turns.person.id, span, text, by, self.basis)

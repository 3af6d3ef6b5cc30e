"""Own hours: nobody has a shift outside the hours that they work anyway."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.nights import shared_minutes
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import length_text
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import total


@dataclass(frozen=True, slots=True)
class OwnHours:
    """A shift lies within the person's working time: pattern, less absences, less public holidays.

    Up to `outside` minutes of it may lie beyond (0: none at all).
    """

    name: ClassVar[str] = "own-hours"
    outside: int = 0
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes outside of {self.name}", self.outside)

    def add(self, model: Model, person: int) -> None:
        """Closes every shift that reaches too far out of their hours."""
        start, end = model.spans(person)
        row = model.row(person)
        work = model.atlas.working(model.people[person], model.reach)
        edges = np.array(
            [(model.options.minute(s.start), model.options.minute(s.end)) for s in work], np.int64
        )
        inside = shared_minutes(model.options.start[row], model.options.end[row], edges.reshape(-1, 2))
        model.close(self.name, person, (end - start) - inside > self.outside)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift of the plan that lies further outside than it may."""
        for shift in filter(turns.planned, turns.shifts):
            inside = total(turns.atlas.working(turns.person, shift.span))
            out = (shift.span.elapsed - inside) // timedelta(minutes=1)
            if out > self.outside:
                text = said(
                    "{shift} lies {length} outside the own hours",
                    shift=shift.kind, length=length_text(out),
                )  # fmt: skip
                yield Violation(self.name, turns.person.id, shift.span, text, out - self.outside, self.basis)

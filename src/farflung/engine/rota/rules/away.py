"""Away: no shift while somebody is unavailable, and none on a public holiday but by their own choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.atlas.off import Off, OffKind, off_time
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.nights import shared_minutes
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import merged, total


@dataclass(frozen=True, slots=True)
class Away:
    """No shift touches an absence, or time before the first or after the last day of employment.

    Nor one of the person's public holidays, but for `volunteers` (ids), who said that they would.
    """

    name: ClassVar[str] = "away"
    volunteers: frozenset[str] = frozenset()
    people: frozenset[str] | None = None
    basis: str = ""

    def add(self, model: Model, person: int) -> None:
        """Closes every shift that touches time off."""
        who, row = model.people[person], model.row(person)
        off = (item for item in off_time(model.atlas, who, model.reach) if self._counts(who.id, item))
        spans, minute = merged(item.span for item in off), model.options.minute
        edges = np.array([(minute(s.start), minute(s.end)) for s in spans], np.int64)
        touched = shared_minutes(model.options.start[row], model.options.end[row], edges.reshape(-1, 2))
        model.close(self.name, person, touched > 0)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift of the plan in time off. It says *unavailable* or the holiday, never why."""
        for shift in filter(turns.planned, turns.shifts):
            off = off_time(turns.atlas, turns.person, shift.span)
            met = [item for item in off if self._counts(turns.person.id, item)]
            if met:
                spans = merged(item.span for item in met)
                text = said("{shift} falls on time off: {what}", shift=shift.kind, what=met[0].label)
                by = total(spans) // timedelta(minutes=1)
                yield Violation(self.name, turns.person.id, spans[0], text, by, self.basis)

    def _counts(self, person: str, off: Off) -> bool:
        return off.kind is not OffKind.HOLIDAY or person not in self.volunteers

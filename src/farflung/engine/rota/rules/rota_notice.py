"""Notice: how long before its first day somebody is told of a shift."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.told import times_told, told_before
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said_of


@dataclass(frozen=True, slots=True)
class RotaNotice:
    """A shift lies at least `days` days after the date on which it is told, on the person's own calendar.

    `told` is the instant at which the plan is told; `known` shifts were told in time before.
    """

    name: ClassVar[str] = "rota-notice"
    days: int
    told: datetime
    known: frozenset[Assignment] = frozenset()
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the days of {self.name}", self.days)

    def add(self, model: Model, person: int) -> None:
        """Closes what comes too soon and is not known."""
        who = model.people[person]
        first = model.atlas.local(who, self.told).date + timedelta(days=self.days)
        soon = np.zeros(model.open.shape[1:], bool)
        soon[: max(0, model.options.index(first))] = True
        model.close(self.name, person, soon & ~told_before(model, person, self.known))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift that is told too late."""
        told = turns.atlas.local(turns.person, self.told).date
        known = times_told(turns.person.id, self.known)
        for shift in filter(turns.planned, turns.shifts):
            notice = (shift.day - told).days
            if notice < self.days and (shift.span, shift.duty) not in known:
                text = said_of(
                    "{shift} is told {count} day before; {least} are asked for",
                    "{shift} is told {count} days before; {least} are asked for",
                    max(0, notice), shift=shift.kind, least=self.days,
                )  # fmt: skip
                by = self.days - notice
                yield Violation(self.name, turns.person.id, shift.span, text, by, self.basis)

"""Notice: what is published for the next days is not changed for anybody who did not agree to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.rules.told import times_told, told_before
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.said_values import at_moment


@dataclass(frozen=True, slots=True)
class Notice:
    """No new shift begins before `until` but for `agreed` (ids), who said yes to coming at short notice.

    `published` are the shifts that were known in time; they stay whatever else moves. That somebody no longer
    has a shift needs no notice here: an illness gives none.
    """

    name: ClassVar[str] = "notice"
    until: datetime
    published: frozenset[Assignment] = frozenset()
    agreed: frozenset[str] = frozenset()
    people: frozenset[str] | None = None
    basis: str = ""

    def add(self, model: Model, person: int) -> None:
        """Closes what begins too soon and was not published."""
        who = model.people[person].id
        if who in self.agreed:
            return
        start, _ = model.spans(person)
        too_soon = start < model.options.minute(self.until)
        model.close(self.name, person, too_soon & ~told_before(model, person, self.published))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift of the plan that came too late to be known in time."""
        if turns.person.id in self.agreed:
            return
        known = times_told(turns.person.id, self.published)
        for shift in filter(turns.planned, turns.shifts):
            if shift.span.start < self.until and (shift.span, shift.duty) not in known:
                until = at_moment(f"{self.until:%Y-%m-%d %H:%M} UTC", self.until)
                text = said(
                    "{shift} is new; what begins before {until} was to be known by now",
                    shift=shift.kind,
                    until=until,
                )
                by = int((self.until - shift.span.start).total_seconds()) // 60
                yield Violation(self.name, turns.person.id, shift.span, text, by, self.basis)

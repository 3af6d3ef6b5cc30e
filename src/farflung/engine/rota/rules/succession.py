"""Succession: kinds of shift that do not follow one another from one day to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Never
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Succession:
    """On the day after a shift of `kind` none of `never` (names of kinds) begins."""

    name: ClassVar[str] = "succession"
    kind: str
    never: frozenset[str]
    people: frozenset[str] | None = None
    basis: str = ""

    def add(self, model: Model, person: int) -> None:
        """One limit, and what shifts of before, or beside what is planned, rule out around them."""
        names = [kind.name for kind in model.kinds]
        after = tuple(n for n, name in enumerate(names) if name in self.never)
        if self.kind in names and after:
            model.limit(person, Never(self.name, names.index(self.kind), after))
        for shift in model.standing(person):
            if shift.kind == self.kind:
                self._close(model, person, shift.day + _DAY, after)
            if shift.kind in self.never and self.kind in names:
                self._close(model, person, shift.day - _DAY, (names.index(self.kind),))

    def _close(self, model: Model, person: int, day: date, kinds: tuple[int, ...]) -> None:
        index = model.options.index(day)
        if 0 <= index < model.options.days:
            which = model.open[person] & False
            which[index, list(kinds)] = True
            model.close(self.name, person, which)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each such shift, whatever else lies in between."""
        had = {shift.day for shift in turns.shifts if shift.kind == self.kind}
        for after in filter(turns.planned, turns.shifts):
            if after.kind in self.never and after.day - _DAY in had:
                text = said("{after} on the day after {before}", after=after.kind, before=self.kind)
                yield Violation(self.name, turns.person.id, after.span, text, 1, self.basis)

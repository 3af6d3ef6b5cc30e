"""Who may be on a duty at all: nobody else has a shift on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said


@dataclass(frozen=True, slots=True)
class Eligible:
    """`who` (ids by duty) may be on these duties; on others everybody may. It is in every plan unwritten."""

    name: ClassVar[str] = "eligible"
    who: tuple[tuple[str, frozenset[str]], ...]
    people: frozenset[str] | None = None
    basis: str = "the rota says who may be on a duty"

    @classmethod
    def of(cls, eligible: Mapping[str, frozenset[str]]) -> "Eligible":
        """The rule of what a problem says."""
        return cls(tuple(sorted(eligible.items(), key=lambda item: item[0])))

    def add(self, model: Model, person: int) -> None:
        """Closes every shift on a duty that is not theirs."""
        duties = self._not_theirs(model.people[person].id)
        if duties:
            of = np.array([kind.duty in duties for kind in model.kinds], bool)
            model.close(self.name, person, model.open[person] & of)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift of the plan on a duty that is not theirs."""
        duties = self._not_theirs(turns.person.id)
        for shift in turns.shifts:
            if shift.duty in duties and turns.planned(shift):
                text = said(
                    "{shift} is on {duty}, which only others may be on", shift=shift.kind, duty=shift.duty
                )
                yield Violation(self.name, turns.person.id, shift.span, text, 1, self.basis)

    def _not_theirs(self, person: str) -> frozenset[str]:
        return frozenset(duty for duty, who in self.who if person not in who)

"""Pairs: two people who are never on one duty at once, or one who is never on it without the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Pair
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said
from farflung.engine.time import Span, difference, intersection


@dataclass(frozen=True, slots=True)
class _OfTwo:
    """`one` and `other` are ids. It is told of the first of the two, so that each break is told once."""

    one: str
    other: str
    basis: str = ""

    def __post_init__(self) -> None:
        if self.one == self.other:
            raise ValueError("a pair is two people, and this is one twice")

    @property
    def people(self) -> frozenset[str]:
        """The first of the two."""
        return frozenset({self.one})


@dataclass(frozen=True, slots=True)
class Apart(_OfTwo):
    """`one` and `other` (ids) are never on the same duty at the same time. Nothing says why."""

    name: ClassVar[str] = "apart"

    def add(self, model: Model, person: int) -> None:
        """One limit on the pair, where both are planned for."""
        if self.other in model.ids:
            model.pairs.append(Pair(self.name, person, model.ids.index(self.other), together=False))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each time that both are on a duty, by a shift of the plan of either."""
        others = turns.others.get(self.other, ())
        for shift in turns.shifts:
            theirs = others if turns.planned(shift) else tuple(filter(turns.planned, others))
            for span in intersection([shift.span], _on(theirs, shift.duty)):
                name = turns.atlas.person(self.other).name
                text = said("{person} is on {duty} at the same time", person=name, duty=shift.duty)
                yield _told(self, turns, span, text)


@dataclass(frozen=True, slots=True)
class Together(_OfTwo):
    """`one` (an id) is on a duty only while `other` is on it too: somebody who learns, and who shows how."""

    name: ClassVar[str] = "together"

    def add(self, model: Model, person: int) -> None:
        """One limit on the pair; nothing is open to the one where the other is not planned for."""
        if self.other in model.ids:
            model.pairs.append(Pair(self.name, person, model.ids.index(self.other), together=True))
        else:
            model.close(self.name, person, model.open[person].copy())

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each stretch of a shift of the plan without the other."""
        for shift in filter(turns.planned, turns.shifts):
            theirs = _on(turns.others.get(self.other, ()), shift.duty)
            for span in difference([shift.span], theirs):
                name = turns.atlas.person(self.other).name
                text = said("{person} is not on {duty} then", person=name, duty=shift.duty)
                yield _told(self, turns, span, text)


def _on(shifts: tuple[Assignment, ...], duty: str) -> list[Span]:
    return [shift.span for shift in shifts if shift.duty == duty]


def _told(rule: Apart | Together, turns: Turns, span: Span, text: Said) -> Violation:
    by = span.elapsed // timedelta(minutes=1)
    return Violation(rule.name, turns.person.id, span, text, by, rule.basis)

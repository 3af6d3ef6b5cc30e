"""Which kinds everybody has on the days on which they work: all at once, where a dive has decided the days.

With the days known, runs and days off say nothing any more, and what is left (who has which kind, what may
follow what, how many of a kind) is a programme whose relaxation is nearly whole. HiGHS solves it to the end,
where a dive that goes on kind by kind would spoil what it has reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.crews import Crews
from farflung.engine.rota.methods.columns.search import Roster, legal
from farflung.engine.rota.methods.linear.narrow import Narrowed, narrowed
from farflung.engine.rota.methods.linear.program import Bools
from farflung.engine.rota.methods.linear.rows import Linear, linear
from farflung.engine.rota.methods.linear.scale import Scaled
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


MOST = 400_000
"""A model of more open shifts is not written as a programme: that would take longer than it saves."""


@dataclass(eq=False)
class Kinds:
    """Kinds of some people anew beside what all others have in a `roster`; `base` is what shifts cost beside
    cover, of shape (people, days, kinds)."""

    crews: Crews
    roster: Roster
    objective: Objective
    base: Floats

    def anew(
        self, people: Sequence[int], works: Bools, stop: Stop, days: Ints | slice = slice(None)
    ) -> list[Column] | None:
        """Rotas of people who of some `days` work on no others than `works`, of shape (people of the model,
        days), and on all others as they do now; None where none were found that better the roster.
        """
        if self.crews.model.open.sum() > MOST:
            return None
        inside = np.zeros(works.shape[1], bool)
        inside[days] = True
        small = self._narrowed(people, works, inside)
        scaled = Scaled.of(small.program)
        answer = Highs(scaled.program, Care(absolute=0.99)).solve(stop=stop)
        if answer.x is None:
            return None
        return self._better(people, self._written.chosen(small.whole(answer.x)))

    @cached_property
    def _written(self) -> Linear:
        return linear(self.crews.model, self.objective)

    def _narrowed(self, people: Sequence[int], works: Bools, inside: Bools) -> Narrowed:
        """All but what people may have on their days inside as it is; what counts shifts is free."""
        written = self._written
        x, free = np.zeros(written.program.width), np.ones(written.program.width, bool)
        columns, now = written.start(self._now())
        x[columns], free[columns] = now, False
        for person in people:
            at = written.units[person].at
            there = (at >= 0) & inside[:, None]
            x[at[there]] = 0.0
            free[at[there & works[person][:, None]]] = True
        return narrowed(written.program, free, x)

    def _now(self) -> list[Choice]:
        return [
            (column.person, int(day), int(column.word[day]))
            for column in self.roster.columns
            for day in np.flatnonzero(column.word >= 0)
        ]

    def _better(self, people: Sequence[int], chosen: Sequence[Choice]) -> list[Column] | None:
        """The columns of people in a choice, where they keep every limit and better the roster."""
        words = np.full(self.base.shape[:2], -1, np.int64)
        for person, day, kind in chosen:
            words[person, day] = kind
        columns = [self.crews.column(person, words[person], self.base) for person in people]
        for column in columns:
            fine = self.crews.accepts(column.person, column.word)
            if not (fine and legal(self.crews.loose[column.person], column)):
                return None
        return columns if self.roster.value_with(columns) <= self.roster.value - 1 + 1e-6 else None

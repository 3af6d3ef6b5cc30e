"""Pricing: at given prices of cells, the rotas of each person that would better the programme most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.crews import Crews
from farflung.engine.rota.methods.columns.letters import amounts
from farflung.engine.rota.methods.columns.ruling import Ruling
from farflung.engine.rota.model.limits import Total

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TINY = 1e-6


@dataclass(frozen=True, eq=False)
class Priced:
    """`best` is the cost of each person's cheapest rota at the prices asked, `columns` are the cheapest."""

    best: Floats
    columns: list[Column]


@dataclass(eq=False)
class Pricer:
    """Prices rotas at costs beside cover of `base`, of shape (people, days, kinds).

    `ruling` is what is decided for now.
    """

    crews: Crews
    base: Floats
    ruling: Ruling = field(init=False)

    def __post_init__(self) -> None:
        self.ruling = Ruling(np.zeros(self.base.shape, bool), self.crews.must.copy())

    def costs(self, cells: Floats, caps: Iterable[tuple[int, Total, float]] = ()) -> Floats:
        """What each shift costs at a price for each cell and for each unit of loose limits."""
        found = self.base - self.crews.cover.worth(cells)
        for person, limit, price in caps:
            if price:
                found[person] -= price * amounts(self.crews.model, self.crews.model.row(person), limit)
        found[~self.crews.opened | self.ruling.shut] = np.inf
        return found

    def cheapest(self, people: Sequence[int], costs: Floats, below: Floats, most: int) -> Priced:
        """Up to `most` rotas of each person that cost less than `below`, one for each of `people`."""
        best, columns = np.full(len(people), np.inf), []
        place = {person: number for number, person in enumerate(people)}
        for members, walks in self.crews.walks(people, costs, self.ruling.must):
            rows = [place[person] for person in members]
            best[rows] = walks.best
            ends = [walks.ends(n, most, float(below[row]) - TINY) for n, row in enumerate(rows)]
            numbers = np.repeat(np.arange(len(members)), [len(states) for states in ends])
            if len(numbers):
                words = walks.traced(np.concatenate(ends)) - walks.bundle.letters[numbers][:, None]
                for number, letters in zip(numbers.tolist(), words, strict=True):
                    columns.append(self.column(members[number], letters, costs))
        return Priced(best, columns)

    def column(self, person: int, letters: Ints, costs: Floats) -> Column:
        """The column of a walk."""
        return self.crews.column(person, self.crews.word(person, letters, costs), self.base)

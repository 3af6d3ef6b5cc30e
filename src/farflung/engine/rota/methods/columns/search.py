"""The best rota of everybody so far, and how one person answers what all others do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.cover import Cover
from farflung.engine.rota.methods.columns.crews import NoRotaError
from farflung.engine.rota.methods.columns.letters import amounts
from farflung.engine.rota.methods.columns.pricing import Pricer
from farflung.engine.rota.model.limits import Total
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Found(Enum):
    """What a neighbourhood came to."""

    BETTER = 1
    NOTHING = 2  # proven: its bound is too high
    UNDECIDED = 3


NEAR = (2.0, 6.0)
"""So many days at work somebody may be ahead or behind in a first rota over a long time; then everything."""

ATTEMPTS = 16
"""So often somebody is asked for a rota that keeps what their graph does not hold."""

GOLDEN = (5**0.5 - 1) / 2
"""Its multiples, without their whole parts, lie as evenly as can be, however many there are."""


@dataclass(eq=False)
class Roster:
    """One column for each person, with how many are in each cell. `dear` is what one costs where no more may
    be."""

    cover: Cover
    columns: list[Column]
    dear: float
    levels: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.levels = np.zeros(self.cover.cells, np.int64)
        for column in self.columns:
            self.levels += self._of(column)

    @property
    def value(self) -> float:
        """What it costs, cover and all else."""
        excess = np.maximum(self.levels - self.cover.need - self.cover.room, 0).sum()
        costs = sum(column.cost for column in self.columns)
        return costs + self.cover.cost(self.levels) + self.dear * float(excess)

    def value_with(self, columns: Sequence[Column]) -> float:
        """What it would cost with other columns for their people."""
        other = Roster(self.cover, list(self.columns), self.dear)
        other.put(columns)
        return other.value

    def without(self, people: Sequence[int]) -> Ints:
        """The levels that others than `people` make."""
        return self.levels - sum((self._of(self.columns[p]) for p in people), np.zeros_like(self.levels))

    def put(self, columns: Sequence[Column]) -> None:
        """Other columns for their people."""
        for column in columns:
            self.levels += self._of(column) - self._of(self.columns[column.person])
            self.columns[column.person] = column

    def _of(self, column: Column) -> Ints:
        return np.bincount(column.cells, minlength=self.cover.cells)


def legal(loose: Sequence[Total], column: Column) -> bool:
    """Whether a column keeps the limits that its graph does not hold."""
    return not _broken(loose, column)


def respond(pricer: Pricer, person: int, levels: Ints, dear: float) -> Column | None:
    """The best rota of one person beside what others do; None where none was found.

    Exactly the best where the graph holds all limits. Of what others have too much, the shifts worth most
    stay and the rest of their kinds are closed; what is too little gets a price that is doubled until it is
    enough. `NoRotaError` where no walk through their graph is open to them.
    """
    crews, caps = pricer.crews, dict[Total, float]()
    below = np.array([np.inf])
    costs = pricer.costs(-crews.cover.more(levels, dear))
    open_ = costs[person][crews.opened[person]]
    step = 1.0 + float(np.abs(open_[np.abs(open_) < dear / 2]).max(initial=0.0))  # what a shift is worth
    for attempt in range(ATTEMPTS):
        found = pricer.cheapest([person], costs, below, 1).columns
        if not (found or attempt or crews.view):
            raise NoRotaError(person)
        broken = _broken(crews.loose[person], found[0]) if found else []
        if not broken:
            return found[0] if found else None
        for limit in broken:
            used = amounts(crews.model, crews.model.row(person), limit)
            if limit.most is not None and _sum(used, found[0]) > limit.most:
                costs[person][~_kept(used, limit.most, found[0], costs[person]) & (used > 0)] = np.inf
            else:
                costs[person] -= caps.get(limit, step / 4) * used
                caps[limit] = 2 * caps.get(limit, step / 4)
    return None


def _sum(used: Ints, column: Column) -> int:
    days = np.flatnonzero(column.word >= 0)
    return int(used[days, column.word[days]].sum())


def _kept(used: Ints, most: int, column: Column, costs: Floats) -> NDArray[np.bool_]:
    """The shifts of a column, of shape (days, kinds), that are worth most and together not too much; among
    those of one worth such as lie far apart."""
    days = np.flatnonzero((column.word >= 0) & (used[np.arange(len(used)), column.word] > 0))
    kinds = column.word[days]
    order = np.lexsort(((np.arange(len(days)) * GOLDEN) % 1.0, costs[days, kinds]))
    kept = order[np.cumsum(used[days, kinds][order]) <= most]
    found = np.zeros(used.shape, bool)
    found[days[kept], kinds[kept]] = True
    return found


def first_roster(pricer: Pricer, random: np.random.Generator, dear: float, stop: Stop) -> Roster | None:
    """Somebody's best rota after another's, each beside those before; None where time or a rota is short.

    Over a long time everybody's is the best of those that grow evenly, where there is such a one.
    """
    cover, count = pricer.crews.cover, len(pricer.crews.model.people)
    levels, columns = np.zeros(cover.cells, np.int64), dict[int, Column]()
    for person in random.permutation(count).tolist():
        column = None if stop.over() else _first(pricer, person, levels, dear)
        if column is None:
            return None
        columns[person] = column
        levels += np.bincount(column.cells, minlength=cover.cells)
    return Roster(cover, [columns[person] for person in range(count)], dear)


def _first(pricer: Pricer, person: int, levels: Ints, dear: float) -> Column | None:
    crews = pricer.crews
    for width in NEAR if crews.long else ():
        crews.view = crews.near([person], width)
        try:
            column = respond(pricer, person, levels, dear)
        finally:
            crews.view = None
        if column is not None:
            return column
    return respond(pricer, person, levels, dear)


def settle(pricer: Pricer, roster: Roster, random: np.random.Generator, rounds: int, stop: Stop) -> None:
    """Everybody in turn answers the others anew, until nobody betters anything or the rounds are over."""
    for _ in range(rounds):
        before = roster.value
        for person in random.permutation(len(roster.columns)).tolist():
            if stop.over():
                return
            column = respond(pricer, person, roster.without([person]), roster.dear)
            if column is not None:
                known, value = roster.columns[person], roster.value
                roster.put([column])
                if roster.value > value:
                    roster.put([known])
        if roster.value >= before:
            return


def _broken(loose: Sequence[Total], column: Column) -> list[Total]:
    found = []
    for limit, used in zip(loose, column.used, strict=True):
        if (limit.most is not None and used > limit.most) or (limit.least or 0) > used:
            found.append(limit)
    return found

"""A plan in a moment: each shift to whoever has least of those who can take it, as long as every limit holds.

Nothing is proven of it and much is better. It is what a plan does not fall below when time is short.
"""

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.floor.growing import Growing
from farflung.engine.rota.methods.floor.wanted import Cell, Options
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice
from farflung.engine.rota.stop import Stop

Ints = NDArray[np.int64]

BY = "shift by shift, to whoever has least"
"""What such a plan is made by."""

NEAR = 0.9
"""Shifts that save so much of what the best one saves are told apart by who has least."""

AT_ONCE = 200
"""So many people are looked at together, those first who have least."""

ANYWAY = 3000
"""So many looks are taken however little time is left: a team of fourteen has its month by then."""


def floor(model: Model, *, stop: Stop, cover: bool = True) -> tuple[Choice, ...] | None:
    """Choices that keep every limit; None where none was found, which says nothing of whether there is one.

    Without `cover` demand is not looked at: what is forced, and the least amounts that people should have.
    """
    plan, looks = Growing(model), _Looks(stop)
    _published(plan)
    vain: set[Cell] = set()
    for cells in plan.wanted.passes() if cover else ():
        if plan.reopen():
            vain.clear()
        _fill(plan, cells, vain, looks)
    for person in np.flatnonzero(plan.lacking).tolist():
        _top_up(plan, person, looks)
    return _whole(plan)


class _Looks:
    """How many looks were taken, and whether there may be another."""

    def __init__(self, stop: Stop) -> None:
        self._stop, self._taken = stop, 0

    def over(self) -> bool:
        """Counts one more."""
        self._taken += 1
        return self._taken > ANYWAY and self._stop.over()


def _published(plan: Growing) -> None:
    """What was published stays as far as it holds."""
    change = plan.model.change
    if change is not None:
        for choice in np.argwhere((change < 0) & plan.model.open).tolist():
            plan.give((choice[0], choice[1], choice[2]))


def _fill(plan: Growing, cells: list[tuple[Cell, int]], vain: set[Cell], looks: _Looks) -> None:
    """Gives shifts to each cell until so many are there as should be, or nobody can, which is `vain`."""
    for cell, goal in cells:
        there = plan.wanted.rows[cell[0]].there
        while there[cell[1]] < goal and cell not in vain:
            if not _somebody(plan, *cell, looks):
                vain.add(cell)


def _somebody(plan: Growing, number: int, cell: int, looks: _Looks) -> bool:
    """Gives somebody a shift that covers a cell of a line, if that saves anything and there is time."""
    row = plan.wanted.rows[number]
    people = plan.in_turn(row.people)
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        if looks.over():
            return False
        if _one(plan, number, row.covering(cell, plan.free, some), looks):
            return True
    return False


def _one(plan: Growing, number: int, of: Options, looks: _Looks) -> bool:
    """Gives one of some shifts."""
    saved, fits = plan.wanted.worth(of, number)
    worth = fits & (saved > 0)
    of, saved = of.of(worth), saved[worth]
    while len(saved):
        near = np.flatnonzero(saved >= NEAR * saved.max())
        for at in near[_in_turn(plan, of.of(near), saved[near])].tolist():
            if plan.give((int(of.person[at]), int(of.day[at]), int(of.kind[at]))):
                return True
            if looks.over():
                return False
        left = saved < NEAR * saved.max()
        of, saved = of.of(left), saved[left]
    return False


def _in_turn(plan: Growing, of: Options, saved: Ints) -> Ints:
    """Whose turn it is: who must have more yet, then who comes to least, then what saves most."""
    height, minutes = plan.loads(of)
    return np.lexsort((of.kind, of.day, of.person, -saved, minutes, height, ~plan.lacking[of.person]))


def _top_up(plan: Growing, person: int, looks: _Looks) -> None:
    """More shifts for somebody who must have more than demand gave them, where they save most."""
    while plan.lacking[person] and not looks.over():
        day, kind = np.nonzero(plan.free[person])
        of = Options(np.full(len(day), person), day, kind)
        saved, _ = plan.wanted.worth(of)
        if not any(plan.give(choice) for choice in of.of(np.argsort(-saved, kind="stable"))):
            return


def _whole(plan: Growing) -> tuple[Choice, ...] | None:
    """The plan, without the shifts of those whose limits it does not keep; None where not even that holds."""
    people = range(len(plan.has))
    for person in people:
        if not plan.keeps(person):
            plan.strip(person)
    while broken := [pair for pair in plan.beside.broken(plan.has) if plan.given(pair.one)]:
        for pair in broken:
            plan.strip(pair.one)
    holds = not plan.beside.broken(plan.has) and all(map(plan.keeps, people))
    return plan.chosen() if holds else None

"""The fairest loads there are: the worst as low as can be, then the next worst, and so on.

How hours can be shared out is a flow, so each step is a small linear program, and who cannot be relieved any
further shows by a price above nought. What comes out is one vector of loads, the only one that is fairest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.linear.program import FREE, Program, Writer
from farflung.engine.rota.methods.shares.hours import Piece
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
_PRICE = 1e-7
_NEAR = 1e-4
"""So much of a minute is the rounding of a linear program."""


def fairest(
    pieces: Sequence[Piece], people: int, ahead: Floats, share: Floats, *, stop: Stop,
    floors: Floats | None = None,
) -> tuple[Floats, int] | None:  # fmt: skip
    """Minutes of each person, and how many levels were settled; None where the time was up before.

    Compared is ahead + minutes / share, as of every duty: what somebody stands above the others before
    counts, and who should have half a load has half of what is shared out. People who could
    take nothing have 0. Nobody has less than their `floors`, minutes that can be had together.
    """
    taking = sorted({person for piece in pieces for person in piece.there})
    settled: dict[int, float] = {}
    loads = np.zeros(people)
    levels = 0
    while len(settled) < len(taking):
        program, rows, columns = _program(pieces, taking, settled, (ahead, share, floors))
        answer = Highs(program).solve(stop=stop)
        if answer.x is None or answer.duals is None:
            return None
        for person in taking:
            loads[person] = answer.x[columns[person]].sum()
        prices = {person: abs(float(answer.duals[row])) for person, row in rows.items()}
        tight = [person for person in rows if prices[person] > _PRICE]
        for person in tight or rows:  # without a price nobody is above what they hold anyway
            settled[person] = (float(answer.x[0]) - ahead[person]) * share[person] if tight else loads[person]
        levels += 1
    return loads, levels


def whole(pieces: Sequence[Piece], loads: Floats, *, stop: Stop) -> Floats:
    """Loads in whole minutes that can be had together, each less than a minute from the fairest.

    Hours are shared out as a flow: where a fraction of a minute can be had, so can the whole ones around it,
    and a corner of the linear program is one. Where the time is up they are rounded each by itself.
    """
    rounded = np.rint(loads)
    if np.abs(loads - rounded).max(initial=0.0) < _NEAR:
        return rounded
    writer, columns = Writer(), _taken(pieces)
    writer.add_columns(sum(len(piece.there) for piece in pieces), high=FREE, integer=False)
    at = 0
    for piece in pieces:
        made = np.arange(at, at := at + len(piece.there))
        length = float(piece.end - piece.start)
        writer.add_row(made, 1.0, low=length, high=length, rule="shared")
    for person, mine in columns.items():
        low, high = np.floor(loads[person] + _NEAR), np.ceil(loads[person] - _NEAR)
        writer.add_row(mine, 1.0, low=float(low), high=float(high), rule="whole", owner=person)
    answer = Highs(writer.program(), Care(method="simplex")).solve(stop=stop)
    if answer.x is not None:
        for person, mine in columns.items():
            rounded[person] = np.rint(answer.x[mine].sum())
    return rounded


def _taken(pieces: Sequence[Piece]) -> dict[int, list[int]]:
    """The number of each pair of a piece and somebody who is there, by person."""
    found: dict[int, list[int]] = {}
    for number, person in enumerate(person for piece in pieces for person in piece.there):
        found.setdefault(person, []).append(number)
    return found


def _program(
    pieces: Sequence[Piece], taking: Sequence[int], settled: dict[int, float],
    of: tuple[Floats, Floats, Floats | None],
) -> tuple[Program, dict[int, int], dict[int, list[int]]]:  # fmt: skip
    """Column 0 is the worst level of those who are not settled; then the minutes of each piece and person."""
    ahead, share, floors = of
    writer = Writer()
    low = float(min((ahead[p] for p in taking), default=0.0)) - 1.0
    writer.add_columns(1, low=low, high=1e9, cost=1.0, integer=False)
    columns: dict[int, list[int]] = {person: [] for person in taking}
    for piece in pieces:
        length = piece.end - piece.start
        made = writer.add_columns(len(piece.there), high=float(length), integer=False)
        for column, person in zip(made.tolist(), piece.there, strict=True):
            columns[person].append(column)
        writer.add_row(made, 1.0, low=length, high=length, rule="shared")
    rows = {}
    for person in taking:
        mine = np.array(columns[person])
        if floors is not None and floors[person] > 0:
            writer.add_row(mine, 1.0, low=floors[person] - 1e-6, rule="least", owner=person)
        if person in settled:
            writer.add_row(mine, 1.0, low=-FREE, high=settled[person] + 1e-6, rule="settled", owner=person)
        else:
            where, values = np.append(mine, 0), np.append(np.ones(len(mine)), -share[person])
            most = -float(ahead[person] * share[person])
            rows[person] = writer.add_row(where, values, high=most, rule="level", owner=person)
    return writer.program(), rows, columns

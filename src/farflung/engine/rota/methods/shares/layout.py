"""Who is on when: few handovers, as the fairest loads allow.

People follow one another in the order in which their hours end: a chain of moments at which the duty is
handed over. Somebody whose hours hold another's inside of them has one more place, before the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.linear.program import Program, Writer
from farflung.engine.rota.methods.shares.hours import Hours, Piece
from farflung.engine.rota.methods.solvers.answer import Answer
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.stop import Stop

Floats = NDArray[np.float64]
STEPS = (30, 15, 10, 5, 1)
"""Handovers on marks that people can remember, as coarse as the fairest loads allow."""

_NODES = 300
"""Nodes of the search tree after which fewer handovers are no longer looked for: seconds in large plans."""

_OFF = 1000.0
"""A minute off the fairest loads weighs as much as so many handovers."""


@dataclass(frozen=True, slots=True)
class Stint:
    """`person` (an index) is on from minute `start` to `end`, within `hours`."""

    person: int
    start: int
    end: int
    hours: Hours


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the chain; the same hours may have two."""

    hours: Hours
    number: int


def step_of(pieces: Sequence[Piece], loads: Floats) -> int:
    """The coarsest step that all borders and the fairest loads are multiples of."""
    borders = np.array([minute for piece in pieces for minute in (piece.start, piece.end)])
    fits = (s for s in STEPS if not (borders % s).any() and not (loads % s).any())
    return next(fits, 1)


def laid_out(
    hours: Sequence[Hours], pieces: Sequence[Piece], loads: Floats, least: int, *, stop: Stop, seed: int
) -> tuple[Stint, ...] | None:
    """Stints that cover every piece, with loads as near to `loads` as can be; None: none was found.

    `loads` are whole minutes. Beside fractions of a minute HiGHS 1.16 takes for the best what is minutes off.
    """
    step = step_of(pieces, loads)
    chain = [place for stretch in _stretches(pieces) for place in _places(hours, *stretch)]
    return _Chain(chain, _stretches(pieces), loads, -(-least // step), step).solve(stop, seed)


def _stretches(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for piece in pieces:
        if found and found[-1][1] == piece.start:
            found[-1] = (found[-1][0], piece.end)
        else:
            found.append((piece.start, piece.end))
    return found


def _places(hours: Sequence[Hours], start: int, end: int) -> list[_Place]:
    """By the end of the hours; those which hold others' inside have a place before each of them too.

    Whoever must go first goes first is enough: who goes on later can only be interrupted by the hours of
    somebody that begin and end within their own.
    """
    inside = [(n, h) for n, h in enumerate(hours) if start <= h.start and h.end <= end]
    late = [((h.end, h.start, 1, n), _Place(h, n)) for n, h in inside]
    early = {
        (other.end, other.start, h.start, n): _Place(h, n)
        for n, h in inside
        for _, other in inside
        if h.start < other.start and other.end < h.end
    }
    before = [((ends, starts, 0, begun), place) for (ends, starts, begun, _), place in early.items()]
    return [place for _, place in sorted([*late, *before], key=lambda item: (item[0], item[1].number))]


class _Chain:
    """The chain as a program: moments of handover, whether a place is taken, and how far loads are off."""

    def __init__(
        self, chain: list[_Place], stretches: list[tuple[int, int]], loads: Floats, least: int, step: int
    ) -> None:
        self._chain, self._stretches, self._loads = chain, stretches, loads
        self._least, self._step = least, step
        self._most = max((end for _, end in stretches), default=0) // step + float(loads.sum())
        self._moments: list[tuple[int, int, _Place]] = []
        self._taken: list[int] = []

    def solve(self, stop: Stop, seed: int) -> tuple[Stint, ...] | None:
        writer = Writer()
        for start, end in self._stretches:
            places = [place for place in self._chain if start <= place.hours.start and place.hours.end <= end]
            self._write(writer, places, start // self._step, end // self._step)
        self._off(writer)
        answer = _least(writer.program(), self._step, stop, seed)
        return None if answer.x is None else self._read(np.rint(answer.x).astype(int))

    def _write(self, writer: Writer, places: list[_Place], start: int, end: int) -> None:
        before = int(writer.add_columns(1, low=float(start), high=float(start))[0])
        for number, place in enumerate(places):
            first, last = place.hours.start // self._step, place.hours.end // self._step
            low = float(end if number == len(places) - 1 else start)
            after = int(writer.add_columns(1, low=low, high=float(end))[0])
            taken = int(writer.add_columns(1, high=1.0, cost=1.0)[0])
            early, late = max(0, first - start), max(0, end - last)
            writer.add_row([after, before, taken], [1, -1, -(last - first)], high=0, rule="length")
            writer.add_row([after, before, taken], [1, -1, -self._least], low=0, rule="length")
            writer.add_row([before, taken], [1, -early], low=start, rule="hours")
            writer.add_row([after, taken], [1, late], high=end, rule="hours")
            self._moments.append((before, after, place))
            self._taken.append(taken)
            before = after

    def _off(self, writer: Writer) -> None:
        for person in sorted({place.hours.person for _, _, place in self._moments}):
            over, under = writer.add_columns(
                2, high=self._most, cost=_OFF * self._step, integer=False
            ).tolist()
            where, values = [over, under], [-1.0, 1.0]
            for before, after, place in self._moments:
                if place.hours.person == person:
                    where += [after, before]
                    values += [1.0, -1.0]
            target = float(self._loads[person]) / self._step
            row, column = _summed(where, values)
            writer.add_row(row, column, low=target, high=target, rule="load", owner=person)

    def _read(self, x: NDArray[np.int64]) -> tuple[Stint, ...]:
        return tuple(
            Stint(place.hours.person, int(x[before]) * self._step, int(x[after]) * self._step, place.hours)
            for before, after, place in self._moments
            if x[after] > x[before]
        )


def _least(program: Program, step: int, stop: Stop, seed: int) -> Answer:
    """The least minutes off, and few handovers: fewer are not looked for longer than for so many nodes.

    That no minute less is off is looked for as long as there is time.
    """
    short = Highs(program, Care(seed=seed, absolute=0.99, nodes=_NODES)).solve(stop=stop)
    if short.value - short.bound < _OFF * step or short.value < _OFF * step:
        return short
    start = None if short.x is None else (np.arange(program.width), short.x)
    long = Highs(program, Care(seed=seed, absolute=_OFF * step)).solve(stop=stop, start=start)
    return long if long.value <= short.value else short


def _summed(where: list[int], values: list[float]) -> tuple[list[int], list[float]]:
    """Each column once."""
    found: dict[int, float] = {}
    for column, value in zip(where, values, strict=True):
        found[column] = found.get(column, 0.0) + value
    return list(found), list(found.values())

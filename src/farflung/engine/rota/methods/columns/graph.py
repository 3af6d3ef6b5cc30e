"""Every rota that one person may have, as walks through a graph with a layer for each day.

A state is a node of the automaton with what has added up so far. States that cannot be reached, or from which
the last day cannot be, are left out, so each walk from the first layer to the last is a rota that keeps every
limit of the graph, and each such rota is one walk.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import OFF, Automaton, Node
from farflung.engine.rota.methods.columns.letters import Letters
from farflung.engine.rota.model.model import Ints

Indexes = NDArray[np.int32]
Codes = dict[Node, Ints]


class TooManyStatesError(Exception):
    """A day has more states than pricing is worth: some limits must be held by the programme instead."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A day. State j of it is reached from the states `source[starts[j] : starts[j + 1]]` of the day before;
    `letter[j]` is the letter of its day, the number of letters for a day off."""

    source: Indexes
    starts: Ints
    letter: NDArray[np.int64]

    @property
    def states(self) -> int:
        """How many."""
        return len(self.letter)


@dataclass(frozen=True, eq=False)
class Graph:
    """The layers, one for each day. `letters` tell which kinds a letter stands for."""

    layers: tuple[Layer, ...]
    letters: Letters

    @property
    def edges(self) -> int:
        """Steps of all days: what one pricing costs."""
        return sum(len(layer.source) for layer in self.layers)


def graph_of(automaton: Automaton, most: int) -> Graph | None:
    """The graph; None where no rota keeps the limits. `TooManyStatesError` above `most` states in a day."""
    none = np.zeros(len(automaton.sums), np.int64)
    begin = Edge(0, automaton.begin(), none)
    return graph_between(automaton, begin, Edges(automaton.days, None), most)


@dataclass(frozen=True, eq=False)
class Edge:
    """Before day `day` a person is at `node`, with so much in each sum."""

    day: int
    node: Node
    sums: Ints


@dataclass(frozen=True, eq=False)
class Edges:
    """Before day `day` a person may be at the nodes of `sums`, with so much in each sum to come after it.

    None: anywhere, with nothing to come.
    """

    day: int
    sums: dict[Node, Ints] | None

    def ahead(self, steps: "list[Step]", count: int) -> "Ahead":
        """The least and the most that is to come."""
        if self.sums is None:
            none = np.zeros(count, np.int64)
            return {step[2]: (none, none) for step in steps}
        return {node: (sums, sums) for node, sums in self.sums.items()}


def graph_between(automaton: Automaton, begin: Edge, end: Edges, most: int) -> Graph | None:
    """The graph of the days from one day up to another."""
    days = steps_of(automaton, begin.node, begin.day, end.day)
    ahead = _ahead(days, end.ahead(days[-1], len(automaton.sums)))
    coder = _Coder(automaton)
    codes: Codes = {begin.node: coder.code(begin.sums)}
    raw = []
    for number, steps in enumerate(days):
        codes, layer = _forward(automaton, coder, codes, begin.day + number, (steps, ahead[number + 1]))
        if layer.count > most:
            raise TooManyStatesError
        raw.append(layer)
    layers = tuple(_pruned(raw))
    return Graph(layers, automaton.letters) if layers else None


Step = tuple[Node, int, Node, tuple[int, ...]]
"""From a node with a letter to a node, and what that adds to each sum."""

Ahead = dict[Node, tuple[Ints, Ints]]
"""The least and the most that each sum can still grow by from a node on."""


def steps_of(automaton: Automaton, begin: Node, first: int, last: int) -> list[list[Step]]:
    """Every step of each day from `first` up to `last`, whatever has added up."""
    nodes, days = [begin], []
    for day in range(first, last):
        letters = [OFF, *np.flatnonzero(automaton.letters.open[day]).tolist()]
        steps = [
            (node, letter, *step)
            for node in nodes
            for letter in letters
            if (step := automaton.step(node, day, letter)) is not None
        ]
        nodes = list(dict.fromkeys(step[2] for step in steps))
        days.append(steps)
    return days


def _ahead(days: list[list[Step]], after: Ahead) -> list[Ahead]:
    """For each day what lies ahead of its nodes: what cannot be made up for is not walked at all."""
    found = [after]
    for steps in reversed(days):
        before: Ahead = {}
        for node, _, to, adds in steps:
            if to not in after:
                continue  # nothing leads on from there
            low, high = after[to][0] + adds, after[to][1] + adds
            known = before.get(node)
            before[node] = (low, high) if known is None else (
                np.minimum(known[0], low), np.maximum(known[1], high)
            )  # fmt: skip
        found.append(before)
        after = before
    return found[::-1]


@dataclass(frozen=True, eq=False)
class _Raw:
    source: Ints
    target: Ints
    letter: Ints
    count: int


class _Coder:
    """Values of the sums as one whole number, each with a place of its own."""

    def __init__(self, automaton: Automaton) -> None:
        self.sums = automaton.sums
        self.final = automaton.days - 1  # rotas of different sums end apart: each is a column worth having
        self.radix = np.cumprod([1, *(s.size for s in self.sums)], dtype=object)
        if self.radix[-1] > 2**62:
            raise TooManyStatesError

    def code(self, sums: Ints) -> Ints:
        """The one code of some sums, counted no further than it matters."""
        least = [min(int(value), of.size - 1) for value, of in zip(sums, self.sums, strict=True)]
        return np.array([sum(v * int(r) for v, r in zip(least, self.radix[:-1], strict=True))], np.int64)

    def after(
        self, codes: Ints, adds: tuple[int, ...], day: int, ahead: tuple[Ints, Ints]
    ) -> tuple[Ints, NDArray[np.bool_]]:
        """The codes after a day, and which of them can still end with every sum within its limits."""
        new, fine = codes.copy(), np.ones(len(codes), bool)
        for number, (of, add) in enumerate(zip(self.sums, adds, strict=True)):
            ends = day == of.last
            unit, size = int(self.radix[number]), of.size
            value = (codes // unit) % size
            then = value + add
            if of.most is not None:
                fine &= then + ahead[0][number] <= of.most
            else:
                then = np.minimum(then, size - 1)
            if of.least is not None and of.first <= day <= of.last:
                fine &= then + ahead[1][number] >= of.least
            new += ((0 if ends and day < self.final else then) - value) * unit
        return new, fine


Walked = tuple[Node, int, Node, Ints, Ints]


def _forward(
    automaton: Automaton, coder: _Coder, codes: Codes, day: int, ways: tuple[list[Step], Ahead]
) -> tuple[Codes, _Raw]:
    """From the codes of each node before a day to those after it, with the steps between."""
    steps = list(_walked(coder, codes, day, ways))
    reached: dict[Node, list[Ints]] = {}
    for _, _, node, _, new in steps:
        reached.setdefault(node, []).append(new)
    after = {node: np.unique(np.concatenate(parts)) for node, parts in reached.items()}
    before, behind = _offsets(codes), _offsets(after)
    none = np.zeros(0, np.int64)
    source = [before[old] + at for old, _, _, at, _ in steps]
    target = [behind[node] + np.searchsorted(after[node], new) for _, _, node, _, new in steps]
    letters = np.full(sum(map(len, after.values())), automaton.letters.count, np.int64)
    for _, letter, node, _, _ in steps:
        if letter != OFF:
            letters[behind[node] : behind[node] + len(after[node])] = letter
    layer = _Raw(np.concatenate([none, *source]), np.concatenate([none, *target]), letters, len(letters))
    return after, layer


def _walked(coder: _Coder, codes: Codes, day: int, ways: tuple[list[Step], Ahead]) -> Iterator[Walked]:
    steps, ahead = ways
    for node, letter, to, adds in steps:
        if node not in codes or to not in ahead:
            continue
        new, fine = coder.after(codes[node], adds, day, ahead[to])
        at = np.flatnonzero(fine)
        if len(at):
            yield node, letter, to, at, new[at]


def _offsets(codes: Codes) -> dict[Node, int]:
    found, total = {}, 0
    for node, values in codes.items():
        found[node] = total
        total += len(values)
    return found


def _pruned(raw: list[_Raw]) -> list[Layer]:
    """Layers without the states from which the last day is not reached; none where nothing is left."""
    found: list[Layer] = []
    keep = np.ones(raw[-1].count, bool)
    for number in range(len(raw) - 1, -1, -1):
        layer = raw[number]
        if not keep.any():
            return []
        place = np.cumsum(keep) - 1
        edges = keep[layer.target]
        source, target = layer.source[edges], place[layer.target[edges]]
        before = np.zeros(raw[number - 1].count if number else 1, bool)
        before[source] = True
        order = np.argsort(target, kind="stable")
        source = (np.cumsum(before) - 1)[source]
        starts = np.concatenate([[0], np.cumsum(np.bincount(target, minlength=int(keep.sum())))])
        found.append(Layer(source[order].astype(np.int32), starts.astype(np.int64), layer.letter[keep]))
        keep = before
    return found[::-1]

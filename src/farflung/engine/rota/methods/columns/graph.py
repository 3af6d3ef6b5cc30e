"""Every rota that one person may have, as walks through a graph with a layer for each day.

A state is a node of the automaton with what has added up so far. States that cannot be reached, or from which
the last day cannot be, are left out, so each walk from the first layer to the last is a rota that keeps every
limit of the graph, and each such rota is one walk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.coder import MOST, Coder, TooManyStatesError
from farflung.engine.rota.methods.columns.letters import Letters
from farflung.engine.rota.methods.columns.table import Steps, Table

Indexes = NDArray[np.int32]
Ints = NDArray[np.int64]
NEVER = 2**40
"""More than any sum: what lies ahead of a node from which nothing leads on."""


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


def graph_of(table: Table, coder: Coder, most: int) -> Graph | None:
    """The graph; None where no rota keeps the limits. `TooManyStatesError` above `most` states in a day."""
    none = np.zeros(len(table.automaton.sums), np.int64)
    strides = [Stride(day, day + 1, steps) for day, steps in enumerate(table.days())]
    return graph_between(table, coder, Edge(0, none), strides, Edges(None), most)


@dataclass(frozen=True, eq=False)
class Stride:
    """The steps of the days from `first` up to `last`: one day, after days that are as they are."""

    first: int
    last: int
    steps: Steps


@dataclass(frozen=True, eq=False)
class Edge:
    """A person is at the node of that number, with so much in each sum."""

    node: int
    sums: Ints


@dataclass(frozen=True, eq=False)
class Edges:
    """A person may end at the nodes of `sums`, with so much in each sum to come. None: anywhere."""

    sums: dict[int, Ints] | None

    def ahead(self, table: Table) -> "Ahead":
        """The least and the most that is to come."""
        count = len(table.automaton.sums)
        if self.sums is None:
            return Ahead(np.zeros((table.count, count), np.int64), np.zeros((table.count, count), np.int64),
                         np.ones(table.count, bool))  # fmt: skip
        found = Ahead.nowhere(table)
        for node, sums in self.sums.items():
            found.low[node], found.high[node], found.there[node] = sums, sums, True
        return found


@dataclass(frozen=True, eq=False)
class Ahead:
    """The least and the most that each sum can still grow by from each node on, and if any way leads on."""

    low: Ints
    high: Ints
    there: NDArray[np.bool_]

    @classmethod
    def nowhere(cls, table: Table) -> "Ahead":
        """From no node anywhere."""
        shape = table.count, len(table.automaton.sums)
        return cls(np.full(shape, NEVER), np.full(shape, -NEVER), np.zeros(shape[0], bool))

    def before(self, steps: Steps, table: Table) -> "Ahead":
        """The same before a day with those steps."""
        found = Ahead.nowhere(table)
        on = self.there[steps.target]
        source, target, adds = steps.source[on], steps.target[on], steps.adds[on]
        if len(source):
            nodes, first = np.unique(source, return_index=True)
            found.low[nodes] = np.minimum.reduceat(self.low[target] + adds, first, axis=0)
            found.high[nodes] = np.maximum.reduceat(self.high[target] + adds, first, axis=0)
            found.there[nodes] = True
        return found


def graph_between(
    table: Table, coder: Coder, begin: Edge, strides: Sequence[Stride], end: Edges, most: int
) -> Graph | None:
    """The graph of some strides, one after another."""
    if coder.whole * table.count > MOST:
        raise TooManyStatesError
    aheads = [end.ahead(table)]
    for stride in reversed(strides):
        aheads.append(aheads[-1].before(stride.steps, table))
    aheads.reverse()
    states = np.array([begin.node * coder.whole + coder.code(begin.sums)], np.int64)
    raw = []
    for stride, ahead in zip(strides, aheads[1:], strict=True):
        states, layer = _forward(coder, states, stride, ahead)
        if layer.count > most:
            raise TooManyStatesError
        raw.append(layer)
    layers = tuple(_pruned(raw))
    return Graph(layers, table.automaton.letters) if layers else None


@dataclass(frozen=True, eq=False)
class _Raw:
    source: Ints
    target: Ints
    letter: Ints
    count: int


def _forward(coder: Coder, states: Ints, stride: Stride, ahead: Ahead) -> tuple[Ints, _Raw]:
    """From the states before a stride (number of the node and code in one) to those after it, with the steps
    between."""
    steps, days = stride.steps, (stride.first, stride.last)
    nodes, codes = np.divmod(states, coder.whole)
    source, step = steps.of(nodes)
    on = ahead.there[steps.target[step]]
    source, step = source[on], step[on]
    target = steps.target[step]
    new, fine = coder.after(codes[source], steps.adds[step], days, ahead.low[target], ahead.high[target])
    source, step = source[fine], step[fine]
    after, place = np.unique(target[fine] * coder.whole + new[fine], return_inverse=True)
    letter = np.zeros(len(after), np.int64)
    letter[place] = steps.letter[step]  # a node remembers the letter of its day
    return after, _Raw(source, place, letter, len(after))


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

"""A view of some days: all before and after them stays as it is, and what they may hold follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import Automaton, Node
from farflung.engine.rota.methods.columns.coder import Coder
from farflung.engine.rota.methods.columns.graph import Edge, Edges, Graph, Stride, graph_between
from farflung.engine.rota.methods.columns.table import Steps, Table
from farflung.engine.rota.methods.columns.walk import Bundle

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class View:
    """The graphs of some people for some `days`, in order, and those side by side."""

    days: Ints
    graphs: dict[int, Graph]
    bundles: dict[tuple[int, ...], Bundle] = field(default_factory=dict)


def graph_within(
    table: Table, coder: Coder, letters: Sequence[int], days: Sequence[int], most: int
) -> Graph | None:
    """The graph of some days, in order, of somebody whose other days have those letters."""
    path = path_of(table.automaton, letters)
    if path is None:
        return None
    table.days(days[-1] + 1)
    begin = Edge(table.number[path.nodes[days[0]]], _before(table.automaton, path, days[0]))
    after = [days[0], *(day + 1 for day in days[:-1])]
    strides = [Stride(at, day + 1, _steps(table, path, at, day)) for at, day in zip(after, days, strict=True)]
    return graph_between(table, coder, begin, strides, _ends(table, path, days[-1] + 1), most)


def _steps(table: Table, path: "Path", at: int, day: int) -> Steps:
    """The steps of a day, from where somebody can be some days before it, who does as ever until then."""
    steps = table.days(day + 1)[day]
    if at == day:
        return steps
    hops = [(n, hop) for n in table.before(at).tolist() if (hop := path.hop(table.nodes[n], at, day))]
    source, between = np.array([n for n, _ in hops], np.int64), [table.number[node] for _, (node, _) in hops]
    adds = np.array([added for _, (_, added) in hops], np.int64).reshape(len(hops), steps.adds.shape[1])
    which, step = steps.of(np.array(between, np.int64))
    return Steps(source[which], steps.letter[step], steps.target[step], adds[which] + steps.adds[step])


def _ends(table: Table, path: "Path", at: int) -> Edges:
    """Where somebody may be before a day from which on they do as ever."""
    days = table.automaton.days
    if at == days:
        return Edges(None)
    hops = {n: path.hop(table.nodes[n], at, days) for n in table.before(at).tolist()}
    return Edges({n: hop[1] for n, hop in hops.items() if hop is not None})


@dataclass(frozen=True, eq=False)
class Path:
    """A rota with those letters: the node before each day and after the last, and what was in each sum."""

    automaton: Automaton
    letters: Sequence[int]
    nodes: list[Node]
    sums: Ints

    def hop(self, node: Node, first: int, last: int) -> tuple[Node, Ints] | None:
        """Where the letters of the days from one up to another lead from a node, and what they add."""
        total = np.zeros(self.sums.shape[1], np.int64)
        for day in range(first, last):
            if node == self.nodes[day]:
                return self.nodes[last], total + self.sums[last] - self.sums[day]
            step = self.automaton.step(node, day, self.letters[day])
            if step is None:
                return None
            node, total = step[0], total + np.array(step[1], np.int64)
        return node, total


def path_of(automaton: Automaton, letters: Sequence[int]) -> Path | None:
    """The path of some letters; None where what may follow what is broken."""
    nodes, adds = [automaton.begin()], [(0,) * len(automaton.sums)]
    for day, letter in enumerate(letters):
        step = automaton.step(nodes[-1], day, letter)
        if step is None:
            return None
        nodes.append(step[0])
        adds.append(step[1])
    sums = np.array(adds, np.int64).reshape(len(adds), len(automaton.sums)).cumsum(axis=0)
    return Path(automaton, letters, nodes, sums)


def walks_through(automaton: Automaton, letters: Sequence[int]) -> bool:
    """Whether a rota with those letters keeps every limit of the automaton."""
    path = path_of(automaton, letters)
    return path is not None and all(
        (of.most is None or value <= of.most) and (of.least or 0) <= value
        for value, of in zip(path.sums[-1].tolist(), automaton.sums, strict=True)
    )


def _before(automaton: Automaton, path: Path, day: int) -> Ints:
    """What each sum has before a day: nothing where it is over."""
    over = np.array([of.last < day for of in automaton.sums], bool)
    return np.where(over, 0, path.sums[day]).astype(np.int64)

"""A view of some days: all before and after them stays as it is, and what they may hold follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import Automaton, Node
from farflung.engine.rota.methods.columns.graph import Edge, Edges, Graph, graph_between, steps_of
from farflung.engine.rota.methods.columns.walk import Bundle

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class View:
    """The graphs of some people for the days from `first` up to `last`, and those side by side."""

    first: int
    last: int
    graphs: dict[int, Graph]
    bundles: dict[tuple[int, ...], Bundle] = field(default_factory=dict)


def graph_within(
    automaton: Automaton, letters: Sequence[int], first: int, last: int, most: int
) -> Graph | None:
    """The graph of the days from `first` up to `last` of somebody whose other days have those letters."""
    path = _path(automaton, letters)
    if path is None:
        return None
    nodes, adds = path
    ends: dict[Node, Ints] = {}
    if last == automaton.days:
        return graph_between(automaton, Edge(first, nodes[first], _before(automaton, adds, first)),
                             Edges(last, None), most)  # fmt: skip
    for step in steps_of(automaton, nodes[first], first, last)[-1]:
        if step[2] not in ends:
            rest = _rest(automaton, step[2], letters, last, path)
            if rest is not None:
                ends[step[2]] = rest
    begin = Edge(first, nodes[first], _before(automaton, adds, first))
    return graph_between(automaton, begin, Edges(last, ends), most)


Path = tuple[list[Node], Ints]


def _path(automaton: Automaton, letters: Sequence[int]) -> Path | None:
    """The node before each day and after the last, and what each day adds to each sum."""
    nodes = [automaton.begin()]
    adds = np.zeros((automaton.days, len(automaton.sums)), np.int64)
    for day, letter in enumerate(letters):
        step = automaton.step(nodes[-1], day, letter)
        if step is None:
            return None
        nodes.append(step[0])
        adds[day] = step[1]
    return nodes, adds


def _before(automaton: Automaton, adds: Ints, day: int) -> Ints:
    """What each sum has before a day: nothing where it is over."""
    over = np.array([of.last < day for of in automaton.sums], bool)
    return np.where(over, 0, adds[:day].sum(axis=0)).astype(np.int64)


def _rest(automaton: Automaton, node: Node, letters: Sequence[int], first: int, path: Path) -> Ints | None:
    """What the days from `first` on add where they begin at a node; None where they cannot."""
    nodes, adds = path
    total = np.zeros(len(automaton.sums), np.int64)
    for day in range(first, automaton.days):
        if node == nodes[day]:
            rest: Ints = total + adds[day:].sum(axis=0)
            return rest
        step = automaton.step(node, day, letters[day])
        if step is None:
            return None
        node, total = step[0], total + np.array(step[1], np.int64)
    return total

"""Shortest walks for several people at once: the cheapest rota of each, exactly.

The graphs of all of them lie side by side in one, so that a day is three operations on flat arrays whoever
they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.graph import Graph, Layer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bundle:
    """The graphs of several people side by side. Letters count on from one person to the next: those of
    number n begin at `letters[n]`, the last of each being a day off; their last states begin at `ends[n]`."""

    layers: tuple[Layer, ...]
    letters: Ints
    ends: Ints

    @property
    def people(self) -> int:
        """How many."""
        return len(self.ends) - 1


def bundle_of(graphs: Sequence[Graph]) -> Bundle:
    """One graph of many."""
    if len(graphs) == 1:
        only = graphs[0]
        return Bundle(only.layers, _offsets([only.letters.count + 1]), _offsets([only.layers[-1].states]))
    letters = np.concatenate([[0], np.cumsum([graph.letters.count + 1 for graph in graphs])])
    before = np.arange(len(graphs), dtype=np.int32)
    ends = np.arange(len(graphs) + 1)
    layers = []
    for parts in zip(*(graph.layers for graph in graphs), strict=True):
        ends = _offsets([layer.states for layer in parts])
        edges = _offsets([len(layer.source) for layer in parts])
        sources = [layer.source + at for layer, at in zip(parts, before, strict=True)]
        starts = [layer.starts[:-1] + at for layer, at in zip(parts, edges[:-1], strict=True)]
        named = [layer.letter + at for layer, at in zip(parts, letters[:-1], strict=True)]
        starts.append(edges[-1:])
        layers.append(Layer(np.concatenate(sources), np.concatenate(starts), np.concatenate(named)))
        before = ends[:-1].astype(np.int32)
    return Bundle(tuple(layers), letters, ends)


def _offsets(sizes: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Walks:
    """`cost`, of shape (days, letters of all), is what each letter costs each person on each day (infinite is
    closed); `reached` has the least cost of reaching each state."""

    bundle: Bundle
    cost: Floats
    reached: tuple[Floats, ...]

    @property
    def best(self) -> Floats:
        """The cost of each person's cheapest rota; infinite where there is none."""
        found: Floats = np.minimum.reduceat(self.reached[-1], self.bundle.ends[:-1])
        return found

    def ends(self, number: int, most: int, below: float) -> Ints:
        """Up to so many last states of one person by cost, cheapest first, that cost less than `below`."""
        first, last = self.bundle.ends[number], self.bundle.ends[number + 1]
        values = self.reached[-1][first:last]
        order = np.argsort(values, kind="stable")[:most]
        found: Ints = first + order[values[order] < below]
        return found

    def traced(self, states: Ints) -> Ints:
        """The letters of the cheapest walks to those last states, of shape (walks, days)."""
        words = np.empty((len(states), len(self.bundle.layers)), np.int64)
        for day in range(len(self.bundle.layers) - 1, -1, -1):
            layer = self.bundle.layers[day]
            words[:, day] = layer.letter[states]
            if day:
                states = _before(layer, self.reached[day - 1], states)
        return words

    def through(self) -> Floats:
        """The cost of the cheapest rota with each letter on each day, shaped as `cost`."""
        found = np.full(self.cost.shape, np.inf)
        onward = np.zeros_like(self.reached[-1])
        for day in range(len(self.bundle.layers) - 1, -1, -1):
            layer = self.bundle.layers[day]
            np.minimum.at(found[day], layer.letter, self.reached[day] + onward)
            back = np.repeat(onward + self.cost[day][layer.letter], np.diff(layer.starts))
            onward = np.full(len(self.reached[day - 1]) if day else self.bundle.people, np.inf)
            np.minimum.at(onward, layer.source, back)
        return found


def walked(bundle: Bundle, cost: Floats) -> Walks:
    """The least cost of reaching every state at costs of shape (days, letters of all)."""
    values, reached = np.zeros(bundle.people), []
    for day, layer in enumerate(bundle.layers):
        values = np.minimum.reduceat(values[layer.source], layer.starts[:-1])
        values += cost[day][layer.letter]
        reached.append(values)
    return Walks(bundle, cost, tuple(reached))


def _before(layer: Layer, values: Floats, states: Ints) -> Ints:
    """For each walk the state of the day before from which its state is reached most cheaply."""
    counts = layer.starts[states + 1] - layer.starts[states]
    begins = np.cumsum(counts) - counts
    edges = np.arange(counts.sum()) + np.repeat(layer.starts[states] - begins, counts)
    sources = layer.source[edges]
    offered = values[sources]
    first = np.flatnonzero(offered == np.repeat(np.minimum.reduceat(offered, begins), counts))
    walk = np.repeat(np.arange(len(states)), counts)[first]
    _, place = np.unique(walk, return_index=True)
    found: Ints = sources[first[place]].astype(np.int64)
    return found

"""Crews: people whose rotas are walks through one graph, and the prices of their best rotas.

A limit is either in the graph of its crew (`held`), so that no walk breaks it, or `loose`: then it is a row
of the programme. Limits on days, runs and rest are always held. Totals are held while the graph stays small.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from farflung.engine.rota.methods.columns.automaton import Automaton
from farflung.engine.rota.methods.columns.bands import bands_of
from farflung.engine.rota.methods.columns.coder import Coder, TooManyStatesError
from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.cover import Cover
from farflung.engine.rota.methods.columns.graph import Graph, graph_of
from farflung.engine.rota.methods.columns.letters import NONE, Letters, amounts, letters_of
from farflung.engine.rota.methods.columns.table import Table
from farflung.engine.rota.methods.columns.view import View, graph_within, walks_through
from farflung.engine.rota.methods.columns.walk import Bundle, Walks, bundle_of, walked
from farflung.engine.rota.model.limits import ANY, Limit, Total
from farflung.engine.rota.model.model import Model

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Key = tuple[int, tuple[Limit, ...], bytes]
"""The row of the options, the limits held, and which letters are open at all."""


LONG = 120
"""From so many days on a graph is the same for all who have the same limits, whatever kinds they may have."""

BUNDLES = 8
"""Of so many sets of people the graphs side by side are kept."""

TOGETHER = 4_000_000
"""So many edges are walked at once: enough to be quick, and not more than memory is happy with."""


class NoRotaError(Exception):
    """Nothing that a person (an index) may have keeps all their limits."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large graphs may be: `states` of one on a day, and `edges` of all people's that are walked once."""

    states: int = 400_000
    edges: int = 3_000_000


@dataclass(eq=False)
class Crews:
    """The graphs of a model's people. `held` and `loose` are the limits of each person."""

    model: Model
    cover: Cover
    opened: Bools
    must: Bools
    held: list[tuple[Limit, ...]]
    loose: list[tuple[Total, ...]]
    sizes: Sizes
    view: View | None = None
    _graphs: dict[Key, Graph | None] = field(default_factory=dict)
    _bundles: dict[tuple[int, ...], Bundle] = field(default_factory=dict)
    _tables: dict[Key, tuple[Table, Coder]] = field(default_factory=dict)
    _near: dict[tuple[Key, float], Graph | None] = field(default_factory=dict)
    _known: dict[tuple[int, tuple[Limit, ...]], Letters] = field(default_factory=dict)

    def key(self, person: int) -> Key:
        """What people of one crew have in common."""
        letters = self._letters(person)
        used = np.arange(letters.count)
        if not self.long:  # a longer graph is dear to build: all share it
            used = np.unique(letters.of_kind[self.opened[person].any(axis=0)])
        return self.model.row(person), self.held[person], used.tobytes()

    @property
    def long(self) -> bool:
        """Whether whole rotas are so long that there are better things to do than to price them."""
        return bool(self.opened.shape[1] >= LONG)

    def graph(self, person: int) -> Graph | None:
        """The graph of a person's crew; None where nothing keeps all its limits."""
        key = self.key(person)
        if key not in self._graphs:
            self._graphs[key] = graph_of(*self.table(person), self.sizes.states)
        return self._graphs[key]

    def near(self, people: Sequence[int], width: float) -> View:
        """A view of all days of people with the rotas whose sums grow evenly: a small part of those there
        are, in graphs that are small too. Who has none of those has their whole graph."""
        graphs = {person: self._even(person, width) or self._sure(person) for person in people}
        return View(np.arange(self.opened.shape[1]), graphs)

    def _even(self, person: int, width: float) -> Graph | None:
        key = self.key(person)
        if (key, width) not in self._near:
            table, coder = self.table(person)
            near = Coder(coder.sums, table.automaton.days, bands_of(table.automaton, width))
            self._near[key, width] = graph_of(table, near, self.sizes.states)
        return self._near[key, width]

    def _sure(self, person: int) -> Graph:
        graph = self.graph(person)
        if graph is None:
            raise NoRotaError(person)
        return graph

    def table(self, person: int) -> tuple[Table, Coder]:
        """The steps of a person's crew, and what tells sums apart."""
        key = row, limits, used = self.key(person)
        if key not in self._tables:
            whole = self._letters(person)
            some = np.isin(np.arange(whole.count), np.frombuffer(used, np.int64))
            automaton = Automaton(self.model, row, limits, replace(whole, open=whole.open & some))
            self._tables[key] = Table(automaton), Coder(automaton.sums, automaton.days)
        return self._tables[key]

    def _letters(self, person: int) -> Letters:
        """The letters of everybody with the same limits held, on one row."""
        row, limits = self.model.row(person), self.held[person]
        if (row, limits) not in self._known:
            opened = self.opened[self.model.options.row_of == row].any(axis=0)
            self._known[row, limits] = letters_of(self.model, row, limits, opened)
        return self._known[row, limits]

    def hold(self, person: int, limit: Total) -> bool:
        """Puts a loose limit of a person into the graph; whether that could be done."""
        before = self.held[person]
        self.held[person] = (*before, limit)
        try:
            graph = self.graph(person)
            if graph is None or graph.edges * len(self.held) <= self.sizes.edges:
                self.loose[person] = tuple(of for of in self.loose[person] if of != limit)
                return True
        except TooManyStatesError:
            pass
        self.held[person] = before
        return False

    def accepts(self, person: int, word: Ints) -> bool:
        """Whether that is a walk through the person's graph, which says nothing of loose limits."""
        days = np.flatnonzero(word >= 0)
        if not self.opened[person, days, word[days]].all() or (self.must[person] & (word < 0)).any():
            return False
        of_kind = self._letters(person).of_kind
        letters: list[int] = np.where(word < 0, NONE, of_kind[word]).tolist()
        return walks_through(self.table(person)[0].automaton, letters)

    def walks(self, people: Sequence[int], costs: Floats, must: Bools) -> Iterator[tuple[list[int], Walks]]:
        """The walks of people, some at a time, at costs of shape (people of the model, days, kinds).

        On days of `must`, of shape (people of the model, days), they work.
        """
        days = self.view.days if self.view else slice(None)
        for members in self._some(people):
            parts = [self._letter_costs(n, costs[n], must[n])[days] for n in members]
            yield members, walked(self._bundle(members), np.concatenate(parts, axis=1))

    def _bundle(self, members: Sequence[int]) -> Bundle:
        known = self.view.bundles if self.view else self._bundles
        if tuple(members) not in known:
            while len(known) > BUNDLES:
                known.pop(next(iter(known)))
            known[tuple(members)] = bundle_of([self._whole(person) for person in members])
        return known[tuple(members)]

    def word(self, person: int, letters: Ints, costs: Floats) -> Ints:
        """The kinds of each day of a walk, the cheapest of each letter; days out of the view are off."""
        known = self._letters(person)
        if self.view:
            whole = np.full(len(costs[person]), known.count, np.int64)
            whole[self.view.days] = letters
            letters = whole
        fits = known.of_kind[None, :] == letters[:, None]
        found = np.where(fits, costs[person], np.inf).argmin(axis=1)
        return np.where(letters == known.count, -1, found)

    def look(self, days: Ints, columns: Sequence[Column]) -> View | None:
        """A view of some days of the people of some columns; None where a column is no walk."""
        graphs = {}
        for column in columns:
            of_kind = self._letters(column.person).of_kind
            letters = np.where(column.word < 0, NONE, of_kind[column.word]).tolist()
            graph = graph_within(*self.table(column.person), letters, days.tolist(), self.sizes.states)
            if graph is None:
                return None
            graphs[column.person] = graph
        return View(days, graphs)

    def _some(self, people: Sequence[int]) -> Iterator[list[int]]:
        """People in parts whose graphs together are not too large."""
        part: list[int] = []
        edges = 0
        for person in people:
            more = self._whole(person).edges
            if part and edges + more > TOGETHER:
                yield part
                part, edges = [], 0
            part.append(person)
            edges += more
        if part:
            yield part

    def _whole(self, person: int) -> Graph:
        return self.view.graphs[person] if self.view else self._sure(person)

    def _letter_costs(self, person: int, costs: Floats, must: Bools) -> Floats:
        """The least cost of each letter, of shape (days, letters + 1), where shifts cost `costs`."""
        letters = self._letters(person)
        found = np.empty((len(costs), letters.count + 1))
        found[:, -1] = np.where(must, np.inf, 0.0)
        if letters.count:
            found[:, :-1] = np.minimum.reduceat(costs[:, letters.order], letters.starts, axis=1)
        return found

    def column(self, person: int, word: Ints, base: Floats) -> Column:
        """A column of a word of kinds, at `base` costs of shape (people, days, kinds)."""
        days = np.flatnonzero(word >= 0)
        cost = float(base[person, days, word[days]].sum())
        row = self.model.row(person)
        used = tuple(
            int(amounts(self.model, row, limit)[days, word[days]].sum()) for limit in self.loose[person]
        )
        return Column(person, word, cost, self.cover.of(person, word), used)


def crews_of(model: Model, cover: Cover, sizes: Sizes) -> Crews:
    """The crews of a model, with totals of marked shifts loose and all other limits held."""
    opened = model.open.copy()
    must = np.zeros(opened.shape[:2], bool)
    for person, day, _ in model.forced:
        must[person, day] = True
    held: list[tuple[Limit, ...]] = []
    loose: list[tuple[Total, ...]] = []
    for person, limits in enumerate(model.limits):
        _close(model, person, limits, opened)
        needed = [limit for limit in limits if not _idle(model, person, limit, opened)]
        loose.append(tuple(n for n in needed if isinstance(n, Total) and n.mark != ANY))
        held.append(tuple(n for n in needed if not (isinstance(n, Total) and n.mark != ANY)))
    return Crews(model, cover, opened, must, held, loose, sizes)


def _close(model: Model, person: int, limits: Sequence[Limit], opened: Bools) -> None:
    """Closes shifts that alone are more than a total allows."""
    for limit in limits:
        if isinstance(limit, Total) and limit.most is not None:
            opened[person] &= amounts(model, model.row(person), limit) <= limit.most


def _idle(model: Model, person: int, limit: Limit, opened: Bools) -> bool:
    """Whether nothing that is open could break a limit."""
    if not isinstance(limit, Total) or limit.least:
        return False
    day = np.where(opened[person], amounts(model, model.row(person), limit), 0).max(axis=1, initial=0)
    return limit.most is None or int(day.sum()) <= limit.most


def hold_what_fits(crews: Crews) -> None:
    """Puts loose totals into the graphs, the tightest first, while those stay small."""
    if crews.long:
        return
    for person in range(len(crews.held)):
        for limit in sorted(crews.loose[person], key=lambda of: of.most or 0):
            if not crews.hold(person, limit):
                break

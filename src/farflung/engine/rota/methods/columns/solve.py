"""Solves a model by column generation: a bound from all rotas of everybody, then dives and neighbourhoods."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from farflung.engine.rota.methods.columns.coder import TooManyStatesError
from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.cover import Cover, cover_of
from farflung.engine.rota.methods.columns.crews import NoRotaError, Sizes, crews_of, hold_what_fits
from farflung.engine.rota.methods.columns.dive import Dive
from farflung.engine.rota.methods.columns.generation import Effort, Generation
from farflung.engine.rota.methods.columns.kinds import Kinds
from farflung.engine.rota.methods.columns.master import Master
from farflung.engine.rota.methods.columns.neighbourhood import VAIN, Neighbourhoods, Pool
from farflung.engine.rota.methods.columns.pricing import Pricer
from farflung.engine.rota.methods.columns.search import Found, Roster, first_roster, legal, settle
from farflung.engine.rota.methods.columns.tree import Tree
from farflung.engine.rota.methods.columns.windows import Windows
from farflung.engine.rota.methods.outcome import Outcome
from farflung.engine.rota.methods.solvers.answer import Report, unheard
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.stop import Stop, Within

BY = "column generation, HiGHS"
BOUND = 0.4
"""What part of the time the bound of the whole may take."""

MANY = 40
"""With so many people one column of each in a round is enough: the programme is what takes time."""

PEOPLE = 0.6
"""So often people are planned anew over all days, and else days of many people."""

FIRST = 6.0
"""Seconds without anything better after which the tree is tried, for half as long."""

DIVE = 0.3
"""What part of the time the first dive may take."""

WINDOWS = 0.3
"""What part of the time that is left windows may take before the dive."""

NEAR = 0.02
"""As near as that to the bound, windows of days bring less than neighbourhoods of people."""


def solve_columns(
    model: Model, objective: Objective, *, stop: Stop, seed: int = 0, watch: Report = unheard,
    start: Sequence[Choice] | None = None,
) -> Outcome:  # fmt: skip
    """The best choice of a model that `fits`, with a proven bound; better ones until it is proven or over.

    None where rotas have more sums to remember than graphs hold, or nobody's keeps what those leave out.
    """
    search = _Search(model, objective, stop, seed, watch)
    try:
        search.run(start)
    except NoRotaError:
        return Outcome(None, np.inf, np.inf, BY, infeasible=True)
    except TooManyStatesError:
        pass  # what is known so far is known
    return search.outcome()


class _Search:
    """What is known so far."""

    def __init__(self, model: Model, objective: Objective, stop: Stop, seed: int, watch: Report) -> None:
        self._model, self._objective, self._stop, self._watch = model, objective, stop, watch
        self._random = np.random.default_rng(seed)
        self._cover = cover_of(model, objective)
        self._base = (np.zeros(model.open.shape) if objective.cost is None else objective.cost).astype(float)
        self._dear, self._allowed = dear(self._cover, self._base)
        self._pricer = Pricer(crews_of(model, self._cover, Sizes()), self._base)
        self._roster: Roster | None = None
        self._bound = -np.inf

    def run(self, start: Sequence[Choice] | None) -> None:
        hold_what_fits(self._pricer.crews)
        self._roster = first_roster(self._pricer, self._random, self._dear, self._stop)
        if self._roster is None:
            return
        self._tell()
        self._begin(start)
        if self._pricer.crews.long:
            self._learn(float(np.minimum(self._base.min(axis=2, initial=0.0), 0.0).sum()))
            kinds = Kinds(self._pricer.crews, self._roster, self._objective, self._base)
            self._windows(Windows(self._pricer, self._roster, self._random, kinds), self._stop)
            return
        settle(self._pricer, self._roster, self._random, 2, self._stop)
        self._tell()
        generation = self._bounded(self._roster)
        if generation.center is not None:
            self._better(self._roster, generation)

    def _windows(self, windows: Windows, stop: Stop, enough: float = 0.0, vain: float = np.inf) -> None:
        """Window after window, until the bound is as near as `enough`, a part of the value, or so many in
        turn were in vain."""
        in_vain = 0
        while not (stop.over() or self._done() or in_vain >= vain or self._near(enough)):
            better = windows.step(stop)
            in_vain = 0 if better else in_vain + 1
            if better:
                self._tell()

    def _near(self, part: float) -> bool:
        """Whether the value is no more than a part of itself above the bound."""
        value = np.inf if self._roster is None else self._roster.value
        return value - self._bound <= part * abs(value + self._objective.constant)

    def outcome(self) -> Outcome:
        """The best choice, its value counted anew from the choice itself."""
        bound = self._bound + self._objective.constant
        if self._bound > self._allowed - 1 + 1e-6:
            return Outcome(None, np.inf, np.inf, BY, infeasible=True)
        if self._roster is None or self._roster.value >= self._allowed:
            return Outcome(None, np.inf, bound, BY)
        chosen = tuple(
            (column.person, int(day), int(column.word[day]))
            for column in self._roster.columns
            for day in np.flatnonzero(column.word >= 0)
        )
        value = self._objective.value(self._model, chosen)
        return Outcome(chosen, value, min(bound, value), BY)

    def _begin(self, start: Sequence[Choice] | None) -> None:
        """A choice known before, where it is better and keeps every limit."""
        if start is None or self._roster is None:
            return
        words = np.full(self._model.open.shape[:2], -1, np.int64)
        for person, day, kind in start:
            words[person, day] = kind
        columns = [self._known(person, word) for person, word in enumerate(words)]
        kept = [column for column in columns if column is not None]
        if len(kept) == len(columns):
            roster = Roster(self._cover, kept, self._dear)
            if roster.value < self._roster.value:
                self._roster = roster

    def _known(self, person: int, word: np.ndarray) -> Column | None:
        column = self._pricer.crews.column(person, word, self._base)
        fine = self._pricer.crews.accepts(person, word)
        return column if fine and legal(self._pricer.crews.loose[person], column) else None

    def _bounded(self, roster: Roster) -> Generation:
        crews = self._pricer.crews
        people = range(len(self._model.people))
        none = np.zeros(self._cover.cells, np.int64)
        generation = Generation(Master(self._cover, people, crews.loose, none, self._dear), self._pricer)
        generation.add(roster.columns)
        part = Within.of(self._stop, BOUND * self._stop.left())
        generation.run(
            part, Effort(each=1 if len(people) >= MANY else 3), tell=lambda _, bound: self._learn(bound)
        )
        self._learn(generation.bound)
        return generation

    def _better(self, roster: Roster, generation: Generation) -> None:
        assert generation.center is not None  # noqa: S101 - it was asked
        finished = generation.done  # before a dive leaves its own mark there
        pool = Pool(self._pricer, generation.center[: self._cover.cells], [[] for _ in roster.columns])
        pool.add(generation.master.columns)
        pool.add(roster.columns)
        kinds = Kinds(self._pricer.crews, roster, self._objective, self._base)
        windows = Windows(self._pricer, roster, self._random, kinds)
        self._windows(windows, Within.of(self._stop, WINDOWS * self._stop.left()), NEAR, VAIN)
        self._dive(generation, roster, kinds)
        around = Neighbourhoods(self._pricer, roster, pool, self._random, kinds)
        tree = Tree(generation, self._bound, roster.value, self._take, self._learn)
        seconds = FIRST
        while not (self._stop.over() or self._done()):
            self._windows(windows, self._stop, NEAR, VAIN)
            self._around(around, windows, seconds)
            tree.value = roster.value
            if finished and not self._done() and tree.run(Within.of(self._stop, seconds / 2)):
                self._learn(roster.value)
            if not self._near(NEAR):
                self._dive(generation, roster, kinds)
            seconds *= 1.3

    def _dive(self, generation: Generation, roster: Roster, kinds: Kinds) -> None:
        """From the mixture to a better roster of everybody, where there is one on the way."""
        if self._done() or self._stop.over():
            return
        dive = Dive(generation, roster.value - 1 + 1e-6, self._random, kinds=kinds.anew)
        if len(roster.columns) >= MANY:
            dive = replace(dive, each=1, share=0.1, rounds=4)
        found = dive.run(Within.of(self._stop, DIVE * self._stop.left()))
        if found is not None:
            roster.put(found)
            self._tell()

    def _around(self, around: Neighbourhoods, windows: Windows, seconds: float) -> None:
        """Neighbourhoods until so many seconds brought nothing."""
        part = Within.of(self._stop, seconds)
        around.in_vain = 0
        while not (self._stop.over() or self._done()):
            wide = self._random.random() < PEOPLE or around.exhausted
            found = around.step(self._stop) if wide else windows.somewhere(self._stop)
            if found is Found.BETTER:
                around.in_vain = 0
                self._tell()
                part = Within.of(self._stop, seconds)
            elif around.exhausted or (around.in_vain >= VAIN and part.over()):
                return

    def _take(self, columns: list[Column]) -> None:
        if self._roster is not None:
            self._roster.put(columns)
            self._tell()

    def _done(self) -> bool:
        return self._roster is not None and self._roster.value < self._bound + 1 - 1e-6

    def _learn(self, bound: float) -> None:
        if bound > self._bound:
            self._bound = bound
            self._tell()

    def _tell(self) -> None:
        constant, roster = self._objective.constant, self._roster
        value = None if roster is None or roster.value >= self._allowed else roster.value + constant
        self._watch(value, self._bound + constant)


def dear(cover: Cover, base: np.ndarray) -> tuple[float, float]:
    """What one too many costs where no more may be, and what every choice costs less than that has none, but
    none that has one, whatever else it saves."""
    people = base.shape[0]
    cells = cover.under * np.maximum(cover.need, 0) + cover.over * np.maximum(people - cover.need, 0)
    swing = float(np.abs(base).max(axis=2, initial=0.0).sum())
    most = 1.0 + float(cells.sum()) + swing
    return most + swing, most

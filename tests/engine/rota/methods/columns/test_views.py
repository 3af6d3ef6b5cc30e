"""A view of some days offers exactly what the whole graph offers beside the days that stay."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.automaton import OFF, Automaton
from farflung.engine.rota.methods.columns.coder import Coder
from farflung.engine.rota.methods.columns.graph import Graph, graph_of
from farflung.engine.rota.methods.columns.letters import letters_of
from farflung.engine.rota.methods.columns.table import Table
from farflung.engine.rota.methods.columns.view import graph_within
from farflung.engine.rota.methods.columns.walk import bundle_of, walked
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount, ConsecutiveDays, DaysOff, KindLimit, Succession, Weekends
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

START = datetime(2027, 3, 1, tzinfo=UTC)
Word = tuple[int, ...]


def _automaton() -> Automaton:
    kinds = (ShiftKind("early", "watch", 0, 480), ShiftKind("late", "watch", 600, 1200))
    rules = (
        ConsecutiveDays(3, 2), DaysOff(2), Weekends(1), Succession("late", frozenset({"early"})),
        Amount(3300, 1800), KindLimit(frozenset({"late"}), 3),
    )  # fmt: skip
    person = Person.simple("Ana", "UTC", 0, 1440, range(7))
    window = Span(START, START + timedelta(days=10))
    model = compiled(Problem(Atlas((person,)), window, ("Ana",), kinds, rules=rules))
    limits = tuple(model.limits[0])
    return Automaton(model, 0, limits, letters_of(model, 0, limits, model.open[0]))


def _table(automaton: Automaton) -> tuple[Table, Coder]:
    return Table(automaton), Coder(automaton.sums, automaton.days)


def _words(graph: Graph) -> set[Word]:
    """Every walk through a graph."""
    found: list[list[Word]] = [[()]]
    for layer in graph.layers:
        after = []
        for state, letter in enumerate(layer.letter):
            sources = layer.source[layer.starts[state] : layer.starts[state + 1]]
            name = OFF if letter == graph.letters.count else int(letter)
            after.append([(*word, name) for source in sources for word in found[source]])
        found = after
    return {word for words in found for word in words}


@pytest.mark.parametrize("days", [range(6), range(3, 9), range(5, 13), [0, 1, 5, 6, 9], [2, 3, 8], [4, 12]])
def test_a_view_has_every_rota_with_the_same_other_days_and_no_more(days: Sequence[int]) -> None:
    automaton = _automaton()
    whole = graph_of(*_table(automaton), 10_000)
    assert whole is not None
    words = _words(whole)
    assert len(words) > 100
    for word in sorted(words)[:: max(1, len(words) // 7)]:
        seen = graph_within(*_table(automaton), word, list(days), 10_000)
        assert seen is not None
        same = {w for w in words if all(w[d] == word[d] for d in range(len(word)) if d not in days)}
        assert _words(seen) == {tuple(w[d] for d in days) for w in same}


def test_a_rota_that_breaks_a_limit_has_no_view() -> None:
    automaton = _automaton()
    assert graph_within(*_table(automaton), [0] * automaton.days, [2, 3, 4], 10_000) is None


def test_the_cheapest_walk_is_the_cheapest_of_all_rotas() -> None:
    from_ = np.random.default_rng(3)
    automaton = _automaton()
    graph = graph_of(*_table(automaton), 10_000)
    assert graph is not None
    words = _words(graph)
    for _ in range(20):
        prices = from_.integers(-9, 9, (automaton.days, automaton.letters.count))
        least = min(sum(int(prices[d, w]) for d, w in enumerate(word) if w != OFF) for word in words)
        assert _cheapest(graph, prices) == least


def _cheapest(graph: Graph, prices: np.ndarray) -> float:
    cost = np.concatenate([prices, np.zeros((len(prices), 1))], axis=1).astype(float)
    return float(walked(bundle_of([graph]), cost).best[0])

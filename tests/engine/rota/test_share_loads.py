"""The loads of shared duties: the fairest by looking at every set of people, and as whole minutes."""

import time
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.rota.methods.shares.hours import Piece
from farflung.engine.rota.methods.shares.loads import fairest, whole
from farflung.engine.rota.stop import Deadline


def _worst_first(pieces: Sequence[Piece], people: Sequence[int]) -> list[Fraction]:
    """The fairest loads by looking at every set of people: what only they can take, shared among them."""
    if not people:
        return []
    best: tuple[Fraction, tuple[int, ...]] = (Fraction(-1), ())
    for size in range(1, len(people) + 1):
        for among in combinations(people, size):
            only = sum(p.end - p.start for p in pieces if set(p.there) <= set(among))
            best = max(best, (Fraction(only, size), among))
    level, among = best
    rest = [p for p in people if p not in among]
    left = [
        Piece(p.start, p.end, tuple(t for t in p.there if t in rest))
        for p in pieces
        if not set(p.there) <= set(among)
    ]
    return [level] * len(among) + _worst_first(left, rest)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 600), st.sets(st.integers(0, 4), min_size=1)), min_size=1, max_size=8)
)
def test_the_loads_are_the_fairest_by_looking_at_every_set_of_people(
    drawn: list[tuple[int, set[int]]],
) -> None:
    pieces, at = [], 0
    for length, there in drawn:
        pieces.append(Piece(at, at + length, tuple(sorted(there))))
        at += length
    taking = sorted({person for piece in pieces for person in piece.there})
    found = fairest(pieces, 5, np.zeros(5), np.ones(5), stop=Deadline(time.monotonic, 30))
    assert found is not None
    ours = sorted((found[0][person] for person in taking), reverse=True)
    assert ours == pytest.approx([float(level) for level in _worst_first(pieces, taking)], abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 600), st.sets(st.integers(0, 4), min_size=1)), min_size=1, max_size=8)
)
def test_whole_minutes_are_had_together_and_are_less_than_one_from_the_fairest(
    drawn: list[tuple[int, set[int]]],
) -> None:
    pieces, at = [], 0
    for length, there in drawn:
        pieces.append(Piece(at, at := at + length, tuple(sorted(there))))
    stop = Deadline(time.monotonic, 30)
    found = fairest(pieces, 5, np.zeros(5), np.ones(5), stop=stop)
    assert found is not None
    rounded = whole(pieces, found[0], stop=stop)
    assert (rounded == np.rint(rounded)).all()
    assert np.abs(rounded - found[0]).max() < 1
    assert rounded.sum() == at
    for among in (set(c) for size in range(6) for c in combinations(range(5), size)):
        only = sum(p.end - p.start for p in pieces if set(p.there) <= among)
        assert rounded[sorted(among)].sum() >= only

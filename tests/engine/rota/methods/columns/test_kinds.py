"""Kinds of known days, all at once, against every choice of kinds there is; and what they bring to a dive."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random
from time import monotonic

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.column import Column
from farflung.engine.rota.methods.columns.cover import cover_of
from farflung.engine.rota.methods.columns.crews import NoRotaError, Sizes, crews_of, hold_what_fits
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.methods.columns.kinds import Kinds
from farflung.engine.rota.methods.columns.search import Roster
from farflung.engine.rota.methods.columns.solve import dear
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Deadline
from tests.engine.rota.brute import own_plans
from tests.engine.rota.tiny import problems

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@given(problems(), st.integers(0, 2**16))
@settings(max_examples=80, deadline=None)
def test_the_best_kinds_are_the_best_of_all(problem: Problem, seed: int) -> None:
    random, model = Random(seed), compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    assume(fits(model, objective))
    everybody = range(len(model.people))
    parts = [own_plans(problem, model, person) for person in everybody]
    assume(all(parts))
    try:
        kinds = _kinds(model, objective, [random.choice(plans) for plans in parts])
    except NoRotaError:
        return
    people = random.sample(everybody, random.randint(1, len(parts)))
    days = np.flatnonzero([random.random() < 0.7 for _ in range(model.open.shape[1])])
    works = np.array([[random.random() < 0.7 for _ in row] for row in model.open[:, :, 0]])
    allowed = [
        [
            column
            for plan in parts[person]
            if _same(column := _column(kinds, person, plan), kinds, works, days)
        ]
        for person in people
    ]
    best = min((kinds.roster.value_with(picked) for picked in product(*allowed)), default=np.inf)
    found = kinds.anew(people, works, Deadline(monotonic, 60), days)
    if best > kinds.roster.value - 1:
        assert found is None
    elif best < dear(kinds.crews.cover, kinds.base)[1]:
        assert found is not None
        assert kinds.roster.value_with(found) == pytest.approx(best)
        assert all(_same(column, kinds, works, days) for column in found)


def _kinds(model: Model, objective: Objective, plans: Sequence[Sequence[Choice]]) -> Kinds:
    """Beside a roster of those plans."""
    cover = cover_of(model, objective)
    base = (np.zeros(model.open.shape) if objective.cost is None else objective.cost).astype(float)
    crews = crews_of(model, cover, Sizes())
    hold_what_fits(crews)
    costs, _ = dear(cover, base)
    kinds = Kinds(crews, Roster(cover, [], costs), objective, base)
    columns = [_column(kinds, person, plan) for person, plan in enumerate(plans)]
    return replace(kinds, roster=Roster(cover, columns, costs))


def _column(kinds: Kinds, person: int, plan: Sequence[Choice]) -> Column:
    word = np.full(kinds.base.shape[1], -1, np.int64)
    for _, day, kind in plan:
        word[day] = kind
    return kinds.crews.column(person, word, kinds.base)


def _same(column: Column, kinds: Kinds, works: Bools, days: Ints) -> bool:
    """Whether somebody works on no other of some days, and on all others as now."""
    now = kinds.roster.columns[column.person].word
    outside = np.ones(len(now), bool)
    outside[days] = False
    idle = ~works[column.person] & ~outside
    return bool((column.word[outside] == now[outside]).all() and (column.word[idle] < 0).all())

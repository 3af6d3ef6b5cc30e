"""Rest after marked shifts: walks keep it to the letter wherever the models are that they are asked for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.cover import cover_of
from farflung.engine.rota.methods.columns.crews import Sizes, crews_of
from farflung.engine.rota.methods.columns.fitting import fits
from farflung.engine.rota.model.limits import RestAfter
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Rest
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.limits_by_hand import allowed

START = datetime(2027, 3, 1, tzinfo=UTC)
KINDS = tuple(
    ShiftKind(name, "watch", *at)
    for name, at in {"day": (480, 900), "late": (840, 1260), "night": (1320, 1800)}.items()
)
DAYS = 4


def _model(marks: Mapping[str, tuple[bool, ...]], limit: RestAfter) -> Model:
    person = Person.simple("Ana", "UTC", 0, 1440, range(7))
    window = Span(START, START + timedelta(days=DAYS))
    model = compiled(Problem(Atlas((person,)), window, ("Ana",), KINDS, rules=(Rest(60),)))
    shape = model.marks["any"].shape
    named = {name: np.broadcast_to(np.array(kinds), shape).copy() for name, kinds in marks.items()}
    rests = [*model.limits[0], limit]
    found = replace(model, marks={**model.marks, **named})
    found.limits[0][:] = rests
    return found


@st.composite
def models(draw: st.DrawFn) -> Model:
    kinds = st.tuples(st.booleans(), st.booleans(), st.booleans())
    marks = {"these": draw(kinds), "those": draw(kinds)}
    among = draw(st.sampled_from(["any", "those"]))
    minutes, run = draw(st.sampled_from([660, 1440, 2880])), draw(st.integers(1, 2))
    return _model(marks, RestAfter("rest-after", "these", minutes, draw(st.booleans()), run, 0, among))


@given(models())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_walks_are_exactly_what_a_rest_after_marked_shifts_allows(model: Model) -> None:
    assume(fits(model, Objective(cover=True)))
    crews = crews_of(model, cover_of(model, Objective(cover=True)), Sizes())
    days = [(-1, *np.flatnonzero(opened).tolist()) for opened in model.open[0]]
    for word in product(*days):
        chosen = {day: kind for day, kind in enumerate(word) if kind >= 0}
        assert crews.accepts(0, np.array(word)) == allowed(model, chosen)


def test_what_a_walk_would_forget_is_left_to_others() -> None:
    nights, work = (False, False, True), (True, False, True)
    after = RestAfter("rest-after", "nights", 2880, unmarked=True, among="work")
    marks = {"nights": nights, "work": work}
    assert not fits(_model(marks, after), Objective(cover=True))
    assert fits(_model({**marks, "work": (True, True, False)}, after), Objective(cover=True))
    assert not fits(_model(marks, replace(after, among="any", run=3)), Objective(cover=True))
    every = {"nights": (True, True, True), "work": work}
    assert not fits(_model(every, replace(after, unmarked=False)), Objective(cover=True))
    assert not fits(_model(every, replace(after, unmarked=False, among="any", run=2)), Objective(cover=True))

"""Shifts passed on by chance: nothing is broken or lost by it, and it finds what exchange cannot."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.fair.exchange import exchanged
from farflung.engine.rota.methods.fair.floors import floors
from farflung.engine.rota.methods.fair.great import greatly_fair
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.fair.passing.kept import Kept
from farflung.engine.rota.methods.fair.passing.passing import passed_on
from farflung.engine.rota.methods.fair.passing.stretches import Stretches
from farflung.engine.rota.methods.linear.rows import Held, linear
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Apart, Rest
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from tests.engine.rota.plans import person, problem
from tests.engine.rota.tiny import problems

COVER = Objective(cover=True)


def _soon() -> Deadline:
    return Deadline(time.monotonic, 60)


def _covered(model: Model) -> tuple[tuple[Choice, ...], Held] | None:
    first = solve_linear(model, COVER, stop=_soon())
    return None if first.chosen is None else (tuple(first.chosen), [(COVER, int(first.value))])


@given(problems(people=3, days=4), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_no_rule_is_broken_no_cover_lost_and_nobody_worst_is_worse(of: Problem, seed: int) -> None:
    model = compiled(of)
    covered = _covered(model)
    if covered is None:
        return
    chosen, held = covered
    heights = Heights.of(model)
    found = passed_on(model, heights, chosen, held, stop=_soon(), seed=seed)
    assert violations(of, model.assignments(found)) == violations(of, model.assignments(chosen))
    assert COVER.value(model, found) <= held[0][1]
    assert heights.levels(found) <= heights.levels(chosen)
    assert found == passed_on(model, heights, chosen, held, stop=_soon(), seed=seed)


@given(problems(people=3, days=4), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_what_changes_by_a_step_is_what_the_whole_plan_comes_to(of: Problem, random: Random) -> None:
    model = compiled(of)
    covered = _covered(model)
    stretches = Stretches(model, Heights.of(model)).of
    if covered is None or not stretches:
        return
    chosen, held = covered
    mine = [choice for choice in chosen if choice in stretches]
    off = random.sample(mine, min(len(mine), 2))
    on = random.sample(sorted(set(stretches) - set(chosen)), min(2, len(set(stretches) - set(chosen))))
    after = [choice for choice in chosen if choice not in off] + on
    most = held[0][1] + 1000
    kept = Kept(model, [(COVER, most)], chosen)
    change = kept.change(off, on, stretches)
    if change is not None:
        value = COVER.value(model, after)
        assert change.values == (value - held[0][1],)
        kept.make(change)
        assert kept.change(on, off, stretches) is None or value <= most
        assert Kept(model, [(COVER, most)], after).lacking() == kept.lacking()


@pytest.fixture
def uneven() -> tuple[Model, tuple[Choice, ...], Held]:
    """Six people of three zones, twelve hours each: whoever is first by name has far too much at first."""
    zones = ("Asia/Manila", "Europe/Lisbon", "America/Toronto")
    team = [person(f"p{n}", zones[n % 3]) for n in range(6)]
    kinds = tuple(
        ShiftKind(name, "watch", start * 60, (start + length) * 60, "UTC")
        for name, start, length in (("day", 8, 12), ("night", 20, 12), ("eve", 20, 6), ("dawn", 2, 6))
    )
    of = problem(team, (Rest(660),), kinds=kinds, demands=(Demand("watch", 1, 1),), days=14)
    model = compiled(of)
    covered = _covered(model)
    assert covered is not None
    return model, *covered


def test_passing_on_is_fairer_than_exchange_between_people_of_other_clocks(
    uneven: tuple[Model, tuple[Choice, ...], Held],
) -> None:
    model, chosen, held = uneven
    heights = Heights.of(model)
    exchange = exchanged(model, heights, chosen, held, stop=_soon())
    found = passed_on(model, heights, chosen, held, stop=_soon(), seed=0)
    least = floors(linear(model, Objective(), held=held), heights, stop=_soon()).level(())
    worst = heights.levels(found)[0]
    assert worst < heights.levels(exchange)[0]
    assert worst <= 1.1 * least


def test_it_ends_at_once_when_it_is_over(uneven: tuple[Model, tuple[Choice, ...], Held]) -> None:
    model, chosen, held = uneven
    stop = _soon()
    stop.stop()
    assert passed_on(model, Heights.of(model), chosen, held, stop=stop, seed=0) == chosen


def test_pairs_stay_apart() -> None:
    team = [person(f"p{n}", zone) for n, zone in enumerate(("Asia/Manila", "Europe/Lisbon", "Europe/Lisbon"))]
    kinds = (ShiftKind("day", "watch", 480, 1200, "UTC"), ShiftKind("late", "watch", 600, 1320, "UTC"))
    of = problem(
        team, (Rest(660), Apart("p1", "p0")), kinds=kinds, demands=(Demand("watch", 1, 2),), days=7
    )  # fmt: skip
    model = compiled(of)
    covered = _covered(model)
    assert covered is not None
    for seed in range(5):
        found = passed_on(model, Heights.of(model), *covered, stop=_soon(), seed=seed)
        assert violations(of, model.assignments(found)) == ()


def test_a_first_relaxation_is_a_bound_though_there_is_no_time_for_another(
    uneven: tuple[Model, tuple[Choice, ...], Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, chosen, held = uneven
    relaxed = "farflung.engine.rota.methods.fair.great._Relaxed.sums"
    whole = greatly_fair(model, held, stop=_soon(), seed=0, watch=lambda *_: None, start=chosen)
    monkeypatch.setattr(relaxed, lambda *_: {})
    found = greatly_fair(model, held, stop=_soon(), seed=0, watch=lambda *_: None, start=chosen)
    assert found.least[0] == whole.least[0] > 0

"""Fairness by groups: its bounds hold against the exact method, rules and cover are kept."""

from dataclasses import replace
from time import monotonic

from hypothesis import given, settings

from benchmarks.rota_cover import Cover
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.fair.exact import exactly_fair
from farflung.engine.rota.methods.fair.exchange import exchanged
from farflung.engine.rota.methods.fair.great import greatly_fair
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.groups.solve import solve_groups
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.ledger import Carried, Ledger
from tests.engine.rota.tiny import problems

COVER = Objective(cover=True)


def _soon() -> Deadline:
    return Deadline(monotonic, 60)


def _heard(_: float | None, bound: float) -> None:
    assert bound < float("inf")


@given(problems(people=3, days=4))
@settings(max_examples=40, deadline=None)
def test_bounds_hold_against_the_exact_method_and_levels_do_not_rise(problem: Problem) -> None:
    model = compiled(problem)
    first = solve_linear(model, COVER, stop=_soon())
    if first.chosen is None:
        return
    held = [(COVER, int(first.value))]
    exact = exactly_fair(model, held, stop=_soon(), seed=0, watch=_heard, start=first.chosen)
    found = greatly_fair(model, held, stop=_soon(), seed=0, watch=_heard, start=first.chosen)
    assert found.chosen is not None
    heights = Heights.of(model)
    assert heights.levels(found.chosen) <= heights.levels(first.chosen)
    assert exact.levels <= found.levels
    assert found.levels[: found.known] == exact.levels[: found.known]
    assert len(found.least) == len(found.levels) == len(exact.least)
    assert all(least <= level for least, level in zip(found.least[:1], exact.levels, strict=False))
    assert COVER.value(model, found.chosen) <= first.value
    assert violations(problem, model.assignments(found.chosen)) == ()


def _small() -> tuple[Problem, Model]:
    problem = Cover(
        people=24, zones=("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto"), days=14
    ).problem()
    return problem, compiled(problem)


def test_every_level_of_a_rota_round_the_clock_is_proven() -> None:
    problem, model = _small()
    cover = solve_groups(model, COVER, stop=_soon())
    assert cover.chosen is not None
    held = [(COVER, int(cover.value))]
    found = greatly_fair(model, held, stop=_soon(), seed=0, watch=_heard, start=cover.chosen)
    assert found.proven
    assert found.chosen is not None
    assert violations(problem, model.assignments(found.chosen)) == ()
    assert COVER.value(model, found.chosen) == cover.value


def test_exchange_lowers_the_worst_and_keeps_rules_and_cover() -> None:
    problem, _ = _small()
    carried = {name: Carried(60.0 if name == "p0003" else 0.0, 14) for name in problem.people}
    problem = replace(problem, ledger=Ledger(carried))
    model = compiled(problem)
    cover = solve_groups(model, COVER, stop=_soon())
    heights = Heights.of(model)
    busy = [choice for choice in cover.chosen or () if choice[0] % 3 or choice[0] < 6]
    after = exchanged(model, heights, busy, [], stop=_soon())
    assert heights.levels(after) < heights.levels(busy)
    assert len(after) == len(busy)
    assert heights.reached(after)[3] < heights.reached(busy)[3]
    assert violations(problem, model.assignments(after)) == ()
    assert COVER.value(model, after) == COVER.value(model, busy)

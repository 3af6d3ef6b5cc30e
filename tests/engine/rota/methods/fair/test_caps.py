"""Caps: at most so many people above a height, held, counted and lowered by a program."""

import time

import numpy as np

from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.fair.caps import Cap, Capped
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.linear.rows import Linear, linear
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.methods.solvers.answer import Answer
from farflung.engine.rota.methods.solvers.highs import Care, Highs
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from tests.engine.rota.plans import person, problem

COVER = Objective(cover=True)


def _five_days_of_three() -> Capped:
    """Five days for three people, one shift of eight points a day: two, two and one is the fairest."""
    team = [person(name) for name in ("Ana", "Ravi", "Jack")]
    watch = ShiftKind("day", "watch", 9 * 60, 17 * 60, "UTC", frozenset(range(5)))
    of = problem(team, (), days=7, kinds=(watch,), demands=(Demand("watch", 1, 1),))
    model = compiled(of)
    cover = solve_linear(model, COVER, stop=Deadline(time.monotonic, 60))
    heights = Heights.of(model)
    written = linear(model, Objective(), held=[(COVER, int(cover.value))])
    return Capped(written, heights, 5 * _day(heights))


def _day(heights: Heights) -> int:
    return int(heights.cost[heights.cost > 0].min())


def _solved(written: Linear) -> Answer:
    return Highs(written.program, Care()).solve(stop=Deadline(time.monotonic, 60))


def test_the_lowest_that_the_worst_can_be_and_how_many_must_be_so_high() -> None:
    capped = _five_days_of_three()
    day = _day(capped.heights)
    assert _solved(capped.lowest(0, day, 0, 5)).value == 2
    held = capped.under(Cap(2 * day, 0))
    assert held.roof == 2 * day
    assert _solved(held.fewest(day)).value == 2
    assert _solved(held.under(Cap(day, 2)).lowest(2, day, 0, 2)).value == 1


def test_what_is_capped_stays_so() -> None:
    capped = _five_days_of_three()
    day = _day(capped.heights)
    held = capped.under(Cap(2 * day, 1)).under(Cap(day, 1))
    found = _solved(held.held())
    assert found.x is not None
    reached = sorted(capped.heights.levels(held.written.chosen(found.x)), reverse=True)
    assert reached == [3 * day, day, day]
    assert _solved(held.under(Cap(3 * day - 1, 0)).held()).infeasible


def test_the_order_in_which_caps_are_put_makes_no_difference() -> None:
    capped = _five_days_of_three()
    day = _day(capped.heights)
    one = capped.under(Cap(day, 2)).under(Cap(3 * day, 1)).under(Cap(day, 3))
    assert one.caps == (Cap(3 * day, 1), Cap(day, 2))
    assert capped.under(Cap(5 * day, 1)).caps == ()  # nobody is above the roof anyway
    assert np.isfinite(_solved(one.fewest(2 * day)).value)

"""Many people no two of whom are alike: their rota comes to its bound, and keeps every rule."""

from dataclasses import replace
from time import monotonic

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from benchmarks.rota_cover import Cover
from benchmarks.rota_leave import Leave
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.groups import solve
from farflung.engine.rota.methods.groups.alike import alike, members_of
from farflung.engine.rota.methods.groups.anew import Anew
from farflung.engine.rota.methods.groups.crowd import Crowd
from farflung.engine.rota.methods.groups.parts import Part
from farflung.engine.rota.methods.groups.solve import solve_groups
from farflung.engine.rota.methods.linear import dive
from farflung.engine.rota.methods.linear.rows import linear
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.methods.solvers.highs import Highs
from farflung.engine.rota.model.objective import Objective, levels
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from tests.engine.rota.tiny import problems
from tests.engine.rota.wide import Drawn, wide

COVER = Objective(cover=True)
ZONES = ("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto")


def _soon() -> Deadline:
    return Deadline(monotonic, 60)


@given(problems(people=3, days=4))
@settings(max_examples=30, deadline=None)
def test_whatever_is_asked_a_crowd_keeps_the_rules_and_bounds_are_bounds(problem: Problem) -> None:
    model = compiled(problem)
    alone = solve_linear(model, COVER, stop=_soon())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "_GREAT", -1)
        found = solve_groups(model, COVER, stop=_soon())
    assert found.bound <= alone.value or alone.infeasible
    if found.chosen is not None:
        assert found.value >= alone.value
        assert violations(problem, model.assignments(found.chosen)) == ()


@given(wide())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_counts_that_are_not_whole_never_put_more_people_anywhere_than_may_be_there(drawn: Drawn) -> None:
    model = compiled(drawn.problem)
    assume(model.lines)
    alone = solve_linear(model, COVER, stop=_soon())
    assume(alone.infeasible or alone.proven)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "_GREAT", -1)
        patch.setattr(dive, "_WORTH", 2.0)  # never time for a dive: the corner of the relaxation it is
        found = solve_groups(model, COVER, stop=_soon())
    assert (found.chosen is None) == alone.infeasible
    assert found.bound <= alone.value <= found.value


def test_who_is_one_too_many_goes_and_the_first_stay() -> None:
    problem = Leave(Cover(people=6, zones=ZONES, days=8)).problem()
    duty = problem.kinds[0].duty
    model = compiled(replace(problem, demands=(Demand(duty, 1, 1),)))
    everybody = alike(model, [COVER])
    crowd = Crowd(model, COVER, Part(everybody, model.lines), [(group,) for group in everybody], (), 0)
    day, kind = map(int, np.argwhere(model.open[0] & model.open[3])[-1])  # two of one zone
    chosen = (0, day, kind), (3, day, kind)
    fitting = crowd.fitting(chosen)
    assert fitting == chosen[:1]
    assert all((there <= 1).all() for there in levels(model, fitting))
    assert any((there > 1).any() for there in levels(model, chosen))
    assert crowd.fitting(fitting) == fitting


def test_leave_hours_runs_and_history_of_their_own_come_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "_GREAT", 0)
    problem = Leave(Cover(people=30, zones=ZONES, days=9), own=True, history=True).problem()
    model = compiled(problem)
    found = solve_groups(model, COVER, stop=_soon())
    assert found.chosen is not None
    assert violations(problem, model.assignments(found.chosen)) == ()
    assert found.value <= 1.01 * found.bound


def test_the_relaxation_knows_the_days_of_everybody() -> None:
    model = compiled(Leave(Cover(people=12, zones=ZONES, days=9), own=True).problem())
    strictly, loosely = alike(model, [COVER]), alike(model, [COVER], loosely=True)
    within = members_of(loosely, strictly)
    assert len(loosely) < len(strictly)
    counted = linear(model, COVER, groups=loosely, members=[within[group] for group in loosely])
    alone = linear(model, COVER)
    bounds = [Highs(of.program).solve(stop=_soon(), relaxed=True).bound for of in (counted, alone)]
    assert counted.program.width < alone.program.width
    assert 0 < bounds[0] <= bounds[1] + 1e-6
    assert np.isclose(bounds[0], bounds[1], rtol=0.02)


def test_some_people_planned_anew_make_a_plan_of_nothing_one_at_its_bound() -> None:
    model = compiled(Leave(Cover(people=6, zones=ZONES, days=8)).problem())
    anew = Anew(model, COVER, model.lines, ())
    before = anew.value
    anew.run(range(6), -float("inf"), _soon())
    known = solve_linear(model, COVER, stop=_soon())
    assert known.bound <= anew.value < before
    assert anew.value <= 1.02 * known.value

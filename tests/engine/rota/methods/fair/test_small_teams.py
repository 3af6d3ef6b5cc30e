"""Small teams: loads that cannot be shared out evenly are proven all the same, or to a hundredth."""

import time
from dataclasses import replace
from datetime import date, timedelta

from farflung.engine.model import Absence
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.fair.anew import planned_anew
from farflung.engine.rota.methods.fair.floors import Floors
from farflung.engine.rota.methods.fair.heights import Heights
from farflung.engine.rota.methods.linear.rows import linear
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.plan import Stage
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import OwnHours, Rest, Spacing
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY, person, problem

AIMS = (frozenset({Aim.COVER}), frozenset({Aim.FAIR}))
WEEK = ShiftKind("week", "on call", 9 * 60, 9 * 60 + 7 * 1440, "UTC", frozenset({0}))
COVER = Objective(cover=True)


def _on_call(people: int, weeks: int) -> Problem:
    """A week each in turn; everybody is away for one week of their own, so no two loads compare evenly."""
    team = [person(f"p{n}") for n in range(people)]
    window = Span(MONDAY + timedelta(hours=9), MONDAY + timedelta(days=7 * weeks, hours=9))
    of = problem(
        team, (Spacing("on call", 14 * 1440), OwnHours()),
        kinds=(WEEK,), window=window, demands=(Demand("on call", 1, 1),), aims=AIMS,
    )  # fmt: skip
    first = date(2027, 3, 1)
    away = [
        Absence(f"p{n}", day, day + timedelta(days=6))
        for n in range(people - 1)
        for day in [first + timedelta(days=7 * (3 * n % weeks))]
    ]
    return replace(of, atlas=of.atlas.with_(absences=tuple(away)))


def _fair(of: Problem, seconds: float = 60) -> Stage:
    found = solve(of, stop=Deadline(time.monotonic, seconds))
    assert violations(of, found.assignments) == ()
    return next(stage for stage in found.stages if Aim.FAIR in stage.aims)


def test_every_level_of_eight_people_on_call_for_26_weeks_is_proven() -> None:
    stage = _fair(_on_call(8, 26))
    assert len(stage.levels) == 8
    assert stage.near == 8
    assert all(level.least <= level.height for level in stage.levels)


def test_bounds_are_below_what_is_reached_where_weights_are_uneven() -> None:
    team = [person(f"p{n}") for n in range(5)]
    kinds = tuple(
        ShiftKind(f"shift {n}", "watch", 8 * 60, 8 * 60 + length, "UTC", frozenset({n}))
        for n, length in enumerate((437, 451, 463, 479, 487, 491, 499))
    )
    of = problem(team, (Rest(660),), kinds=kinds, demands=(Demand("watch", 1, 1),), aims=AIMS, days=21)
    stage = _fair(of, 20)
    assert stage.bound <= stage.value
    assert stage.near >= 1
    assert [level.height for level in stage.levels] == sorted((x.height for x in stage.levels), reverse=True)


def test_nobody_is_higher_where_some_are_planned_anew() -> None:
    model = compiled(_on_call(6, 12))
    heights = Heights.of(model)
    cover = solve_linear(model, COVER, stop=Deadline(time.monotonic, 60))
    assert cover.chosen is not None
    written = linear(model, Objective(), held=[(COVER, int(cover.value))])
    found = planned_anew(written, heights, cover.chosen, stop=Deadline(time.monotonic, 60), seed=1)
    assert heights.levels(found) <= heights.levels(cover.chosen)
    assert COVER.value(model, found) <= cover.value
    again = planned_anew(written, heights, cover.chosen, stop=Deadline(time.monotonic, 60), seed=1)
    assert again == found


def test_the_floor_of_a_level_is_what_is_left_over_those_who_are_left() -> None:
    known = Floors({1: 3.0, 3: 12.0})
    assert known.level([]) == 4  # three with 12 together: one of them has 4 or more
    assert known.level([6]) == 3
    assert known.level([6, 3]) == 3
    assert known.level([6, 3, 3]) == 0  # nothing is known of the fourth


def test_shifts_of_many_starts_are_cut_anew_until_nobody_carries_twice_what_others_do() -> None:
    zones = ("Asia/Manila", "Asia/Kolkata", "Europe/Lisbon", "America/Toronto")
    team = [person(f"p{n}", zone) for n, zone in enumerate(zones)]
    kinds = tuple(
        ShiftKind(f"{start}-{length}", "watch", start * 60, (start + length) * 60, None)
        for start in range(8, 17, 2) for length in (4, 8)
    )  # fmt: skip
    of = problem(team, (Rest(660),), kinds=kinds, demands=(Demand("watch", 1, 1),), aims=AIMS, days=3)
    model = compiled(of)
    heights = Heights.of(model)
    cover = solve_linear(model, COVER, stop=Deadline(time.monotonic, 60))
    assert cover.chosen is not None
    written = linear(model, Objective(), held=[(COVER, int(cover.value))])
    found = planned_anew(written, heights, cover.chosen, stop=Deadline(time.monotonic, 60), seed=1)
    levels = heights.levels(found)
    assert levels < heights.levels(cover.chosen)
    assert levels[0] < 2 * levels[-1]

"""Rules of nights and of long rests: what is covered beside them is as much as any plan of all covers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import monotonic

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods import chosen
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    AtWork,
    ConsecutiveNights,
    DaysOff,
    FreeSundays,
    NightHours,
    NightShift,
    NightsInPeriod,
    Rest,
    RestAfterNights,
    Rule,
    WeeklyRest,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.brute import best

STARTS = (
    datetime(2027, 3, 25, tzinfo=UTC),  # a Thursday before clocks change in Europe
    datetime(2027, 3, 26, 15, tzinfo=UTC),
    datetime(2027, 3, 29, tzinfo=UTC),  # a Monday
    datetime(2027, 10, 28, tzinfo=UTC),
)
ZONES = ("Europe/Berlin", "Asia/Manila", "America/New_York")
NIGHT = NightShift(NightWindow(time(23), time(6)), 61)
HOME = frozenset({"home"})


@st.composite
def nights(draw: st.DrawFn, *, turns: int = 0) -> Problem:
    """One person for a week with two kinds of shift, or two with one, and nights or long rests to keep."""
    names, kinds = draw(st.sampled_from([(("Ana",), 2), (("Ana", "Wei"), 1)]))
    atlas = Atlas(
        tuple(Person.simple(name, draw(st.sampled_from(ZONES)), 0, 1440, range(7)) for name in names)
    )
    start = draw(st.sampled_from(STARTS))
    window = Span(start, start + timedelta(days=draw(st.integers(4, 7 if kinds == 1 else 6))))
    shifts = tuple(_kind(draw, n) for n in range(kinds))
    wanted = st.builds(Demand, st.just("watch"), st.integers(1, 2), over=st.sampled_from([0, 7]))
    return Problem(
        atlas, window, names, shifts, tuple(draw(st.lists(wanted, min_size=1, max_size=1))),
        rules=(Rest(draw(st.sampled_from([0, 480]))), *draw(st.lists(_rules(), min_size=1, max_size=2))),
        history=tuple(one for name in names for one in _before(draw, atlas, name, start)),
        turns=tuple(_turn(draw, atlas, window) for _ in range(draw(st.integers(min(1, turns), turns)))),
        aims=(frozenset({Aim.COVER}),),
    )  # fmt: skip


def _kind(draw: st.DrawFn, number: int) -> ShiftKind:
    start = draw(st.sampled_from([0, 480, 840, 1200, 1320, 1380]))
    duty = "watch" if number == 0 else draw(st.sampled_from(["watch", "home"]))
    length = draw(st.sampled_from([240, 480, 720, 1440]))
    zone = draw(st.sampled_from([None, None, "UTC"]))
    return ShiftKind(f"shift {number}", duty, start, start + length, zone)


def _rules() -> st.SearchStrategy[Rule]:
    minutes = st.sampled_from([600, 1080, 1440, 2100, 2880])
    weekly = st.builds(WeeklyRest, minutes)
    after = st.builds(RestAfterNights, minutes, st.just(NIGHT), st.integers(1, 3))
    return st.one_of(
        weekly,
        after,
        st.builds(AtWork, weekly | after, st.just(HOME)),
        st.builds(ConsecutiveNights, st.integers(0, 2), st.just(NIGHT)),
        st.builds(NightHours, st.sampled_from([240, 480]), st.just(NIGHT)),
        st.builds(NightsInPeriod, st.integers(0, 2), st.integers(1, 2), st.just(NIGHT)),
        st.builds(FreeSundays, st.just(1), st.integers(1, 2)),
    )


def _before(draw: st.DrawFn, atlas: Atlas, name: str, start: datetime) -> list[Assignment]:
    """Up to four shifts on days in a row, at night or by day, the last of which may reach into the plan."""
    found, end = [], start + timedelta(hours=draw(st.integers(-30, 5)))
    for ago in range(draw(st.integers(0, 4))):
        span = Span(end - timedelta(days=ago, hours=8), end - timedelta(days=ago))
        if span.start < start:
            day = atlas.local(atlas.person(name), span.start).date
            found.append(Assignment(span, name, "watch", "shift 0", day, 480))
    return found


def _turn(draw: st.DrawFn, atlas: Atlas, window: Span) -> Turn:
    hours = window.elapsed // timedelta(hours=1)
    start = window.start + timedelta(hours=draw(st.integers(0, hours - 5)))
    span = Span(start, min(window.end, start + timedelta(hours=draw(st.sampled_from([4, 8, 24])))))
    day = atlas.local(atlas.person("Ana"), start).date
    return Turn(Assignment(span, "Ana", "on call", "turn", day, span.elapsed // timedelta(minutes=1)))


def covers_most(problem: Problem) -> None:
    """Asserts that no plan of all covers more than what is solved, and that it is known."""
    model = compiled(problem)
    known = best(problem, model, Objective(cover=True))
    found = solve(problem, stop=Deadline(monotonic, 60))
    assert violations(problem, found.assignments) == ()
    assert (found.status, found.stages[0].value) == (Status.OPTIMAL, known.value)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(nights())
def test_beside_nights_and_long_rests_no_plan_covers_more(problem: Problem) -> None:
    assume(not violations(problem, problem.standing))
    covers_most(problem)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(nights(turns=2))
def test_next_to_turns_of_rotations_no_plan_covers_more(problem: Problem) -> None:
    """Where one night asks for its rest: rows of nights are planned more strictly next to turns, and told."""
    rules = [rule.rule if isinstance(rule, AtWork) else rule for rule in problem.rules]
    assume(not any(isinstance(rule, RestAfterNights) and rule.nights > 1 for rule in rules))
    assume(not violations(problem, problem.standing))
    covers_most(problem)


@pytest.mark.parametrize("small", [100, 0], ids=["whole", "by structure"])
def test_days_off_next_to_turns_are_as_many_as_are_asked_for(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "SMALL", small)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(nights(turns=2), st.integers(2, 4))
    def holds(problem: Problem, least: int) -> None:
        posed = replace(problem, rules=(Rest(0), DaysOff(least)))
        assume(not violations(posed, posed.standing))
        covers_most(posed)

    holds()


@pytest.mark.parametrize("least", [1, 2])
def test_a_row_of_nights_of_before_goes_on_as_long_as_anybody_may_go_on_with_it(least: int) -> None:
    """Not only on the first night of the plan: the rest comes after the last of the row."""
    start = datetime(2027, 3, 29, tzinfo=UTC)
    atlas = Atlas((Person.simple("Ana", "Europe/Berlin", 0, 1440, range(7)),))
    history = tuple(
        Assignment(Span(at, at + timedelta(hours=6)), "Ana", "watch", "dark", at.date(), 360)
        for at in (start - timedelta(days=ago) for ago in (3, 2, 1))
    )
    problem = Problem(
        atlas, Span(start, start + timedelta(days=5)), ("Ana",), (ShiftKind("dark", "watch", 0, 360, "UTC"),),
        (Demand("watch", least),), rules=(RestAfterNights(2880, NIGHT, 2),), history=history,
        aims=(frozenset({Aim.COVER}),),
    )  # fmt: skip
    found = solve(problem, stop=Deadline(monotonic, 60))
    assert len(found.assignments) == 5
    covers_most(problem)

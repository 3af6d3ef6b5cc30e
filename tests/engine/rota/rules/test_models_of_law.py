"""What a rule puts into a model is what breaks it in a plan: what the model lets through breaks nothing."""

from collections.abc import Sequence
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Place
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    CallOut,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.by_hand import DAY, instant, person, weeks
from tests.engine.rota.limits_by_hand import allowed

ZONE = "Europe/Amsterdam"
FIRST = date(2027, 3, 15)  # clocks go forward on the 28th
KINDS = (
    ShiftKind("early", "watch", 360, 840),
    ShiftKind("late", "watch", 840, 1320),
    ShiftKind("night", "watch", 1320, 1800),
    ShiftKind("long", "watch", 480, 1200),
)
NIGHT = NightShift(NightWindow(time(0), time(6)), 61, time(2))
CALL = CallOut(Span(instant("2027-03-16T02:00"), instant("2027-03-16T03:30")), "Nele")
EXACT: tuple[Rule, ...] = (
    DailyHours(480), NightHours(450, NIGHT), NightsInPeriod(4, 2, NIGHT), WorkingDays(5), FreeSundays(1, 2),
    RestAfterNights(840, NIGHT), RestAfterNights(46 * 60, NIGHT, nights=3),
    RestAfterNights(30 * 60, NIGHT, nights=2),
    WeeklyRest(35 * 60), WeeklyRest(1440), WeeklyRest(600),
    RotaNotice(4, instant("2027-03-12T23:30")), RestAfterCallOut(660, (CALL,)),
)  # fmt: skip
CAUTIOUS: tuple[Rule, ...] = (
    NightWorkerHours(2100, 2, NIGHT, nights=3), DaysWithNights(5, NIGHT),
)  # fmt: skip
PATTERN = st.lists(st.sampled_from([None, None, 0, 1, 2, 2, 3]), min_size=31, max_size=31)


WHO = person(Place(ZONE, "NL", None, "Amsterdam"))
ATLAS = Atlas((WHO,))
ALL = compiled(Problem(ATLAS, weeks(ZONE, FIRST - 21 * DAY, 7), ("Nele",), KINDS))


def _shifts(pattern: Sequence[int | None], first: date) -> tuple[Assignment, ...]:
    """A kind for each date, or none; a shift that would run into the one before is left out."""
    found: list[Assignment] = []
    for number, kind in enumerate(pattern):
        if kind is None:
            continue
        [one] = ALL.assignments([(0, ALL.options.index(first + number * DAY), kind)])
        if not found or found[-1].span.end <= one.span.start:
            found.append(one)
    return tuple(found)


def _both(rule: Rule, pattern: Sequence[int | None]) -> tuple[bool, bool]:
    """Whether the model lets a plan through, and whether the plan breaks the rule; ten days are history."""
    window = weeks(ZONE, FIRST, 3)
    shifts = _shifts(pattern, FIRST - 10 * DAY)
    history = tuple(s for s in shifts if s.span.start < window.start)
    plan = tuple(s for s in shifts if s.span.start >= window.start)
    problem = Problem(ATLAS, window, ("Nele",), KINDS, rules=(rule,), history=history)
    model = compiled(problem)
    names = [kind.name for kind in KINDS]
    chosen = {model.options.index(s.day): names.index(s.kind) for s in plan}
    return allowed(model, chosen), bool(violations(problem, plan))


@pytest.mark.parametrize("rule", EXACT, ids=lambda rule: f"{rule.name}-{getattr(rule, 'nights', '')}")
@given(pattern=PATTERN)
def test_model_and_reader_agree(rule: Rule, pattern: list[int | None]) -> None:
    lets_through, broken = _both(rule, pattern)
    assert lets_through is not broken


@pytest.mark.parametrize("rule", CAUTIOUS, ids=lambda rule: rule.name)
@given(pattern=PATTERN)
def test_model_lets_nothing_through_that_breaks_a_rule(rule: Rule, pattern: list[int | None]) -> None:
    lets_through, broken = _both(rule, pattern)
    assert not (lets_through and broken)


def test_plan_that_rests_is_let_through() -> None:
    """The cautious ones do not simply close everything."""
    calm: list[int | None] = [None, None, None, 0, 0, 0, 0] * 5  # Mondays to Thursdays
    for rule in (*EXACT, *CAUTIOUS):
        if not isinstance(rule, RotaNotice | RestAfterCallOut):
            assert _both(rule, calm[:31]) == (True, False), rule


def test_weekly_rest_may_reach_into_the_next_week_in_a_model_too() -> None:
    """From Saturday 22:00 to Monday 14:00, week after week: 26 hours of it lie in the week."""
    friday_first = [0, 1, None] + [1, 0, 0, 0, 0, 1, None] * 4
    assert _both(WeeklyRest(35 * 60), friday_first[:31]) == (True, False)
    assert _both(WeeklyRest(41 * 60), friday_first[:31]) == (False, True)

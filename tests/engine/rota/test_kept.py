"""Limits read shift by shift say of every plan what the rules say, in all zones and over clock changes."""

from datetime import time
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.kept import keeps_limits
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import AtWork, NightShift, Rest, RestAfterNights, Rule, WeeklyRest
from farflung.engine.rota.values.kind import ShiftKind
from farflung.rulepacks import NightWindow
from tests.engine.rota.brute import own_plans
from tests.engine.rota.limits_by_hand import allowed as allowed_by_hand
from tests.engine.rota.plans import person
from tests.engine.rota.plans import problem as rota
from tests.engine.rota.tiny import problems


@given(problems(people=1))
@settings(max_examples=100, deadline=None)
def test_what_keeps_limits_breaks_no_rule_and_the_other_way_round(problem: Problem) -> None:
    model = compiled(problem)
    first, last = model.bounds(0)
    allowed = {frozenset(plan) for plan in own_plans(problem, model, 0)}
    there = [
        [None, *(k for k in range(len(model.kinds)) if model.open[0, d, k])] for d in range(first, last + 1)
    ]
    for kinds in product(*there):
        days = {first + n: kind for n, kind in enumerate(kinds) if kind is not None}
        plan = frozenset((0, day, kind) for day, kind in days.items())
        assert keeps_limits(model, 0, days) == (plan in allowed)
        if plan in allowed:
            assert violations(problem, model.assignments(sorted(plan))) == ()


DARK = NightShift(NightWindow(time(23), time(6)), 61)
HELD = (
    Rest(11 * 60), WeeklyRest(35 * 60), WeeklyRest(60 * 60),
    RestAfterNights(20 * 60, DARK), RestAfterNights(46 * 60, DARK, nights=2),
)  # fmt: skip
DUTIES = (
    ShiftKind("day", "watch", 9 * 60, 17 * 60), ShiftKind("night", "watch", 22 * 60, 30 * 60),
    ShiftKind("at home", "standby", 17 * 60, 32 * 60),
)  # fmt: skip


@given(st.sampled_from(HELD), st.lists(st.sampled_from([None, 0, 1, 2]), min_size=10, max_size=10))
@settings(max_examples=300, deadline=None)
def test_limits_of_work_alone_look_past_standby(rule: Rule, kinds: list[int | None]) -> None:
    """Whoever stands by at home rests, be it in the week or after a night."""
    model = compiled(rota([person("Ana")], [AtWork(rule, frozenset({"standby"}))], days=10, kinds=DUTIES))
    first = model.bounds(0)[0]
    days = {first + n: kind for n, kind in enumerate(kinds) if kind is not None}
    start, end = model.spans(0)
    spans = [(start[at], end[at]) for at in sorted(days.items())]
    apart = all(before[1] <= after[0] for before, after in pairwise(spans))
    assert keeps_limits(model, 0, days) == (apart and allowed_by_hand(model, days))

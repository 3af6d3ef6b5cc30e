"""Edits of a plan: what was is kept, who is on duty stays, as little as possible moves, and it is shown."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from farflung.engine.model import Absence, WeeklyPattern
from farflung.engine.rota.check import violations
from farflung.engine.rota.edit import Change, changes, from_now, told, with_absences
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    Amount,
    AtWork,
    Away,
    ConsecutiveDays,
    HoursPerWeek,
    KindLimit,
    Notice,
    Rest,
    RotaNotice,
    Rule,
    Weekends,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.weights import Weights
from tests.engine.rota.plans import at, person, problem, shift

KINDS = tuple(
    ShiftKind(name, "watch", start * 60, start * 60 + 480, zone="UTC")
    for name, start in (("early", 0), ("day", 8), ("late", 16))
)
RULES = (Rest(11 * 60), Away(), HoursPerWeek(40 * 60), ConsecutiveDays(most=5))


def _problem(people: int = 7, days: int = 14) -> Problem:
    team = [person(f"p{n}") for n in range(people)]
    return problem(
        team, RULES, days, kinds=KINDS, demands=(Demand("watch", 1, 1),),
        aims=(frozenset({Aim.COVER}), frozenset({Aim.CHANGES})),
    )  # fmt: skip


def _solved(of: Problem) -> Result:
    found = solve(of, stop=Deadline(time.monotonic, 60))
    assert violations(of, found.assignments) == ()
    return found


def _ill(of: Problem, plan: Result, now: datetime) -> tuple[Problem, Absence]:
    """Whoever has three shifts within the next days is away for exactly these."""
    for key in of.people:
        mine = [a.day for a in plan.assignments if a.person == key and a.span.start > now][:3]
        if len(mine) == 3 and (mine[-1] - mine[0]).days <= 5:
            absence = Absence(key, mine[0], mine[-1])
            return with_absences(from_now(of, plan.assignments, now), [absence]), absence
    raise AssertionError("nobody has three shifts in a row of days")


def test_C12_an_illness_moves_three_assignments_at_most() -> None:
    of = _problem()
    plan = _solved(of)
    repaired, absence = _ill(of, plan, at(4, 9))
    found = _solved(repaired)
    moved = changes(repaired.published, found.assignments)
    lost = [c for c in moved if c.before is not None and c.before.person == absence.person]
    others = [c for c in moved if c.before is None or c.before.person != absence.person]
    assert found.unfilled == plan.unfilled
    assert len(lost) == 3
    assert not others
    assert all(change.after is not None for change in lost)


def test_C12_without_time_what_can_stay_stays_and_the_rest_is_taken_over() -> None:
    of = _problem()
    plan = _solved(of)
    repaired, absence = _ill(of, plan, at(4, 9))
    over = Deadline(time.monotonic, 60)
    over.stop()
    found = solve(repaired, stop=over)
    moved = changes(repaired.published, found.assignments)
    assert violations(repaired, found.assignments) == ()
    assert found.unfilled == plan.unfilled
    assert {c.before.person for c in moved if c.before is not None} == {absence.person}
    assert len(moved) == 3
    assert found.status is Status.FEASIBLE  # nothing is proven of it


def test_C12_a_published_plan_that_breaks_a_rule_is_not_what_stays() -> None:
    of = _problem()
    plan = _solved(of)
    over = Deadline(time.monotonic, 60)
    over.stop()
    kept = replace(of, published=plan.assignments)
    assert solve(kept, stop=over).assignments == plan.assignments
    strict = replace(kept, rules=(*RULES, HoursPerWeek(8 * 60)))
    found = solve(strict, stop=over).assignments
    assert violations(strict, found) == ()
    assert set(found) < set(plan.assignments)  # of those that broke it as many stay as may


def test_C12_what_moves_is_proven_to_be_the_least() -> None:
    of = _problem()
    repaired, _ = _ill(of, _solved(of), at(4, 9))
    assert [stage.proven for stage in _solved(repaired).stages] == [True, True]


def test_C12_everybody_whose_dates_change_is_told_once_and_nobody_else() -> None:
    of = _problem()
    repaired, absence = _ill(of, _solved(of), at(4, 9))
    moved = changes(repaired.published, _solved(repaired).assignments)
    named = told(moved)
    assert absence.person in named
    assert sum(len(mine) for mine in named.values()) == sum(len(set(c.people)) for c in moved)
    assert set(named) == {who for change in moved for who in change.people}


def test_C06_who_is_on_duty_now_stays_and_the_past_is_unchanged() -> None:
    of = _problem()
    plan = _solved(of)
    now = at(4, 9)
    on = next(a for a in plan.assignments if a.span.start <= now < a.span.end)
    later = from_now(of, plan.assignments, now)
    absent = with_absences(later, [Absence(on.person, date(2027, 3, 7), date(2027, 3, 14))])
    found = _solved(absent)
    assert on in absent.history
    assert {a for a in plan.assignments if a.span.start < now} <= set(absent.history)
    assert min(a.span.start for a in found.assignments) == on.span.end


def test_a_plan_that_nothing_happened_to_does_not_move() -> None:
    of = _problem()
    plan = _solved(of)
    later = from_now(of, plan.assignments, at(2, 3))
    assert changes(later.published, _solved(later).assignments) == ()


def test_a_joiner_moves_nothing_by_joining() -> None:
    of = _problem(7)
    plan = _solved(of)
    team = [person(f"p{n}") for n in range(8)]
    wider = replace(of, atlas=of.atlas.with_(people=tuple(team)), people=tuple(p.id for p in team))
    later = from_now(wider, plan.assignments, at(2, 3))
    assert changes(later.published, _solved(later).assignments) == ()


def test_who_has_exactly_the_time_takes_over_and_not_from_whoever_began_earlier() -> None:
    early, late = shift("Ana", at(0, 8), 8), shift("Ravi", at(0, 9), 8)
    instead = shift("Jack", at(0, 9), 8)
    assert changes([early, late], [instead]) == (Change(early, None), Change(late, instead))
    assert changes([early], [instead]) == (Change(early, instead),)
    assert changes([early], [shift("Jack", at(0, 9), 8, duty="desk")])[0] == Change(early, None)


def test_what_is_over_cannot_be_planned_anew() -> None:
    of = _problem(days=7)
    with pytest.raises(ValueError, match="is over"):
        from_now(of, (), at(7, 0) + timedelta(hours=1))


DAYS = (ShiftKind("day", "watch", 9 * 60, 17 * 60, zone="UTC"),)
NINE_TO_FIVE = Demand("watch", 1, 1, WeeklyPattern.daily(9 * 60, 17 * 60, range(7)), "UTC")


def _daily(people: int, *rules: Rule, days: int = 14, demand: Demand = NINE_TO_FIVE) -> Problem:
    """One shift of eight hours a day."""
    team = [person(f"p{n}") for n in range(people)]
    return problem(team, (Away(), *rules), days, kinds=DAYS, demands=(demand,))


@pytest.mark.parametrize(
    "rule",
    [
        Notice(at(14, 0)),
        RotaNotice(14, at(2, 18)),
        AtWork(RotaNotice(14, at(2, 18)), frozenset({"standby"})),
    ],
)  # fmt: skip
def test_notice_is_asked_of_what_is_new_and_not_of_what_was_planned(rule: Rule) -> None:
    """Nobody can be asked at such short notice, and nobody loses what they knew of."""
    of = _daily(3)
    plan = _solved(of)
    ill = next(a for a in plan.assignments if a.span.start == at(3, 9))
    rest = from_now(replace(of, rules=(*of.rules, rule)), plan.assignments, at(2, 18))
    found = _solved(with_absences(rest, [Absence(ill.person, ill.day, ill.day)]))
    (change,) = changes(rest.published, found.assignments)
    assert (change.before, change.after) == (ill, None)


def test_limits_of_the_whole_plan_count_what_is_worked_already() -> None:
    """One person, five days of work in two weeks: four are over, so there is one more."""
    plan = tuple(shift("p0", at(day, 9), 8) for day in range(4))
    for rule in (Amount(most=40 * 60), KindLimit(frozenset({"day"}), 5)):
        rest = from_now(_daily(1, rule), plan, at(7, 0))
        assert len(_solved(rest).assignments) == 1
        assert violations(rest, [shift("p0", at(day, 9), 8) for day in (8, 9)])
        assert len(_solved(from_now(rest, plan, at(8, 0))).assignments) == 1


def test_a_least_of_the_whole_plan_is_not_asked_again_of_its_rest() -> None:
    plan = tuple(shift("p0", at(day, 9), 8) for day in range(9))
    rest = from_now(_daily(1, Amount(least=80 * 60)), plan, at(10, 0))
    found = solve(rest, stop=Deadline(time.monotonic, 60))
    assert found.status is Status.OPTIMAL
    assert violations(rest, found.assignments) == ()
    assert [v.by for v in violations(rest, ())] == [480]


def test_a_weekend_that_has_begun_is_no_second_one() -> None:
    """One weekend of two: Saturday of the first is worked, so its Sunday may be, and the second is free."""
    plan = (shift("p0", at(5, 9), 8),)
    rest = from_now(_daily(1, Weekends(1)), plan, at(5, 12))
    assert {a.day.day for a in _solved(rest).assignments} >= {7}
    assert not {a.day.day for a in _solved(rest).assignments} & {13, 14}
    assert [v.rule for v in violations(rest, [shift("p0", at(12, 9), 8)])] == ["weekends"]


def test_who_carried_more_of_the_plan_so_far_is_not_asked_first() -> None:
    """Two could step in on the last day; one of them had every shift of the first week but two."""
    of = replace(_daily(3), weights=Weights(weekend=0))
    holders = ["p0", "p0", "p0", "p0", "p0", "p1", "p2", "p2", "p1", "p0", "p1", "p2", "p1", "p2"]
    plan = [shift(who, at(day, 9), 8) for day, who in enumerate(holders)]
    rest = from_now(of, plan, at(12, 20))
    assert rest.ledger.ahead(rest.people)["p0"] > 0
    found = _solved(with_absences(rest, [Absence("p2", date(2027, 3, 14), date(2027, 3, 14))]))
    assert [a.person for a in found.assignments] == ["p1"]

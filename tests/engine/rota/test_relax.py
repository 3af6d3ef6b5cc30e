"""What keeps a stretch from being filled: everybody's reasons, the cheapest way, the rules that conflict."""

import time
from dataclasses import replace

from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import Amount, Away, ConsecutiveDays, HoursPerWeek, Rest, Weekends
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.why.relax import relaxation
from farflung.engine.said import Said
from tests.engine.rota.plans import at, person, problem, shift
from tests.engine.rota.saturday import saturday_night


def _stop() -> Deadline:
    return Deadline(time.monotonic, 60)


def _problem() -> Problem:
    return replace(saturday_night(), aims=(frozenset({Aim.COVER}),))


def test_C10_stays_unfilled_and_the_run_goes_on() -> None:
    problem = _problem()
    found = solve(problem, stop=_stop())
    assert [(hole.duty, hole.missing) for hole in found.unfilled] == [("night", 1)]
    assert found.stages[0].proven
    assert set(problem.fixed) <= set(found.assignments)


def test_C10_three_reasons_the_cheapest_relaxation_and_the_rules_that_conflict() -> None:
    problem = _problem()
    plan = solve(problem, stop=_stop())
    found = relaxation(problem, plan.assignments, plan.unfilled[0], stop=_stop())
    reasons = {why.person: [v.rule for v in why.breaks] for why in found.reasons if not why.lacks}
    assert reasons == {"Salma": ["away"], "Omar": ["rest"], "Huda": ["hours-per-week"]}
    assert found.cheapest is not None
    assert (found.cheapest.person, found.cheapest.breaks[0].by) == ("Omar", 60)
    assert found.conflict is not None
    named = {(part.rule.name, part.person) for part in found.conflict}
    assert named == {("away", "Salma"), ("rest", "Omar"), ("hours-per-week", "Huda")}


def test_C10_any_rule_less_and_it_is_filled() -> None:
    problem = _problem()
    for rule in (Rest, HoursPerWeek, Away):
        fewer = replace(problem, rules=tuple(r for r in problem.rules if not isinstance(r, rule)))
        assert solve(fewer, stop=_stop()).unfilled == ()


def test_nothing_conflicts_where_somebody_could_have_taken_it() -> None:
    problem = replace(_problem(), rules=(Away(),))
    plan = solve(problem, stop=_stop())
    without = tuple(shift for shift in plan.assignments if shift.duty != "night")
    hole = solve(_problem(), stop=_stop()).unfilled[0]
    found = relaxation(problem, without, hole, stop=_stop())
    assert found.conflict is None
    assert found.cheapest is not None
    assert found.cheapest.free


def test_rules_that_no_plan_can_keep_are_named() -> None:
    people = [person("Ana"), person("Wei")]
    rules = (Amount(least=40 * 60), ConsecutiveDays(most=5), Weekends(1), Amount(most=30 * 60))
    found = solve(problem(people, rules, 7, demands=(Demand("watch"),)), stop=_stop())
    assert found.status is Status.OPTIMAL
    people_named = [note.values["person"] for note in found.notes if isinstance(note, Said)]
    assert people_named in (["Ana", "Ana"], ["Wei", "Wei"])
    assert all("amount" in note for note in found.notes)


def test_what_is_fixed_can_leave_too_little_for_a_least_amount() -> None:
    rules = (Amount(least=40 * 60), ConsecutiveDays(most=2), Rest(60))
    fixed = tuple(shift("Ana", at(day, 9), 8) for day in range(3))
    found = solve(problem([person("Ana")], rules, 4, fixed=fixed), stop=_stop())
    assert set(fixed) <= set(found.assignments)
    assert [
        note
        for note in found.notes
        if note.startswith("no plan keeps all rules: amount of Ana conflicts with")
    ]

"""Why a shift stays unfilled: each candidate's reason, and what would have to give way least."""

from dataclasses import replace

from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.rules import Apart, DailyHours, HoursPerWeek
from farflung.engine.rota.why.reasons import Why, cheapest, reasons, why_not
from farflung.engine.time import Span
from tests.engine.rota.plans import at, person, problem, shift
from tests.engine.rota.saturday import SATURDAY, local, saturday_night

PROBLEM = saturday_night()
HOLE = Unfilled("night", Span(local(SATURDAY, 20), local(SATURDAY, 28)), 1, PROBLEM.demands[0])


def _found() -> dict[str, Why]:
    return {why.person: why for why in reasons(PROBLEM, PROBLEM.fixed, HOLE)}


def test_C10_each_candidate_has_their_reason() -> None:
    found = _found()
    assert [(v.rule, str(v.text)) for v in found["Salma"].breaks] == [
        ("away", "saturday night falls on time off: unavailable")
    ]
    assert [(v.rule, v.by) for v in found["Omar"].breaks] == [("rest", 60)]
    assert [(v.rule, v.by) for v in found["Huda"].breaks] == [("hours-per-week", 8 * 60)]
    assert found["Wei"].lacks == ("ar",)


def test_C10_the_cheapest_relaxation_is_the_hour_of_rest() -> None:
    best = cheapest(reasons(PROBLEM, PROBLEM.fixed, HOLE))
    assert best is not None
    assert (best.person, best.cost, best.covers) == ("Omar", 60.0, 480)


def test_half_an_hour_too_long_a_day_is_cheaper_than_an_hour_of_rest() -> None:
    """Minutes are minutes whichever rule they are of: Huda's day would be 30 of them too long."""
    own = DailyHours(450, frozenset({"Huda"}))
    kept = tuple(rule for rule in PROBLEM.rules if not isinstance(rule, HoursPerWeek))
    best = cheapest(reasons(replace(PROBLEM, rules=(*kept, own)), PROBLEM.fixed, HOLE))
    assert best is not None
    assert (best.person, best.cost) == ("Huda", 30.0)


def test_what_is_cheapest_comes_first_and_what_cannot_give_way_last() -> None:
    assert [why.person for why in reasons(PROBLEM, PROBLEM.fixed, HOLE)][:2] == ["Omar", "Huda"]
    assert {why.person for why in _found().values() if why.cost is None} == {"Salma", "Wei"}


def test_nothing_stands_against_somebody_free() -> None:
    plan = [shift for shift in PROBLEM.fixed if shift.person != "Omar"]
    assert why_not(PROBLEM, plan, "Omar", HOLE.duty, HOLE.span, HOLE.of).free


def test_somebody_without_a_kind_of_shift_then_has_none_to_name() -> None:
    monday = Span(local(SATURDAY, -5 * 24), local(SATURDAY, -5 * 24 + 8))
    found = why_not(PROBLEM, PROBLEM.fixed, "Omar", "night", monday)
    assert found.shift is None
    assert not found.free


def test_who_is_kept_apart_from_somebody_there_is_not_free_whichever_of_the_two_is_named_first() -> None:
    """Ana has been on the watch since before the plan; Wei could join her, were they not kept apart."""
    two, night = [person("Ana"), person("Wei")], shift("Ana", at(-1, 20), 16)
    for rules in ([Apart("Ana", "Wei")], [Apart("Wei", "Ana")]):
        of = problem(two, rules, history=(night,))
        why = why_not(of, (), "Wei", "watch", Span(at(0, 9), at(0, 17)))
        assert [(v.rule, v.person, v.by, str(v.text)) for v in why.breaks] == [
            ("apart", "Wei", 180, "Ana is on watch at the same time")
        ]

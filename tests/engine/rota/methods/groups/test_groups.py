"""By groups is what it is by people: values, bounds, rules; and who is alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.rota_cover import Cover
from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.groups import solve
from farflung.engine.rota.methods.groups.alike import alike
from farflung.engine.rota.methods.groups.parts import parts_of
from farflung.engine.rota.methods.groups.solve import solve_groups
from farflung.engine.rota.methods.groups.split import in_turn, split
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount, Apart, Away, ConsecutiveDays, OwnHours, Weekends
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Wish
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from tests.engine.rota.brute import best
from tests.engine.rota.tiny import problems

COVER = Objective(cover=True)


def _soon() -> Deadline:
    return Deadline(monotonic, 60)


@given(problems(people=3, days=3))
@settings(max_examples=60, deadline=None)
def test_groups_find_the_best_of_all_plans(problem: Problem) -> None:
    first = problem.atlas.people[0]
    people = tuple(
        replace(person, place=first.place, patterns=first.patterns) for person in problem.atlas.people
    )
    rules = tuple(rule for rule in problem.rules if rule.people is None)
    problem = replace(problem, atlas=Atlas(people), rules=rules, history=(), wishes=())
    model = compiled(problem)
    known = best(problem, model, COVER)
    found = solve_groups(model, COVER, stop=_soon())
    assert found.infeasible == (known.value is None)
    if known.value is not None:
        assert found.chosen is not None
        assert found.bound <= known.value <= found.value
        assert violations(problem, model.assignments(found.chosen)) == ()
        if len(alike(model, [COVER])) == len(people):
            assert found.value == known.value


@given(problems(people=3, days=4))
@settings(max_examples=30, deadline=None)
def test_groups_agree_with_everybody_alone(problem: Problem) -> None:
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    alone = solve_linear(model, objective, stop=_soon())
    found = solve_groups(model, objective, stop=_soon(), start=alone.chosen)
    assert found.infeasible == alone.infeasible
    assert found.bound <= alone.value <= found.value
    if alone.chosen is not None and found.value == found.bound:
        assert found.value == alone.value


def test_people_who_must_work_and_may_not_are_told_as_such_by_groups_too() -> None:
    """HiGHS has no word for a relaxation of it: neither that there is a solution nor that there is none."""
    both = tuple(Person.simple(name, "Africa/Cairo", 360, 1080, range(7)) for name in ("Ana", "Ravi"))
    window = Span(datetime(2027, 4, 28, 3, tzinfo=UTC), datetime(2027, 5, 1, 12, tzinfo=UTC))
    kind = ShiftKind("shift", "watch", 1200, 2700)
    rules = (Amount(least=420), OwnHours(0, frozenset({"Ana"})))
    problem = Problem(Atlas(both), window, ("Ana", "Ravi"), (kind,), (Demand("watch"),), rules=rules)
    found = solve_groups(compiled(problem), COVER, stop=_soon())
    assert found.infeasible


def test_the_smaller_C17_is_proven_with_every_rule_kept_over_a_change_of_clocks() -> None:
    problem = Cover(people=24, zones=("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto"), days=9).problem()
    model = compiled(problem)
    heard: list[float] = []
    found = solve_groups(model, COVER, stop=_soon(), watch=lambda best, bound: heard.append(bound))
    assert found.proven
    assert found.chosen is not None
    assert found.value > 0
    assert violations(problem, model.assignments(found.chosen)) == ()
    assert max(heard, default=0) <= found.value


def test_who_differs_in_anything_that_counts_is_alike_to_nobody_else() -> None:
    problem = Cover(people=8, zones=("Asia/Dubai",), days=7).problem()
    problem = replace(
        problem,
        rules=(*problem.rules, ConsecutiveDays(5, people=frozenset({"p0001"})), Apart("p0002", "p0003")),
        wishes=(Wish("p0004", date(2027, 3, 16), None, want=False),),
    )  # fmt: skip
    model = compiled(problem)
    alone = ((0, 4, 5, 6, 7), (1,), (2,), (3,))
    assert alike(model, [COVER]) == alone
    assert alike(model, [Objective(model.wish)]) == ((0, 5, 6, 7), (1,), (2,), (3,), (4,))


def test_duties_with_people_of_their_own_are_parts() -> None:
    model = compiled(Cover(people=12, duties=3, zones=("Asia/Dubai", "Africa/Lagos"), days=7).problem())
    parts = parts_of(model, alike(model, [COVER]))
    loosely = parts_of(model, alike(model, [COVER], loosely=True))  # where there are many
    assert [part.groups for part in loosely] == [part.groups for part in parts]
    assert [sorted(p for g in part.groups for p in g) for part in parts] == [
        [n for n in range(12) if n % 3 == duty] for duty in range(3)
    ]
    assert [{line.duty for line in part.lines} for part in parts] == [{"duty 00"}, {"duty 01"}, {"duty 02"}]


def test_counts_are_shared_out_also_where_taking_turns_breaks_a_limit() -> None:
    problem = Cover(people=2, zones=("Etc/UTC",), days=14).problem()
    problem = replace(problem, rules=(*problem.rules, Weekends(1)))
    model = compiled(problem)
    counts = np.zeros(model.open.shape[1:], np.int64)
    first, second = (model.options.index(day) for day in (date(2027, 3, 20), date(2027, 3, 27)))
    counts[first, 0] = counts[first + 1, 0] = counts[second, 0] = counts[second + 1, 0] = 1
    shifts = [(int(day), 0) for day in np.flatnonzero(counts[:, 0])]
    assert in_turn(model, (0, 1), shifts) is None
    found = split(model, (0, 1), counts, stop=_soon())
    assert found is not None
    assert sorted((day, kind) for _, day, kind in found) == shifts
    assert violations(problem, model.assignments(found)) == ()
    counts[first, 0] = 3
    part = split(model, (0, 1), counts, stop=_soon())
    assert part is not None
    assert len(part) == 4
    assert violations(problem, model.assignments(part)) == ()


def test_people_with_absences_of_their_own_are_counted_together_where_there_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solve, "_GREAT", 0)
    cover = Cover(people=24, zones=("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto"), days=9)
    problem = cover.problem()
    away = tuple(
        Absence(name, cover.first + timedelta(days=n % 7), cover.first + timedelta(days=n % 7 + 1))
        for n, name in enumerate(problem.people)
    )
    problem = replace(
        problem, atlas=Atlas(problem.atlas.people, absences=away), rules=(*problem.rules, Away())
    )
    model = compiled(problem)
    assert len(alike(model, [COVER])) > 3
    assert len(alike(model, [COVER], loosely=True)) == 3
    found = solve_groups(model, COVER, stop=_soon())
    assert found.chosen is not None
    assert violations(problem, model.assignments(found.chosen)) == ()
    assert found.bound <= found.value <= 1.02 * found.bound

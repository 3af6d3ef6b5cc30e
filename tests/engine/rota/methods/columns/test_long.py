"""Long times: sums that share a place, rotas that grow evenly, and a plan before anything else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from benchmarks import made_instances
from benchmarks.bench_instances import rota_of
from benchmarks.instance_checker import check
from benchmarks.instances import problem_of
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.columns.automaton import Sum
from farflung.engine.rota.methods.columns.coder import Coder, TooManyStatesError
from farflung.engine.rota.methods.columns.kinds import Kinds
from farflung.engine.rota.methods.columns.search import first_roster
from farflung.engine.rota.methods.columns.solve import _Search
from farflung.engine.rota.methods.columns.windows import Windows
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import ConsecutiveDays, DaysOff, HoursPerWeek
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

START = datetime(2027, 3, 1, tzinfo=UTC)
NAMES = ("Ana", "Ravi", "Jack", "Wei")


def test_sums_whose_days_do_not_meet_share_a_place() -> None:
    weeks = [Sum(7 * n, 7 * n + 6, 2400, None) for n in range(52)]
    assert Coder(weeks, 364).whole == 2401
    with pytest.raises(TooManyStatesError):
        Coder([Sum(0, 363, 2400, None)] * 6, 364)


def test_a_sum_begins_anew_where_another_has_ended() -> None:
    coder = Coder([Sum(0, 1, 5, None), Sum(2, 3, 5, 3), Sum(0, 3, 9, None)], 4)
    none = np.zeros((1, 3), np.int64)
    codes = np.array([coder.code(np.array([4, 0, 4]))])
    after, fine = coder.after(codes, np.array([[1, 0, 1]]), (1, 2), none, none)
    assert fine.all()
    assert after[0] == coder.code(np.array([0, 0, 5]))
    over = coder.after(after, np.array([[0, 4, 5]]), (2, 4), none, none)[1]
    assert not over.any()  # ten in all
    short = coder.after(after, np.array([[0, 2, 2]]), (2, 4), none, none)[1]
    assert not short.any()  # two where three are the least
    last, fine = coder.after(after, np.array([[0, 4, 4]]), (2, 4), none, none)
    assert fine.all()
    assert last[0] == coder.code(np.array([0, 4, 9]))


@pytest.mark.parametrize("days", [56, 140])
def test_hours_of_every_week_are_kept_however_many_weeks(days: int) -> None:
    kinds = (ShiftKind("early", "watch", 0, 480), ShiftKind("late", "watch", 600, 1200))
    wanted = tuple(
        Headcount(kind.name, (START + timedelta(days=day)).date(), 1, None, 100, 1)
        for day in range(days)
        for kind in kinds
    )
    problem = Problem(
        Atlas(tuple(Person.simple(name, "UTC", 0, 1440, range(7)) for name in NAMES)),
        Span(START, START + timedelta(days=days)), NAMES, kinds, headcounts=wanted,
        rules=(HoursPerWeek(2400), DaysOff(2), ConsecutiveDays(5, 2)), aims=(frozenset({Aim.COVER}),),
    )  # fmt: skip
    found = solve(problem, stop=Deadline(monotonic, 60))
    assert (found.status, found.stages[0].value) == (Status.OPTIMAL, 0)
    assert violations(problem, found.assignments) == ()


def test_a_year_has_a_plan_before_anything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(made_instances.SIZES, 7, made_instances.Size(364, 10, 4, 1.0))
    path = made_instances.write(tmp_path, [7])[0]
    problem = problem_of(path)
    heard: list[float] = []
    found = solve(problem, stop=Deadline(monotonic, 20), watch=lambda p: heard.append(p.best or 0))
    checked = check(path, rota_of(problem, found))
    assert checked.broken == []
    assert checked.cost < heard[0]  # windows better what was there first


def test_windows_end_near_the_bound_or_when_they_are_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(made_instances.SIZES, 7, made_instances.Size(42, 6, 3, 1.0))
    problem = problem_of(made_instances.write(tmp_path, [7])[0])
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    heard: list[float] = []
    search = _Search(model, objective, Deadline(monotonic, 60), 0, lambda best, _: heard.append(best or 0))
    roster = first_roster(search._pricer, np.random.default_rng(0), search._dear, Deadline(monotonic, 60))
    assert roster is not None
    search._roster = roster
    first = roster.value
    kinds = Kinds(search._pricer.crews, roster, objective, search._base)
    windows = Windows(search._pricer, roster, search._random, kinds)
    search._windows(windows, Deadline(monotonic, 60), vain=3)
    assert roster.value < 0.8 * (first + objective.constant) - objective.constant
    assert heard == sorted(heard, reverse=True)
    search._learn(0.995 * (roster.value + objective.constant) - objective.constant)
    heard.clear()
    windows = Windows(search._pricer, roster, search._random, kinds)
    search._windows(windows, Deadline(monotonic, 60), enough=0.02)
    assert heard == []

"""The published staff-scheduling instances: planned through the door, counted by a checker of its own."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from benchmarks.bench_instances import BEST, COPIES, Run, files, main, planned, rota_of
from benchmarks.instance_checker import check
from benchmarks.instances import problem_of
from benchmarks.made_instances import SIZES, made, write
from farflung.engine.rota.check import violations
from farflung.engine.rota.rules import Amount
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline


@pytest.mark.parametrize("number", [2, 3])
def test_C16_published_instances_are_solved_to_the_known_optimum(number: int) -> None:
    run = planned(COPIES / f"Instance{number}.txt", 60, seed=1)
    assert run.value == BEST[number]
    assert run.broken == 0
    assert run.bound > BEST[number] - 1


@pytest.mark.slow
def test_C16_an_instance_with_a_wide_gap_is_proven_by_branching() -> None:
    run = planned(COPIES / "Instance1.txt", 120, seed=1)
    assert (run.value, run.bound, run.broken) == (607, 607, 0)


def test_the_checker_and_the_rules_agree_on_what_is_broken() -> None:
    path = COPIES / "Instance2.txt"
    problem = problem_of(path)
    result = solve(problem, stop=Deadline(monotonic, 60))
    assert check(path, rota_of(problem, result)).broken == []
    judged = []
    for lost in result.assignments:
        rest = replace(result, assignments=tuple(a for a in result.assignments if a is not lost))
        broken = check(path, rota_of(problem, rest)).broken
        assert bool(broken) == bool(violations(problem, rest.assignments))
        judged.append(bool(broken))
    assert {True, False} == set(judged)


def test_two_shifts_of_one_day_are_not_kept_from_the_checker() -> None:
    problem = problem_of(COPIES / "Instance2.txt")
    result = solve(problem, stop=Deadline(monotonic, 60))
    first = result.assignments[0]
    other = next(kind.name for kind in problem.kinds if kind.name != first.kind)
    twice = replace(result, assignments=(*result.assignments, replace(first, kind=other)))
    with pytest.raises(ValueError, match="two shifts on day"):
        rota_of(problem, twice)


def test_a_row_says_that_there_is_no_plan_and_not_what_an_empty_one_costs() -> None:
    run = Run("Instance2", None, float("-inf"), 0, 0.0, 0.0)
    assert run.row() == "| Instance2 | no plan | -inf | 0 |  | 828 |  |  |  |"


def test_files_that_are_not_there_are_the_copies(tmp_path: Path) -> None:
    assert [path.parent for path in files(tmp_path).values()] == [COPIES] * 3
    (tmp_path / "Instance2.txt").write_text("", encoding="utf-8")
    assert files(tmp_path)["Instance2"].parent == tmp_path


def test_a_folder_without_instances_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FARFLUNG_INSTANCES", str(tmp_path))
    main(["--only", "24"])
    printed = capsys.readouterr()
    assert f"No file InstanceN.txt is in {tmp_path}" in printed.err
    assert "name it with --data or FARFLUNG_INSTANCES" in printed.err
    assert "| Instance24 | not here: say with --data in which folder it is |" in printed.out
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path / "none")])
    assert (
        "only the copies of the tests are here (Instance1, Instance2, Instance3)" in capsys.readouterr().err
    )
    with pytest.raises(SystemExit):
        main(["--made", "13,5000"])
    assert "--made 5000: sizes are known of 13, 14, 15" in capsys.readouterr().err
    monkeypatch.setenv("FARFLUNG_INSTANCES", str(COPIES))
    main(["--only", "24"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("number", [14, 15, 16, 17, 18])
def test_drawn_instances_have_a_rota_that_keeps_every_rule(number: int, tmp_path: Path) -> None:
    (path,) = write(tmp_path, [number])
    run = planned(path, 5, seed=0)
    assert run.value is not None
    assert run.broken == 0
    assert path.read_text(encoding="utf-8") == made(number)


@pytest.mark.parametrize("number", sorted(SIZES))
def test_drawn_instances_want_about_what_their_size_says(number: int, tmp_path: Path) -> None:
    (path,) = write(tmp_path, [number])
    problem, size = problem_of(path), SIZES[number]
    may = sum(
        (rule.most or 0) // 480 * len(rule.people or ()) for rule in problem.rules if isinstance(rule, Amount)
    )
    wanted = sum(int(line.people) for line in problem.headcounts)
    assert len(problem.people) == size.people
    assert wanted / may == pytest.approx(size.wanted, abs=0.08)

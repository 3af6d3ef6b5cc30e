"""`farflung rota repair` on bad days: no time, somebody who has left, shifts that nobody makes any more."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from farflung.cli.rota.posed import posed
from farflung.cli.rota.repair import _proof
from farflung.engine.rota.plan import Result, Stage, Status
from farflung.engine.rota.problem import Aim
from farflung.engine.rota.values.assignment import Assignment
from tests.cli.asking import farflung
from tests.cli.test_rota import PEOPLE, ROTA, folder, plan

__all__ = ["folder", "plan"]


def test_a_repair_that_is_not_proven_says_so_and_names_no_number_that_it_does_not_know(folder: Path) -> None:
    read = posed([folder / "rota.yaml", Path(PEOPLE)])
    (of,) = read.problem.kinds
    asked = replace(read.problem, published=(Assignment(read.problem.window, "Kasia", "watch", of.name,
                    date(2027, 3, 15), 480),))  # fmt: skip
    endless = Stage(frozenset({Aim.CHANGES}), 4.0, float("-inf"))
    for stages in ((), (endless,)):
        told_ = _proof(asked, Result(Status.FEASIBLE, (), stages, (), {}, 1.0, ""))
        assert told_ == ("Not proven: perhaps fewer changes would do; give it more --seconds.",)
    near = replace(endless, bound=3.0)
    told_ = _proof(asked, Result(Status.FEASIBLE, (), (near,), (), {}, 1.0, ""))
    assert "perhaps 1 change fewer would do" in told_[0]
    assert _proof(read.problem, Result(Status.FEASIBLE, (), (), (), {}, 1.0, "")) == ()


def test_what_somebody_had_who_is_no_longer_there_goes_to_others_and_is_told(plan: Path) -> None:
    (plan.parent / "two.yaml").write_text(ROTA.replace("Kasia, ", ""), encoding="utf-8")
    words = ("rota", "repair", "plan.json", "two.yaml", PEOPLE, "--at", "2027-03-14T12:00Z")
    done = farflung(*words, "--seconds", "3", "--out", "mended.json")
    assert "Kasia is not among the people to plan for: others have what was ahead of them." in done.out
    assert "(Kasia)" in done.out or "(nobody)" in done.out
    mended = json.loads((plan.parent / "mended.json").read_text(encoding="utf-8"))
    assert {shift["person"] for shift in mended["assignments"]} <= {"Chidi", "Wanjiru"}


def test_a_plan_of_shifts_that_the_rota_file_no_longer_makes_is_not_mended_in_silence(plan: Path) -> None:
    text = ROTA.replace("08:00-16:00", "09:00-17:00")
    (plan.parent / "later.yaml").write_text(text, encoding="utf-8")
    done = farflung("rota", "repair", "plan.json", "later.yaml", PEOPLE, "--ill", "Chidi", "--from",
                    "2027-03-19", "--at", "2027-03-14T12:00Z", "--seconds", "3")  # fmt: skip
    assert done.status == 2
    assert "The rota file makes no such shift: mend the shifts" in " ".join(done.err.split())


@pytest.mark.parametrize("minutes", [-5, 10**30])
def test_a_stored_plan_with_a_shift_of_no_length_that_can_be_is_refused(plan: Path, minutes: int) -> None:
    stored = json.loads(plan.read_text(encoding="utf-8"))
    stored["assignments"][0]["minutes"] = minutes
    plan.write_text(json.dumps(stored), encoding="utf-8")
    done = farflung("rota", "check", "plan.json", "rota.yaml", PEOPLE)
    assert done.status == 3
    assert "plan.json (assignments.0.minutes): this is no plan that can be read" in done.err


@pytest.mark.parametrize("words", [("--ill", "Chidi"), ("--from", "2027-03-16"), ("--to", "2027-03-16")])
def test_who_cannot_come_and_when_are_said_together(plan: Path, words: tuple[str, str]) -> None:
    done = farflung("rota", "repair", "plan.json", "rota.yaml", PEOPLE, *words)
    assert done.status == 2
    assert "--ill PERSON --from DATE" in done.err


def test_a_plan_that_holds_as_the_files_are_stays_the_same(plan: Path) -> None:
    done = farflung("rota", "repair", "plan.json", "rota.yaml", PEOPLE, "--at", "2027-03-14T12:00Z",
                    "--seconds", "3")  # fmt: skip
    assert done.status == 0
    assert "The same plan: nobody has other dates" in done.out

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


@pytest.fixture
def without_kasia(plan: Path) -> Path:
    """The folder with a people file and a rota file that no longer know somebody who is in the plan."""
    lines = Path(PEOPLE).read_text(encoding="utf-8").splitlines(keepends=True)
    people = "".join(line for line in lines if not line.startswith("Kasia"))
    (plan.parent / "people.csv").write_text(people, encoding="utf-8")
    (plan.parent / "two.yaml").write_text(ROTA.replace("Kasia, ", ""), encoding="utf-8")
    stored = json.loads(plan.read_text(encoding="utf-8"))
    for shift in stored["assignments"]:  # hers are the first and the last, whatever was planned
        first_or_last = shift in (stored["assignments"][0], stored["assignments"][-1])
        name = "Kasia" if first_or_last else "Chidi"
        shift |= {"person": name, "name": name, "zone": "Europe/Warsaw" if first_or_last else "Africa/Lagos"}
    plan.write_text(json.dumps(stored), encoding="utf-8")
    return plan.parent


def test_what_a_leaver_had_worked_stays_is_told_and_is_in_every_file(without_kasia: Path) -> None:
    mended = ("rota", "repair", "plan.json", "two.yaml", "people.csv", "--at", "2027-03-16T12:00Z",
              "--seconds", "3")  # fmt: skip
    done = farflung(*mended, *(word for end in ("json", "csv", "ics", "html", "txt")
                               for word in ("--out", f"mended.{end}")))  # fmt: skip
    told_ = " ".join(done.out.split())
    assert "Kasia is not among the people to plan for: others have what was ahead of them" in told_
    assert "1 shift that had begun by then stays theirs." in told_
    stored = json.loads((without_kasia / "mended.json").read_text(encoding="utf-8"))
    hers = [shift for shift in stored["assignments"] if shift["person"] == "Kasia"]
    assert [(shift["day"], shift["zone"]) for shift in hers] == [("2027-03-15", "Europe/Warsaw")]
    assert not any(hole["start"].startswith("2027-03-15") for hole in stored["unfilled"])
    assert [load["shifts"] for load in stored["loads"] if load["person"] == "Kasia"] == [1]
    assert "watch,Kasia,2027-03-15T07:00Z" in (without_kasia / "mended.csv").read_text(encoding="utf-8")
    assert "Kasia" in (without_kasia / "mended.ics").read_text(encoding="utf-8")
    assert "Kasia" in (without_kasia / "mended.html").read_text(encoding="utf-8")
    assert "Kasia" in (without_kasia / "mended.txt").read_text(encoding="utf-8")


def test_a_plan_with_a_leaver_is_checked_explained_compared_and_mended_again(without_kasia: Path) -> None:
    ask = ("two.yaml", "people.csv")
    before = farflung("rota", "check", "plan.json", *ask, "--json")
    assert json.loads(before.out)["answer"]["strangers"] == {"Kasia": 2}  # made before any
    farflung(
        "rota", "repair", "plan.json", *ask, "--at", "2027-03-16T12:00Z", "--seconds", "3", "--out", "m.json"
    )
    after = json.loads(farflung("rota", "check", "m.json", *ask, "--json").out)
    assert after["answer"]["strangers"] == {}
    assert not any(hole["start"].startswith("2027-03-15") for hole in after["answer"]["open"])
    assert "Kasia is not planned for any more; 1 shift that had begun by then counts." in after["notes"]
    assert "the question it was made for" in after["basis"]
    assert farflung("rota", "explain", "m.json", *ask, "--day", "2027-03-15").status == 0
    assert "(Kasia)" in farflung("rota", "compare", "plan.json", "m.json", *ask).out
    again = farflung("rota", "repair", "m.json", *ask, "--at", "2027-03-17T12:00Z", "--seconds", "3",
                     "--out", "again.json")  # fmt: skip
    assert "1 shift that had begun by then stays theirs" in " ".join(again.out.split())
    assert "Kasia" in (without_kasia / "again.json").read_text(encoding="utf-8")


def test_a_leaver_in_the_history_or_in_what_was_published_is_no_error(without_kasia: Path) -> None:
    text = (without_kasia / "two.yaml").read_text(encoding="utf-8")
    words = ("rota", "plan", "next.yaml", "people.csv", "--seconds", "3", "--json")
    later = text.replace("2027-03-15", "2027-03-19")
    (without_kasia / "next.yaml").write_text(later + "history: plan.json\n", encoding="utf-8")
    done = farflung(*words)
    assert done.status in (0, 1), done.err
    (without_kasia / "next.yaml").write_text(text + "published: plan.json\n", encoding="utf-8")
    assumed = json.loads(farflung(*words).out)["assumed"]
    told_ = "Kasia is not among the people to plan for; 2 shifts of the published plan are left to others"
    assert told_ in assumed


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


def test_what_is_fixed_and_cannot_be_kept_is_told_and_in_the_files(plan: Path) -> None:
    text = ROTA + "fixed: {person: Chidi, date: 2027-03-18, shift: day}\n"
    (plan.parent / "fixed.yaml").write_text(text, encoding="utf-8")
    assert farflung("rota", "plan", "fixed.yaml", PEOPLE, "--out", "plan.json", "--seconds", "5").status == 0
    words = (
        "rota",
        "repair",
        "plan.json",
        "fixed.yaml",
        PEOPLE,
        "--at",
        "2027-03-14T12:00Z",
        "--seconds",
        "3",
    )
    done = farflung(*words, "--ill", "Chidi", "--from", "2027-03-18", "--out", "mended.html")
    assert done.status == 1
    assert "Broken: away of Chidi, Thu 18 Mar" in " ".join(done.out.split())
    assert "Broken rules" in (plan.parent / "mended.html").read_text(encoding="utf-8")
    done = farflung(*words, "--ill", "Chidi", "--from", "2027-03-19")
    assert (done.status, "Broken" in done.out) == (0, False)


def test_nobody_steps_in_for_nobody(plan: Path) -> None:
    done = farflung("rota", "repair", "plan.json", "rota.yaml", PEOPLE, "--ask")
    assert done.status == 2
    assert "Say --ill PERSON --from DATE" in " ".join(done.err.split())

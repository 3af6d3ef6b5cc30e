"""The doors of `farflung rota`: what contradicts itself, is none of the plan's, or is given twice."""

import json
from pathlib import Path

from tests.cli.asking import farflung
from tests.cli.test_rota import PEOPLE, ROTA, folder, plan

__all__ = ["folder", "plan"]


CLASH = """fixed:
  - {person: Kasia, date: 2027-03-16, shift: day}
  - {person: Chidi, date: 2027-03-16, shift: day}
"""


def test_two_who_are_fixed_where_one_may_be_are_named_and_the_rest_is_planned(folder: Path) -> None:
    (folder / "rota.yaml").write_text(ROTA + CLASH, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5", "--out", "out")
    assert done.status == 1
    assert "everything is filled, too many in 1 stretch" in done.out
    assert "◆ watch: 1 too many Tue 16 Mar 07:00–15:00 UTC (Chidi, Kasia)" in done.out
    assert (
        "Chidi (day, 2027-03-16) and Kasia (day, 2027-03-16) stand fixed on watch Tue 16 Mar 07:00–15:00 "
        "UTC, where no more than 1 may be: take one of them out, or let more be wanted then"
    ) in " ".join(done.out.split())
    data = json.loads((folder / "out/plan.json").read_text(encoding="utf-8"))
    assert len(data["assignments"]) == 6  # five days of work, and the one too many
    assert [(one["duty"], one["start"], one["extra"]) for one in data["crowded"]] == [
        ("watch", "2027-03-16T07:00:00Z", 1)
    ]
    assert "1 too many Tue 16 Mar 07:00–15:00 UTC (Chidi, Kasia)" in (folder / "out/plan.html").read_text(
        "utf-8"
    )


def test_dates_and_people_that_are_none_of_the_plans_are_told_with_those_that_are(plan: Path) -> None:
    files = ("plan.json", "rota.yaml", PEOPLE)
    open_ = farflung("rota", "explain", *files, "--day", "2027-03-22")
    assert (open_.status, open_.out) == (2, "")
    assert "2027-03-22 is outside of the plan, which is from 2027-03-15 to 2027-03-21" in open_.err
    theirs = farflung("rota", "explain", *files, "--day", "2027-05-01", "--person", "Kasia")
    assert "--day: 2027-05-01 is outside of the plan" in theirs.err
    for words in (("explain", *files, "--day", "2027-03-16", "--person"), ("repair", *files, "--from",
                  "2027-03-16", "--ill")):  # fmt: skip
        near = farflung("rota", *words, "Kasja")
        assert near.status == 2
        assert "nobody is called 'Kasja'; did you mean Kasia?" in near.err
        unknown = farflung("rota", *words, "Zoltan")
        assert "nobody is called 'Zoltan'. The plan is for Wanjiru, Chidi, Kasia" in " ".join(
            unknown.err.split()
        )
        other = farflung("rota", *words, "Jun")
        assert "Jun is in the files, but not among the people to plan for. The plan is for" in other.err
    away = farflung("rota", "repair", *files, "--ill", "Kasia", "--from", "2027-04-01", "--to", "2027-04-03")
    assert away.status == 2
    assert "--from: 2027-04-01 to 2027-04-03 is outside of the plan, which is from 2027-03-15" in away.err


def test_files_that_are_given_twice_double_nobody(folder: Path) -> None:
    (folder / "copy.csv").write_bytes(Path(PEOPLE).read_bytes())
    text = ROTA.replace("people: [Kasia, Chidi, Wanjiru]\n", "")
    (folder / "rota.yaml").write_text(text, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", "./rota.yaml", PEOPLE, PEOPLE, "copy.csv", "--seconds", "5")
    assert "watch: 5 shifts for 14 people" in done.out
    assert f"{PEOPLE}: the file is given twice; it was read once. Name it once." in done.err
    assert "copy.csv:2:" in done.err
    assert f"of this file are in {PEOPLE} already, and count once." in done.err

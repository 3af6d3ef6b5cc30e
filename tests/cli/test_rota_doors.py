"""The doors of `farflung rota`: what contradicts itself, is none of the plan's, or is given twice."""

import json
from pathlib import Path

import pytest

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
    checked = farflung("rota", "check", "out/plan.json", "rota.yaml", PEOPLE, "--json")
    assert [one["extra"] for one in json.loads(checked.out)["answer"]["crowded"]] == [1]


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


def test_a_folder_that_is_written_again_cancels_what_is_planned_no_more_and_touches_nothing_else(
    folder: Path,
) -> None:
    out = folder / "out"
    words = ("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5", "--out", "out")
    assert "8 files written to out" in farflung(*words).err
    before = (out / "people/wanjiru.ics").read_text(encoding="utf-8")
    assert "STATUS:CONFIRMED" in before
    (out / "people/mine.ics").write_text("mine", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    text = ROTA.replace(", Wanjiru]", "]").replace("hours per week: 16h", "hours per week: 24h")
    (folder / "rota.yaml").write_text(text, encoding="utf-8")
    done = farflung(*words)
    assert "Cancelled, as no longer planned: people/wanjiru.ics" in done.err
    assert (
        "Left as they are, not of this plan, and not as this command wrote them: people/mine.ics" in done.err
    )
    after = (out / "people/wanjiru.ics").read_text(encoding="utf-8")
    assert "CONFIRMED" not in after
    assert after.count("STATUS:CANCELLED") == before.count("STATUS:CONFIRMED")
    assert [line for line in after.splitlines() if line.startswith("UID")] == [
        line for line in before.splitlines() if line.startswith("UID")
    ]
    assert (out / "people/mine.ics").read_text(encoding="utf-8") == "mine"
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    read = farflung("rota", "check", "out/people/wanjiru.ics", "rota.yaml", PEOPLE)
    assert "holds no shifts" in read.err  # who reads it finds nothing in it
    again = farflung(*words)
    assert "Cancelled" not in again.err
    (out / "people/wanjiru.ics").write_text(before, encoding="utf-8", newline="")
    changed = farflung(*words)
    assert "people/mine.ics and people/wanjiru.ics" in changed.err  # changed by hand since: not ours any more
    assert (out / "people/wanjiru.ics").read_text(encoding="utf-8") == before


def test_what_a_plan_is_written_beside_a_list_that_is_none_touches_nothing(folder: Path) -> None:
    (folder / "out/people").mkdir(parents=True)
    (folder / "out/people/zoe.ics").write_text("STATUS:CONFIRMED", encoding="utf-8")
    (folder / "out/.farflung-written.json").write_text("[1, 2", encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5", "--out", "out")
    assert done.status == 0
    assert "people/zoe.ics" in done.err
    assert (folder / "out/people/zoe.ics").read_text(encoding="utf-8") == "STATUS:CONFIRMED"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "ledger: carried.json\n",
            "rota.yaml:14 (ledger): carried.json: the file does not exist. It is written by",
        ),
        (
            "published: old.json\n",
            "rota.yaml:14 (published): old.json: the file does not exist. Check the spelling",
        ),
        ("history: /\n", "rota.yaml:14 (history): /: the file is a folder, not a file."),
        ("weeks: 900\n", "rota.yaml:2 (from): from 2027-03-15 to 2044"),
    ],
)
def test_files_and_dates_that_are_of_no_use_are_told_at_the_line_that_names_them(
    folder: Path, more: str, said: str
) -> None:
    text = ROTA.replace("weeks: 1\n", "") + more if "weeks" in more else ROTA + more
    (folder / "rota.yaml").write_text(text, encoding="utf-8")
    for words in (("plan",), ("check", "plan.json")):
        done = farflung("rota", *words, "rota.yaml", PEOPLE)
        assert (done.status, done.out) == (3, "")
        assert done.err.startswith(said), done.err


def test_people_are_no_plan_that_was_published(folder: Path) -> None:
    (folder / "old.csv").write_bytes(Path(PEOPLE).read_bytes())
    (folder / "rota.yaml").write_text(ROTA + "published: old.csv\n", encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE)
    assert done.status == 2
    assert "old.csv is no plan and no rota, but the rota file names it as one" in done.err


def test_where_no_rota_file_is_given_all_that_were_are_named(folder: Path) -> None:
    (folder / "empty.yaml").write_text("", encoding="utf-8")
    done = farflung("rota", "plan", "empty.yaml", PEOPLE)
    assert done.status == 2
    assert f"no rota file is among empty.yaml and {PEOPLE}; one begins like" in done.err


def test_a_rota_file_in_another_encoding_is_read(folder: Path) -> None:
    (folder / "rota.yaml").write_bytes(ROTA.encode("utf-16"))
    assert farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5").status == 0


MEETINGS = "title,days,start,length,timezone,attendees\nReview,Mon-Fri,04:00,120,Europe/Warsaw,Kasia; Jun\n"


def test_meetings_among_the_files_weigh_in_the_plan_and_in_the_ledger(folder: Path) -> None:
    (folder / "meetings.csv").write_text(MEETINGS, encoding="utf-8")
    (folder / "rota.yaml").write_text(ROTA.replace("16h", "40h"), encoding="utf-8")
    words = ("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5", "--out", "plan.json")

    def of_kasia() -> int:
        data = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        return sum(1 for shift in data["assignments"] if shift["name"] == "Kasia")

    farflung(*words)
    plain = of_kasia()
    done = farflung(*words, "meetings.csv", "--ledger", "ledger.json")
    assert "1 series of meetings in the files weighs in the ledger" in " ".join(done.out.split())
    assert of_kasia() < plain  # five meetings at four in the morning are a load of hers
    text = (folder / "ledger.json").read_text(encoding="utf-8")
    days = [entry for entry in json.loads(text)["entries"] if entry["rota"] is None]
    assert [entry["first"] for entry in days] == [f"2027-03-{day}" for day in range(15, 20)]
    assert all(entry["carried"] == {"Kasia": days[0]["carried"]["Kasia"]} for entry in days)  # nobody else's
    assert days[0]["carried"]["Kasia"]["points"] > 4
    farflung(*words, "meetings.csv", "--ledger", "ledger.json")
    assert (folder / "ledger.json").read_text(encoding="utf-8") == text  # made again, not counted again


def test_what_no_file_has_is_told_without_a_place(folder: Path) -> None:
    done = farflung("rota", "plan", "rota.yaml")
    assert any(line.startswith("there is nobody on the map") for line in done.err.splitlines())

"""`farflung rota`: from ten lines and a people file to a plan, its check, its reasons and its repair."""

import json
import signal
from pathlib import Path

import pytest

from farflung.cli.rota.solving import _stopped_by_hand, told
from farflung.engine.rota.plan import Progress
from farflung.engine.rota.problem import Aim
from farflung.engine.rota.stop import Deadline
from tests.cli.asking import ask, farflung
from tests.house.tree import ROOT

EXAMPLE = ROOT / "docs/examples/follow-the-sun"
PEOPLE = str(EXAMPLE / "people.csv")
ROTA = """\
rota: watch
from: 2027-03-15
weeks: 1
people: [Kasia, Chidi, Wanjiru]
duties:
  - duty: watch
    exactly: 1
    when: "Mon-Fri 08:00-16:00"
    in: Europe/Warsaw
    shifts: {name: day, hours: "08:00-16:00", in: Europe/Warsaw}
rules:
  rest: 11h
  hours per week: 16h
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "rota.yaml").write_text(ROTA, encoding="utf-8")
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Path:
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--out", "plan.json", "--seconds", "5")
    assert done.status == 0, done.err
    return folder / "plan.json"


def test_a_stranger_gets_a_plan_of_four_weeks_for_fourteen_people(folder: Path) -> None:
    done = farflung("rota", "plan", str(EXAMPLE / "rota.yaml"), PEOPLE, "--viewer", "Mei-Ling",
                    "--out", "p.json", "--seconds", "10")  # fmt: skip
    assert "14 people in 28 days" in done.out
    assert "People by days  from Mon 1 Mar 2027, your time, Singapore" in done.out
    assert "Assumed: nobody works on a public holiday of theirs" in done.out
    assert "Rests on:" in done.out
    data = json.loads((folder / "p.json").read_text(encoding="utf-8"))
    assert len(data["assignments"]) >= 80
    again = ask_any("rota", "check", "p.json", str(EXAMPLE / "rota.yaml"), PEOPLE)
    assert again["broken"] == []
    assert len(again["open"]) == len(data["unfilled"])


def ask_any(*words: str) -> dict[str, list[dict[str, object]]]:
    """The answer whatever the status."""
    found: dict[str, list[dict[str, object]]] = json.loads(farflung(*words, "--json").out)["answer"]
    return found


def test_all_files_of_a_folder_are_read_back_as_the_same_plan(folder: Path) -> None:
    assert farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--out", "out").status == 0
    names = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.*")}
    assert names >= {"plan.json", "plan.csv", "plan.ics", "people/kasia.ics", "duties/watch.ics"}
    for name in ("plan.json", "plan.csv", "plan.ics", "duties/watch.ics"):
        done = farflung("rota", "check", f"out/{name}", "rota.yaml", PEOPLE)
        assert (done.status, done.out.splitlines()[0]) == (0, "No rule is broken and nothing is open"), name


def test_a_rule_that_is_broken_on_purpose_is_told_with_by_how_much(plan: Path) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    for shift in data["assignments"]:
        shift["person"] = "Kasia"
    plan.write_text(json.dumps(data), encoding="utf-8")
    done = farflung("rota", "check", "plan.json", "rota.yaml", PEOPLE)
    assert done.status == 1
    assert done.out.splitlines()[0] == "1 broken rule"
    assert "hours-per-week  Kasia" in done.out
    assert "24 h" in done.out
    assert "40 h planned; 16 h are the most" in " ".join(done.out.split())
    assert "rota.yaml:13" in done.out
    (broken,) = ask_any("rota", "check", "plan.json", "rota.yaml", PEOPLE)["broken"]
    assert (broken["by"], broken["unit"]) == (24 * 60, "minutes")


def test_open_and_strange_shifts_are_told(plan: Path) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["assignments"][0]["person"] = "somebody"
    plan.write_text(json.dumps(data), encoding="utf-8")
    done = farflung("rota", "check", "plan.json", "--problem", "rota.yaml", PEOPLE, "--viewer", "Warsaw")
    assert done.out.splitlines()[0] == "1 open time, 1 stranger"
    assert "Mon 15 Mar 08:00-16:00 Warsaw" in done.out


def test_why_somebody_has_a_shift_and_why_not_another(plan: Path) -> None:
    first = json.loads(plan.read_text(encoding="utf-8"))["assignments"][0]
    found = ask("rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--person", first["person"], "--day",
                first["day"])  # fmt: skip
    assert (found["person"], found["duty"]) == (first["person"], "watch")
    assert {one["person"] for one in found["instead"]} == {"Kasia", "Chidi", "Wanjiru"} - {first["person"]}
    full = next(one["person"] for one in found["instead"] if one["breaks"])
    only = farflung("rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--person", first["person"],
                    "--day", first["day"], "--why-not", full)  # fmt: skip
    assert "24 h planned; 16 h are the" in only.out
    none = farflung("rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--day", "2027-03-16")
    assert none.out.startswith("Nothing is open on 2027-03-16")


def test_a_day_without_a_shift_names_the_nearest(plan: Path) -> None:
    done = farflung(
        "rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--person", "Kasia", "--day", "2027-03-20"
    )
    assert done.status == 2
    assert "Kasia has no shift that begins on 2027-03-20; the nearest are on" in done.err


def test_who_is_ill_is_replaced_with_the_fewest_changes_and_that_is_proven(plan: Path) -> None:
    shifts = json.loads(plan.read_text(encoding="utf-8"))["assignments"]
    counts = {name: sum(1 for s in shifts if s["person"] == name) for name in ("Kasia", "Chidi", "Wanjiru")}
    ill = next(name for name, number in counts.items() if number == 1)
    day = next(s["day"] for s in shifts if s["person"] == ill)
    words = ("rota", "repair", "plan.json", "rota.yaml", PEOPLE, "--ill", ill, "--from", day,
             "--seconds", "3",
             "--to", "2027-03-21")  # fmt: skip
    done = farflung(*words, "--at", "2027-03-14T12:00Z", "--out", "new.json")
    assert done.status == 1  # the two others have their 16 hours
    roomy = ROTA.replace("16h", "24h")
    Path("rota.yaml").write_text(roomy, encoding="utf-8")
    done = farflung(*words, "--at", "2027-03-14T12:00Z", "--out", "new.json")
    assert done.status == 0, done.err
    assert done.out.startswith("1 change for 2 people; nobody else has other dates")
    assert "Proven: with fewer changes more would stay open." in done.out
    after = ask("rota", "compare", "plan.json", "new.json", "rota.yaml", PEOPLE)
    (change,) = after["changes"]
    assert (change["before"]["person"], change["before"]["start"]) == (ill, change["after"]["start"])
    same = farflung("rota", "compare", "new.json", "new.json", "rota.yaml", PEOPLE)
    assert same.out.startswith("The same plan: nobody has other dates")


def test_what_is_over_cannot_be_mended(plan: Path) -> None:
    done = farflung("rota", "repair", "plan.json", "rota.yaml", PEOPLE, "--ill", "Kasia", "--from",
                    "2027-03-16", "--at", "2027-04-01T00:00Z")  # fmt: skip
    assert done.status == 2
    assert "the plan is over by 2027-04-01" in " ".join(done.err.split())


def test_the_ledger_is_kept_plan_by_plan_and_evens_out_what_comes_next(folder: Path) -> None:
    assert (
        farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--ledger", "ledger.json").status == 0
    )
    assert (
        farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--ledger", "ledger.json").status == 0
    )
    entries = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["entries"]
    assert len(entries) == 1
    assert {row["days"] for row in entries[0]["carried"].values()} == {7}
    later = ROTA.replace("03-15", "03-22") + "ledger: ledger.json\nhistory: plan.csv\n"
    (folder / "rota.yaml").write_text(later, encoding="utf-8")
    roster = "duty,person,start,end,timezone\nwatch,Kasia,2027-03-21 20:00,2027-03-22 04:00,Europe/Warsaw\n"
    (folder / "plan.csv").write_text(roster, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--json")
    monday = json.loads(done.out)["assignments"][0]
    assert (monday["day"], monday["person"] != "Kasia") == ("2027-03-22", True)  # rest after what was before


@pytest.mark.parametrize(
    ("text", "status", "told_"),
    [
        ("", 2, "no rota file is among"),
        ("rota: x\nfrom: 2027-03-15\nweeks: 1\n", 3, "'rota' needs 'duties': What there is to do."),
        (ROTA.replace("Europe/Warsaw", "Europe/Warsav", 1), 3, "near it: Europe/Warsaw"),
        (ROTA.replace("Kasia", "Kasja"), 3, "nobody is called 'Kasja'; did you mean Kasia."),
        (ROTA.replace("    exactly: 1\n", ""), 3, "nothing says how many are wanted on 'watch'."),
        ("rota: x\n" * 700_000, 3, "more than 200,000 characters"),
    ],
)
def test_what_a_stranger_gets_wrong_is_told(folder: Path, text: str, status: int, told_: str) -> None:
    (folder / "rota.yaml").write_text(text, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3")
    assert done.status == status
    assert told_ in " ".join(done.err.split())


def test_without_people_and_with_impossible_rules_it_says_so(folder: Path) -> None:
    assert "there are no people to plan for" in " ".join(farflung("rota", "plan", "rota.yaml").err.split())
    (folder / "rota.yaml").write_text(ROTA.replace("16h", "4h"), encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3")
    assert done.status == 1
    assert "Open: 5 stretches" in done.out
    assert done.err == ""


def test_what_cannot_be_written_is_told_before_the_work(folder: Path) -> None:
    for out, why in (("plan.xyz", "ends in none of .json"), ("no/plan.json", "does not exist"),
                     ("rota.yaml/x.json", "does not exist")):  # fmt: skip
        done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--out", out)
        assert (done.status, why in " ".join(done.err.split())) == (2, True), done.err


def test_ctrl_c_ends_the_search_and_keeps_the_best() -> None:
    deadline = Deadline(lambda: 0.0, 60)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    try:
        with _stopped_by_hand(deadline):
            signal.raise_signal(signal.SIGINT)  # to this thread: another may take what is sent to the process
            assert deadline.over()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_progress_names_the_aim_the_best_and_the_bound() -> None:
    known = Progress(frozenset({Aim.FAIR}), 1204.0, 1180.0, 3.0)
    assert told(known) == "fairness: best 1,204, bound 1,180 (Ctrl-C keeps the best)"
    nothing = Progress(frozenset({Aim.COVER}), None, float("-inf"), 3.0, "rounding")
    assert told(nothing) == "cover: nothing yet, rounding (Ctrl-C keeps the best)"


def test_the_law_of_each_place_is_kept_where_it_caps_and_flagged_where_it_does_not(folder: Path) -> None:
    """In Poland the labour code asks for eleven hours of rest whatever the file says."""
    (folder / "rota.yaml").write_text(ROTA.replace("rest: 11h", "rest: 1h") + "law: true\n", encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--out", "plan.json")
    assert "rules of law are kept" in done.out
    sheet = (
        "duty,person,start,end,timezone\nwatch,Kasia,2027-03-15 08:00,2027-03-15 16:00,Europe/Warsaw\n"
        "watch,Kasia,2027-03-15 20:00,2027-03-16 04:00,Europe/Warsaw\n"
    )
    (folder / "short.csv").write_text(sheet, encoding="utf-8")
    found = ask_any("rota", "check", "short.csv", "rota.yaml", PEOPLE)
    rest = next(one for one in found["broken"] if one["rule"] == "rest" and one["by"] == 7 * 60)
    assert "Kodeks pracy, art. 132" in str(rest["basis"])


def test_a_duty_can_be_shared_out_by_the_hour_within_own_hours(folder: Path) -> None:
    shared = ROTA.replace(
        'shifts: {name: day, hours: "08:00-16:00", in: Europe/Warsaw}', "shared: 1h"
    ).replace("rules:\n  rest: 11h\n  hours per week: 16h\n", "")
    (folder / "rota.yaml").write_text(shared.replace("exactly", "at least"), encoding="utf-8")
    done = farflung(
        "rota", "plan", "rota.yaml", PEOPLE, "--seconds", "5", "--out", "plan.json", "--out", "p.html"
    )
    assert done.err.count("written to") == 2, done.err
    data = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert {shift["kind"] for shift in data["assignments"]} == {"share"}
    assert {load["person"] for load in data["loads"] if load["shifts"]} == {"Kasia", "Chidi", "Wanjiru"}


def test_shifts_wanted_by_the_day_are_open_by_the_day(folder: Path) -> None:
    by_day = ROTA.replace("    exactly: 1\n", "").replace('    when: "Mon-Fri 08:00-16:00"\n', "")
    by_day = by_day.replace("    in: Europe/Warsaw\n", "").replace(
        "in: Europe/Warsaw}", "in: Europe/Warsaw, days: Mon-Fri, people: 1}"
    )
    (folder / "rota.yaml").write_text(by_day.replace("16h", "8h"), encoding="utf-8")
    done = farflung(
        "rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--out", "plan.json", "--out", "p.html"
    )
    assert "2 shifts open;" in done.out
    assert "◆ watch: 1 missing on day, " in done.out
    assert "16 h planned; 8 h are the most" in done.out
    checked = farflung("rota", "check", "plan.json", "rota.yaml", PEOPLE, "--viewer", "Warsaw")
    assert checked.out.splitlines()[0] == "2 open times"
    assert "1 too few on day" in checked.out
    assert "1 missing on day" in (folder / "p.html").read_text(encoding="utf-8")


SATURDAY = """\
rota: saturday night
from: 2027-03-06
days: 1
people: [Kasia, Chidi, Wanjiru]
duties:
  - {duty: watch, exactly: 1, when: "Sat 22:00-24:00", in: UTC,
     shifts: {name: night, hours: "22:00-06:00", in: UTC}}
rules:
  hours per week: {at most: 4h, people: Wanjiru}
  own hours: {outside: 2h}
unavailable: {person: Kasia, from: 2027-03-06, until: 2027-03-07}
"""


def test_C10_what_stays_open_is_told_with_everybodys_reason_and_what_would_give_way_for_least(
    folder: Path,
) -> None:
    (folder / "rota.yaml").write_text(SATURDAY, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", PEOPLE, "--seconds", "3", "--out", "plan.json")
    assert (done.status, "2 h open;" in done.out) == (1, True)
    told = farflung("rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--day", "2027-03-06", "--conflict")
    out = " ".join(told.out.split())
    assert "Chidi no night lies 8 h outside the own hours 6 h rota.yaml:10" in out
    assert "Wanjiru no 8 h planned; 4 h are the most 4 h rota.yaml:9" in out
    assert "Kasia no night falls on time off: unavailable 8 h" in out  # and no reason for it
    assert "least gives way Chidi: own-hours 6 h" in out
    assert "conflict own-hours of" in out
    data = ask("rota", "explain", "plan.json", "rota.yaml", PEOPLE, "--day", "2027-03-06", "--conflict")
    assert {part["person"] for part in data["open"][0]["conflict"]} == {"Kasia", "Chidi", "Wanjiru"}


def test_a_plan_with_shifts_of_other_kinds_has_no_conflict_proven(folder: Path) -> None:
    (folder / "rota.yaml").write_text(SATURDAY, encoding="utf-8")
    sheet = "duty,person,start,end,timezone\nwatch,Chidi,2027-03-06 22:30,2027-03-06 23:30,UTC\n"
    (folder / "hand.csv").write_text(sheet, encoding="utf-8")
    words = ("rota", "explain", "hand.csv", "rota.yaml", PEOPLE, "--day", "2027-03-06", "--conflict")
    assert "none was proven" in farflung(*words).out
    assert [one["conflict"] for one in ask(*words)["open"]] == [None, None]


def test_C08_who_could_step_in_is_ranked_and_nothing_is_changed(plan: Path) -> None:
    before = plan.read_text(encoding="utf-8")
    first = json.loads(before)["assignments"][0]
    Path("rota.yaml").write_text(ROTA.replace("16h", "40h"), encoding="utf-8")
    words = ("rota", "repair", "plan.json", "rota.yaml", PEOPLE, "--ill", first["person"],
             "--from", first["day"], "--ask")  # fmt: skip
    (hit,) = ask(*words)["hits"]
    assert (hit["person"], hit["start"]) == (first["person"], first["start"])
    assert {one["person"] for one in hit["candidates"]} == {"Kasia", "Chidi", "Wanjiru"} - {first["person"]}
    free = [one["points"] for one in hit["candidates"] if one["could"]]
    assert free == sorted(free)
    assert "1 shift hit" in farflung(*words).out
    assert plan.read_text(encoding="utf-8") == before


def test_who_could_have_a_part_of_a_shift_is_told_apart_from_who_could_have_all_of_it(folder: Path) -> None:
    two = ROTA.replace("people: [Kasia, Chidi, Wanjiru]", "people: [Kasia, Chidi]").replace(
        'shifts: {name: day, hours: "08:00-16:00", in: Europe/Warsaw}',
        'shifts: {name: own, hours: "08:00-16:00"}\n    eligible: {people: [Kasia, Wanjiru]}',
    )
    (folder / "rota.yaml").write_text(
        two.replace("people: [Kasia, Chidi]", "people: [Kasia, Wanjiru]").replace("exactly", "at least"),
        encoding="utf-8",
    )
    sheet = "duty,person,start,end,timezone\nwatch,Kasia,2027-03-15 08:00,2027-03-15 16:00,Europe/Warsaw\n"
    (folder / "hand.csv").write_text(sheet, encoding="utf-8")
    words = ("hand.csv", "rota.yaml", PEOPLE, "--person", "Kasia", "--day", "2027-03-15")
    done = farflung("rota", "explain", *words)
    assert "Wanjiru  in part  by own, 6 h of it;" in done.out
    assert "Nobody else can have the whole of it without breaking a rule." in done.out


def test_people_whom_nobody_can_place_are_named_and_not_silently_left_out(folder: Path) -> None:
    (folder / "staff.csv").write_text(
        Path(PEOPLE).read_text(encoding="utf-8") + "Emily,Vancouver,09-17,Withdrawals Ops,,en\n",
        encoding="utf-8",
    )
    done = farflung("rota", "plan", "rota.yaml", "staff.csv", "--seconds", "3", "--out", "plan.json")
    assert done.status == 3
    lost = "staff.csv:16 (city): Emily is not on the map: what is written can be several places."
    assert f"{lost} Write a city and country" in " ".join(done.err.split())
    assert f"Assumed: planned without what could not be read: {lost}" in " ".join(done.out.split())
    stored = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert any("Emily" in text for text in stored["assumed"])
    assert farflung("rota", "check", "plan.json", "rota.yaml", "staff.csv").status == 3

"""When a message lands, through the command: both clocks, who is on duty, the rule, and never why."""

from pathlib import Path

import pytest

from tests.cli.asking import ask, farflung

PEOPLE = """id,name,city,country,hours,rest window,team
ana,Ana,Lisbon,Portugal,09-18,22-07,Ledger
jack,Jack,Sydney,Australia,09-17,22-07,Ledger
wei,Wei,Taipei,Taiwan,09-18,22-07,Ledger
cam,Camille,Paris,France,09-18,,Legal
kai,Kai,Singapore,Singapore,09-18,22-07,Legal
"""
ROTA = """duty,person,days,start,end,timezone
Ledger on call,Wei,Mon-Fri,09:00,18:00,Asia/Taipei
"""
ABSENCES = "person,start,end\nKai,2027-03-16,2027-03-16\n"
NIGHT = ("--at", "2027-03-16 02:40 Lisbon")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("ledger")
    for name, text in (("people", PEOPLE), ("rota", ROTA), ("absences", ABSENCES)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def test_F08_jack_sees_when_his_mention_lands_in_his_own_time_and_who_is_on_duty(files: list[str]) -> None:
    found = ask("lands", *files, "--to", "Ana", "--from", "Jack", *NIGHT)
    assert (found["outlook"], found["lands"]) == ("later", "2027-03-16T09:00:00Z")
    assert found["their_time"] == {"local": "2027-03-16T09:00", "zone": "Europe/Lisbon"}
    assert found["your_time"] == {"local": "2027-03-16T20:00", "zone": "Australia/Sydney"}
    assert [turn["person"] for turn in found["on_duty"]] == ["wei"]
    assert found["on_duty"][0]["until"] == "2027-03-16T10:00:00Z"
    (rule,) = found["rules"]
    assert (rule["rule"], rule["decides"], rule["status"]) == ("pt-no-contact", True, "in force")
    shown = farflung("lands", *files, "--to", "Ana", "--from", "Jack", *NIGHT).out
    for words in ("Tue 16 Mar 09:00 Lisbon", "20:00", "Wei, Ledger on call", "Tue 16 Mar 18:00 Taipei"):
        assert words in shown
    assert "rest window" not in shown.partition("Rests on")[0]


def test_urgent_reaches_who_is_on_duty_at_once_and_says_whom_else_to_write_to(files: list[str]) -> None:
    wei = ask("lands", *files, "--to", "Wei", *NIGHT, "--urgent")
    assert (wei["outlook"], wei["called"]) == ("now", False)  # it is 10:40 in Taipei: working time anyway
    said = farflung("lands", *files, "--to", "Ana", *NIGHT, "--urgent")
    assert "Urgent reaches whoever is on duty: write to them." in said.out
    night = farflung("lands", *files, "--to", "Ana", "--at", "2027-03-16T19:00Z", "--urgent")
    assert "Nobody is on duty now" in night.out
    assert "Next on duty" in night.out


def test_leave_and_an_evening_read_alike(files: list[str]) -> None:
    """Kai is on leave all day, and it reads as it would after work: only the time differs."""
    away = farflung("lands", *files, "--to", "Kai", "--from", "Jack", "--at", "2027-03-16T04:00Z").out
    evening = farflung("lands", *files, "--to", "Kai", "--from", "Jack", "--at", "2027-03-17T12:00Z").out
    words = "Kai is outside their hours or unavailable until then; nothing reaches them"
    assert words in " ".join(away.split())
    assert words in " ".join(evening.split())
    assert not {"absen", "leave of", "holiday of"} & set(away.casefold().split())


@pytest.mark.parametrize(
    ("to", "mode", "lands", "muted"),
    [
        ("Kai", "hold", "2027-03-18T01:00:00Z", False),
        ("Kai", "mute", "2027-03-17T12:00:00Z", True),
        ("Kai", "free", "2027-03-17T12:00:00Z", False),
        ("Ana", "free", "2027-03-17T12:00:00Z", False),
    ],
)
def test_the_company_s_mode(files: list[str], to: str, mode: str, lands: str, muted: bool) -> None:
    found = ask("lands", *files, "--to", to, "--mode", mode, "--at", "2027-03-17T12:00Z")
    assert (found["lands"], found["muted"]) == (lands, muted)


def test_an_agreement_of_the_files_is_the_company_s_mode(tmp_path: Path, files: list[str]) -> None:
    agreed = tmp_path / "agreement.yaml"
    agreed.write_text("messages:\n  - outside_hours: mute\n    team: Legal\n", encoding="utf-8")
    evening = ("--at", "2027-03-17T12:00Z")
    kai = ask("lands", *files, str(agreed), "--to", "Kai", *evening)
    assert (kai["outlook"], kai["muted"], kai["mode"]) == ("now", True, "mute")
    wei = ask("lands", *files, str(agreed), "--to", "Wei", *evening)
    assert (wei["outlook"], wei["mode"]) == ("later", "hold")
    asked = ask("lands", *files, str(agreed), "--to", "Kai", *evening, "--mode", "hold")
    assert (asked["outlook"], asked["mode"]) == ("later", "hold")


def test_the_country_s_rule_holds_what_the_company_would_let_through(files: list[str]) -> None:
    words = ("--mode", "free", "--at", "2027-03-17T20:00Z")
    assert ask("lands", *files, "--to", "Ana", *words)["lands"] == "2027-03-18T09:00:00Z"
    assert (
        ask("lands", *files, "--to", "Ana", "--mode", "free", "--at", "2029-03-14T20:00Z")["rules"][0][
            "status"
        ]
        == "unknown"
    )
    late = farflung("lands", *files, "--to", "Ana", "--mode", "free", "--at", "2029-03-14T20:00Z").out
    assert "our reading has expired, so it is unknown, and messages are held" in " ".join(late.split())


def test_a_rule_that_only_asks_for_an_agreement_says_so(files: list[str]) -> None:
    said = " ".join(farflung("lands", *files, "--to", "Camille", *NIGHT, "--mode", "mute").out.split())
    assert "It sets no hours: the company's own mode decides (mute)." in said
    assert "No rest window of Camille is on record" in said


def test_it_fits_eighty_columns(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = farflung("lands", *files, "--to", "Ana", "--from", "Buenos Aires", *NIGHT).out.splitlines()
    assert max(len(line.rstrip()) for line in shown) <= 80
    (row,) = (line for line in shown if line.startswith("lands "))
    assert row.split() == ["lands", "Tue", "16", "Mar", "09:00", "Lisbon", "09:00Z", "06:00"]


def test_people_typed_out_need_no_files() -> None:
    found = ask("lands", "--to", "Ana=Lisbon 09-18", "--from", "Sydney", *NIGHT)
    assert found["their_time"]["local"] == "2027-03-16T09:00"
    assert found["on_duty"] == []


def test_what_is_at_work_now_lands_at_once(files: list[str]) -> None:
    found = ask("lands", *files, "--to", "Ana", "--at", "2027-03-16T10:00Z")
    assert (found["outlook"], found["lands"]) == ("now", "2027-03-16T10:00:00Z")
    assert "lands at once" in farflung("lands", *files, "--to", "Ana", "--at", "2027-03-16T10:00Z").out


def test_leave_of_a_year_and_more_is_an_honest_answer(tmp_path: Path, files: list[str]) -> None:
    away = tmp_path / "away.csv"
    away.write_text("person,start,end\nAna,2027-03-01,2028-12-31\n", encoding="utf-8")
    found = ask("lands", *files, str(away), "--to", "Ana", *NIGHT)
    assert (found["outlook"], found["lands"]) == ("unknown", None)
    said = farflung("lands", *files, str(away), "--to", "Ana", *NIGHT).out
    assert "at no time that is known" in said
    assert "it goes on waiting" in " ".join(said.split())


def test_after_months_of_leave_the_holidays_of_then_are_known(tmp_path: Path, files: list[str]) -> None:
    """25 April is a holiday in Portugal, 26 April 2027 a Monday: looked up far beyond the next weeks."""
    away = tmp_path / "away.csv"
    away.write_text("person,start,end\nAna,2027-01-01,2027-10-04\n", encoding="utf-8")
    found = ask("lands", *files, str(away), "--to", "Ana", "--at", "2027-01-15T10:00Z")
    assert found["their_time"]["local"] == "2027-10-06T09:00"  # 5 October is the Day of the Republic


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "Mallory"), "nobody is called 'Mallory'"),
        (("--to", "Ana", "--from", "Nowherex"), "is not a place we know"),
        (("--to", "Ana", "--at", "2027-03-16T02:40"), "has no zone"),
        (("--to", "Ana", "--mode", "loud"), "'loud'"),
    ],
)
def test_wrong_words_are_told(files: list[str], words: tuple[str, ...], said: str) -> None:
    run = farflung("lands", *files, *words)
    assert run.status == 2
    assert said in " ".join(run.err.split())
    assert run.out == ""


def test_a_file_is_nobody_to_write_to(files: list[str]) -> None:
    run = farflung("lands", "--to", files[1])
    assert run.status == 2
    assert "is a file" in run.err

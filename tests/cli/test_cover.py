"""`farflung cover`: what its verbs show on the terminal and say as data."""

from pathlib import Path

import pytest

from tests.cli.asking import ask, farflung

PEOPLE = "name,city,hours\nKasia,Warsaw,08-18\nRafael,São Paulo,09-20\n"
ROTA = "duty,person,days,start,end\nW,Kasia,Mon-Fri,08:00,16:00\nW,Rafael,Mon-Fri,12:00,20:00\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "rota.csv").write_text(ROTA, encoding="utf-8")
    return str(tmp_path / "people.csv"), str(tmp_path / "rota.csv")


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_a_line_of_marks_for_each_rule_a_mark_for_each_day(files: tuple[str, str]) -> None:
    said = farflung("cover", "radar", *files, "--from", "2027-03-22", "--days", "14")
    assert said.out.splitlines()[:4] == [
        "Coverage from 2027-03-22 for 14 days",
        "               Mar       Apr",
        "W, as planned  ▒▒▒▒█  █████",
        "█ nobody  ▒ single person  blank: nobody is asked for  a mark is a day (UTC) at its worst",
    ]


def test_where_it_is_narrow_days_share_a_mark_and_none_is_lost(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = farflung("cover", "radar", *files, "--from", "2027-03-22")
    line = next(line for line in said.out.splitlines() if line.startswith("W, as planned  "))
    assert all(len(line) <= 40 for line in said.out.splitlines())
    assert "a mark is 4 days (UTC) at its worst" in " ".join(said.out.split())
    assert len(line) == 15 + 23  # the last of 90 days are a Friday and a Saturday


def test_the_data_has_days_first_times_levels_and_holes(files: tuple[str, str]) -> None:
    answer = ask("cover", "radar", *files, "--from", "2027-03-29", "--days", "2")
    assert answer["days"] == ["2027-03-29", "2027-03-30"]
    (rule,) = answer["rules"]
    # Kasia has a holiday on Easter Monday.
    assert rule["implied"]
    assert rule["days"] == ["hole", "hole"]
    assert [(seen["state"], seen["first"]["start"]) for seen in rule["seen"]] == [
        ("hole", "2027-03-29T06:00:00Z"),
        ("hole", "2027-03-29T14:00:00Z"),
        ("single person", "2027-03-29T15:00:00Z"),
    ]
    assert rule["seen"][1]["cause"] == "Warsaw changed clocks on 28 March 2027 and São Paulo did not"
    assert {level["state"] for level in rule["levels"]} == {"hole", "single person"}
    assert [episode["kind"] for episode in rule["episodes"]] == ["holiday", "clock change"]
    assert {one["person"] for one in rule["alone"]} == {"Kasia", "Rafael"}


def test_nothing_to_cover_says_what_to_give(files: tuple[str, str]) -> None:
    said = farflung("cover", "radar", files[0])
    assert said.status == 2
    assert "nothing is to be covered: give a rota, an agreement, or --rule" in " ".join(said.err.split())

"""Questions are asked where somebody is there to answer, and what was answered is kept."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from farflung.cli import inputs
from farflung.cli.main import app


def test_a_number_picks_a_choice_and_the_answer_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "has_terminal", lambda: True)
    people, answers = tmp_path / "people.csv", tmp_path / "answers.yaml"
    people.write_text("name,city,country\nAna,Lisbon,Portugal\nNino,,Georgia\n", encoding="utf-8")
    words = ["check", str(people), "--answers", str(answers), "--from", "2027-03-01"]
    asked = CliRunner().invoke(app, words, input="7\n2\n")
    assert asked.exit_code == 0, asked.output
    assert "There is no answer 7" in asked.output
    assert "Georgia" in answers.read_text(encoding="utf-8")
    again = CliRunner().invoke(app, words, input="")
    assert again.exit_code == 0
    assert "Tbilisi" in again.output
    assert "Answer (empty" not in again.output


def test_an_empty_line_leaves_the_question_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "has_terminal", lambda: True)
    people, answers = tmp_path / "people.csv", tmp_path / "answers.yaml"
    people.write_text("name,city,country\nAna,Lisbon,Portugal\nNino,,Georgia\n", encoding="utf-8")
    asked = CliRunner().invoke(app, ["check", str(people), "--answers", str(answers)], input="\n")
    assert asked.exit_code == 3
    assert not answers.exists()


def test_a_question_lists_its_choices_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "has_terminal", lambda: True)
    people = tmp_path / "people.csv"
    people.write_text(
        "name,city,country\nAna,Lisbon,Portugal\nNino,,Georgia\nSam,,Australia\nLi,Lisbonn,\n",
        encoding="utf-8",
    )
    asked = CliRunner().invoke(app, ["check", str(people), "--from", "2027-03-01"], input="\n\n\n")
    prompt = asked.output[: asked.output.index("farflung check")]
    assert "Which Georgia is meant? 1 row: line 3." in prompt
    assert "Australia keeps 7 clocks. Which is it?" in prompt
    assert "“Lisbonn” is not a place we know. Is it one of these?" in prompt
    for zone in ("Asia/Tbilisi", "Australia/Lord_Howe", "Europe/Lisbon"):
        assert prompt.count(zone) == 1
    page = tmp_path / "report.html"
    CliRunner().invoke(
        app, ["check", str(people), "--from", "2027-03-01", "--out", str(page)], input="\n\n\n"
    )
    questions = (
        page.read_text(encoding="utf-8").partition("Questions for you")[2].partition("Could not be")[0]
    )
    for zone in ("Asia/Tbilisi", "Australia/Lord_Howe", "Australia/Perth"):
        assert questions.count(zone) == 1


def test_the_answers_file_is_listed_among_what_was_read(tmp_path: Path) -> None:
    people, answers = tmp_path / "people.csv", tmp_path / "answers.yaml"
    people.write_text("name,city,country\nAna,Lisbon,Portugal\nNino,,Georgia\n", encoding="utf-8")
    answers.write_text("place of Georgia: Tbilisi\n", encoding="utf-8")
    for words in (["--answers", str(answers)], [str(answers)]):
        said = CliRunner().invoke(
            app, ["check", str(people), *words, "--from", "2027-03-01", "--width", "200"]
        )
        assert said.exit_code == 0, said.output
        assert "answers.yaml (answers, 1 row)" in said.output

"""The same file or the same person given twice: counted once, and said so once."""

from pathlib import Path

from farflung.intake.load import load
from tests.intake.reading import WINDOW, note, problem, read


def test_who_is_in_two_files_is_one_person_and_one_message_says_so() -> None:
    rows = ["Ana,Lisbon", "Bo,Paris", "Chen,Taipei", "Dai,Tokyo", "Eli,Haifa", "Fay,Oslo"]
    first, again = ("\n".join(["name,city", *some]) + "\n" for some in (rows, rows[:-1]))
    intake = read({"people.csv": first, "copy.csv": again})
    assert len(intake.atlas.people) == 6
    told = problem(intake, "repeated-person")
    assert (told.file, told.line) == ("copy.csv", 2)
    assert (
        str(told.message)
        == "Ana, Bo, Chen, Dai and 1 more of this file are in people.csv already, and count once."
    )
    wider = read({"people.csv": first, "more.csv": "name,city,timezone\nAna,Lisbon,Europe/Lisbon\n"})
    assert len(wider.atlas.people) == 6
    assert "Ana of this file is in people.csv already" in problem(wider, "repeated-person").message


def test_who_shares_no_more_than_a_name_with_somebody_of_another_file_is_another_person() -> None:
    intake = read({"people.csv": "name,city\nAna,Lisbon\n", "more.csv": "name,city\nAna,Paris\n"})
    assert len(intake.atlas.people) == 2
    assert "two people are called Ana" in note(intake, "same-name")


def test_one_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,city\nAna,Lisbon\n", encoding="utf-8")
    paths = [tmp_path / "people.csv", tmp_path / "." / "sub" / ".." / "people.csv"]
    (tmp_path / "sub").mkdir()
    intake = load(paths, window=WINDOW)
    assert len(intake.atlas.people) == 1
    assert [problem.code for problem in intake.problems] == ["given-twice"]

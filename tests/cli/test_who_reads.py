"""Whose time is asked for, and what places that were typed out were taken for."""

import json
from pathlib import Path

import pytest

from tests.cli.asking import farflung

PEOPLE = (
    "id,name,city,country\n1,Daniel,Toronto,Canada\n2,Ana Silva,Lisbon,Portugal\n3,Ana Souza,Recife,Brazil\n"
)


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("verb", ["check", "now", "hours"])
@pytest.mark.parametrize(
    ("viewer", "said"),
    [
        ("Danie", "nobody is called 'Danie'; did you mean Daniel? Or name a city or a zone"),
        ("Ana", "2 people are called 'Ana': Ana Silva (2), Ana Souza (3). Write the id or the address"),
        ("Nowherex", "“Nowherex” is not a place we know"),
        ("Georgia", "Write it like 'Georgia, United States', or as a zone: Asia/Tbilisi."),
        ("UTC+2", "is an offset, not a zone"),
    ],
)
def test_a_viewer_nobody_knows_is_a_wrong_word(people: str, verb: str, viewer: str, said: str) -> None:
    run = farflung(verb, people, "--viewer", viewer)
    assert run.status == 2
    assert said in " ".join(run.err.split())
    assert "--viewer" in run.err
    assert "NAME=PLACE" not in run.err
    assert run.out == ""


def test_a_wrong_viewer_is_told_also_where_files_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,city\nAna,Springfield\n", encoding="utf-8")
    assert farflung("check", str(path), "--viewer", "Nowherex").status == 2
    assert (
        farflung("handovers", "A", "B", "--start", "2027-03-01 09:00 Lisbon", "--viewer", "Xyzzy").status == 2
    )


def test_a_person_or_a_city_is_a_viewer(people: str) -> None:
    for viewer in ("Daniel", "ana silva", "Tokyo", "Asia/Tokyo", "3"):
        assert farflung("now", people, "--viewer", viewer).status == 0


def test_namesakes_of_a_typed_place_and_assumed_hours_are_told() -> None:
    words = ("now", "Sydney", "--at", "2027-03-15T01:00Z")
    said = " ".join(farflung(*words).out.split())
    assert "Taken as Sydney, Australia (" in said
    assert "09:00-18:00 on working days is assumed for Sydney: no hours are given." in said
    notes = json.loads(farflung(*words, "--json").out)["notes"]
    assert len(notes) == 2


def test_given_hours_are_not_assumed_and_one_place_needs_no_word() -> None:
    said = farflung("now", "Ana=Lisbon, Portugal 08-16", "--at", "2027-03-15T01:00Z").out
    assert "assumed" not in said
    assert "Taken as" not in said


@pytest.mark.parametrize(
    "words",
    [
        ("hours", "Sydney", "--from", "2027-03-15", "--days", "2"),
        ("overlap", "Sydney", "Auckland", "--from", "2027-03-15", "--days", "2"),
        ("due", "Sydney", "--asked", "2027-03-15T01:00Z"),
        ("latency", "Sydney", "--asked", "2027-03-15T01:00Z", "--answered", "2027-03-16T01:00Z"),
        ("slots", "Sydney", "Auckland", "--from", "2027-03-15", "--days", "1"),
        ("slots", "Sydney", "Auckland", "--from", "2027-03-15", "--why", "2027-03-15T12:00Z"),
        ("rotate", "Sydney", "Auckland", "--from", "2027-03-15", "--count", "2"),
        (
            "cover",
            "radar",
            "Sydney",
            "--rule",
            "at least 1 at all times",
            "--from",
            "2027-03-15",
            "--days",
            "2",
        ),
    ],
)
def test_every_verb_about_hours_says_so(words: tuple[str, ...]) -> None:
    said = " ".join(farflung(*words).out.split())
    assert "Taken as Sydney, Australia (" in said
    assert "is assumed for Sydney" in said


@pytest.mark.parametrize(
    "words",
    [
        ("where", "Sydney", "--at", "2027-03-15T01:00Z"),
        ("when", "2027-03-15T01:00Z", "Sydney"),
        ("when", "2027-03-15 01:00 Sydney"),
        ("clocks", "Sydney", "--from", "2027-03-15", "--days", "2"),
        ("clocks", "--same", "08:00 Sydney = 10:00 Auckland", "--from", "2027-03-15", "--days", "2"),
        ("sessions", "Sydney=30", "--on", "2027-03-15"),
        ("handovers", "A", "B", "--start", "2027-03-01 09:00 Sydney"),
    ],
)
def test_every_verb_about_places_says_what_they_were_taken_for(words: tuple[str, ...]) -> None:
    said = " ".join(farflung(*words).out.split())
    assert "Taken as Sydney, Australia (" in said
    assert "assumed" not in said

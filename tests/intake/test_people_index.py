"""Whom a text in a file means: exactly, or nobody."""

from dataclasses import replace

import pytest

from farflung.engine.model import Person, Team
from farflung.intake.people_index import PeopleIndex


def _person(key: str, name: str, email: str | None = None) -> Person:
    simple = Person.simple(name, "Europe/Lisbon", 540, 1080)
    return Person(key, name, simple.place, simple.patterns, email=email)


PEOPLE = [
    _person("e1", "Ana Silva", "a.silva@polaris.example"),
    _person("e2", "Ana Costa"),
    _person("e3", "Tomás Núñez", "tomas@polaris.example"),
    _person("wei", "Wei"),
]
INDEX = PeopleIndex(PEOPLE, [Team("Withdrawals Ops", ("e1", "wei"))])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("e1", ("e1",)),
        ("E1", ("e1",)),
        ("A.Silva@polaris.example", ("e1",)),
        ("mailto:a.silva@polaris.example", ("e1",)),
        ("MAILTO: a.silva@polaris.example", ("e1",)),
        ("Ana Silva <a.silva@polaris.example>", ("e1",)),
        ('"Silva, Ana" <other@polaris.example>', ("e1",)),
        ("Ana Silva (contractor)", ("e1",)),
        ("Silva, Ana", ("e1",)),
        ("ana silva", ("e1",)),
        ("a.silva", ("e1",)),
        ("@a.silva", ("e1",)),
        ("tomas nunez", ("e3",)),
        ("Tomas", ("e3",)),
        ("Ana", ("e1", "e2")),
        ("Wei", ("wei",)),
        ("a.silva@elsewhere.example", ()),
        ("Anna Silva", ()),
        ("", ()),
    ],
)
def test_named(text: str, ids: tuple[str, ...]) -> None:
    assert INDEX.named(text) == ids
    assert INDEX.find(text) == (ids[0] if len(ids) == 1 else None)


def test_a_mistyped_name_is_offered_never_taken() -> None:
    assert INDEX.near("Anna Silva")[0] == "Ana Silva"
    assert INDEX.find("Anna Silva") is None


def test_teams_and_names_to_show() -> None:
    team = INDEX.team("withdrawals-ops")
    assert team is not None
    assert INDEX.names(team.members) == "Ana Silva, Wei"
    assert INDEX.team("Ledger") is None


def test_an_index_of_the_same_people_knows_them_as_they_are_now() -> None:
    assert INDEX.find("ana silva") == "e1"
    moved = [replace(person, manager="wei") if person.id == "e1" else person for person in PEOPLE]
    renewed = INDEX.renewed(moved, [Team("Deposits", ("e2",))])
    assert renewed.people["e1"] == moved[0]
    assert renewed.find("Ana Silva <a.silva@polaris.example>") == "e1"
    assert renewed.team("deposits") is not None
    assert renewed.team("Withdrawals Ops") is None
    assert INDEX.team("Withdrawals Ops") is not None

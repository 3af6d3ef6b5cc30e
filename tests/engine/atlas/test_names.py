"""Names that a mistyped one may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas, SeveralPeopleError, UnknownPersonError
from farflung.engine.atlas.names import distance, near
from farflung.engine.model import Person, Place

NAMES = ["Daniel", "Wanjiru", "Camille", "Tomás", "Mei-Ling", "Ana Silva", "Ana Souza", "Jack", "Ximena"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Danie", ["Daniel"]),
        ("dan", ["Daniel"]),
        ("Danile", ["Daniel"]),
        ("Ximnea", ["Ximena"]),
        ("Tomas", ["Tomás"]),
        ("ling", ["Mei-Ling"]),
        ("Ana", ["Ana Silva", "Ana Souza"]),
        ("A Silva", ["Ana Silva"]),
        ("Silav", ["Ana Silva"]),
        ("ajck", ["Jack"]),
        ("Wanjiku", ["Wanjiru"]),
    ],
)
def test_what_begins_so_or_is_spelt_nearly_so(text: str, meant: list[str]) -> None:
    assert list(near(text, NAMES)) == meant


@pytest.mark.parametrize("text", ["Wxzy", "Kate", "Bob", "J", "", "?", "Dan Brown", "Camilla Santos"])
def test_nothing_is_better_than_a_silly_name(text: str) -> None:
    assert near(text, NAMES) == ()


def test_what_begins_so_comes_before_close_spellings_and_three_are_enough() -> None:
    assert near("mari", ["Mara", "Marie", "Mario", "Marika", "Marit"]) == ("Marie", "Mario", "Marika")
    assert near("Marcs", ["Marco", "Marcus Aurel", "Marcs-Anton"]) == ("Marcs-Anton", "Marco", "Marcus Aurel")


def test_the_error_offers_them() -> None:
    atlas = Atlas(
        (Person.simple("Daniel", "Europe/Paris", 540, 1080), Person.simple("Jack", "Europe/Paris", 540, 1080))
    )
    with pytest.raises(UnknownPersonError, match=r"nobody is called 'Danie'; did you mean Daniel\?"):
        atlas.find("Danie")
    with pytest.raises(UnknownPersonError, match=r"nobody is called 'Zoe'$"):
        atlas.find("Zoe")


def test_several_of_a_name_are_told_apart() -> None:
    people = (
        Person("1", "Ana Silva", Place("Europe/Lisbon"), (), email="silva@example.org"),
        Person("2", "Ana Souza", Place("Europe/Lisbon"), ()),
    )
    with pytest.raises(
        SeveralPeopleError, match=r"2 people are called 'Ana': Ana Silva \(silva@example.org\)"
    ):
        Atlas(people).find("Ana")


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_distance_is_symmetric_and_capped(one: str, other: str, most: int) -> None:
    far = distance(one, other, most)
    assert far == distance(other, one, most)
    assert 0 <= far <= most + 1
    assert (far == 0) == (one == other)


def test_who_has_the_same_id_as_name_but_for_its_case_is_one_person() -> None:
    people = tuple(Person(name.lower(), name, Place("Europe/Lisbon"), ()) for name in ("Ana", "Ben"))
    assert Atlas(people).find("ana") is Atlas(people).find("Ana") is people[0]

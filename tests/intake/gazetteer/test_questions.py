"""What is asked, and in which words."""

import pytest

from farflung.intake.gazetteer import Gazetteer

ASKED = [
    "Portland", "Springfield", "Birmingham", "Georgia", "San Jose", "Valencia", "Cordoba", "Santiago",
    "Hyderabad", "Vancouver", "Manchester", "Cambridge", "Washington", "Victoria", "Punjab", "Congo",
    "Jerusalem", "Barcelona", "CA", "Salvador",
]  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_what_several_places_share_is_asked(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.resolve_place(city=text)
    assert match.status == "ambiguous"
    assert match.place is None
    assert len(match.candidates) > 1
    assert match.question.startswith(f"{text}: ")
    assert match.question.endswith("?")


def test_georgia(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(country="Georgia")
    choices = {"the US state (America/New_York)", "the country (Asia/Tbilisi)"}
    assert set(match.question.removeprefix("Georgia: ").removesuffix("?").split(" or ")) == choices
    assert {(place.country, place.subdivision) for place in match.candidates} == {("GE", None), ("US", "GA")}


def test_birmingham_names_the_regions(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve_place(city="Birmingham").question == (
        "Birmingham: in England, United Kingdom (Europe/London), in Alabama, United States (America/Chicago)"
        " or in Michigan, United States (America/Detroit)?"
    )


def test_a_country_with_several_clocks_lists_its_own_cities(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(country="Portugal")
    assert match.status == "ambiguous"
    assert match.question == (
        "Portugal keeps 2 clocks: Lisbon (Europe/Lisbon) or Ponta Delgada (Atlantic/Azores)?"
        " Write the city or the zone."
    )
    assert [place.zone for place in match.candidates] == ["Europe/Lisbon", "Atlantic/Azores"]


def test_a_state_with_two_clocks_lists_its_own_cities(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(region="Texas", country="USA")
    assert "Texas, United States keeps 2 clocks: Houston (America/Chicago) or El Paso (America/Denver)?" in (
        match.question
    )


def test_candidates_of_that_name_come_first_by_people(gazetteer: Gazetteer) -> None:
    candidates = gazetteer.resolve_place(city="Springfield").candidates
    named = [place.city == "Springfield" for place in candidates]
    assert named == sorted(named, reverse=True)
    people = [place.population for place in candidates if place.city == "Springfield"]
    assert people == sorted(people, reverse=True)
    assert len(candidates) <= 12


def test_an_unknown_city_offers_spellings(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Lisbonn")
    assert match.status == "unknown"
    assert match.question.startswith("“Lisbonn” is not a place we know; did you mean Lisbon")
    assert match.candidates[0].city == "Lisbon"


def test_an_unknown_city_offers_spellings_of_its_country_only(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Lisbonn", country="Portugal")
    assert match.status == "unknown"
    assert "did you mean Lisbon? Portugal keeps 2 clocks" in match.question


@pytest.mark.parametrize("text", ["Remote", "Anywhere", "EMEA", "Remote / Worldwide", "n/a", "-", "🌍"])
def test_words_that_name_no_place(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.resolve_place(city=text)
    assert match.status == "unknown"
    assert "which city or IANA zone?" in match.question


@pytest.mark.parametrize("zone", [None, "Europe/Oslo", "GMT+1", "EST"])
def test_a_country_where_nobody_lives(gazetteer: Gazetteer, zone: str | None) -> None:
    match = gazetteer.resolve_place(country="Bouvet Island", zone=zone)
    assert match.status == "unknown"
    assert match.question == "“Bouvet Island” has no zone of its own: which city or IANA zone?"


def test_nothing_at_all(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city=" ", country=None)
    assert match.status == "unknown"
    assert match.question == "No place is given: write a city, a country or an IANA zone."


def test_a_megabyte_is_quoted_short(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="x" * 1_000_000, country="y" * 1_000_000)
    assert match.status == "unknown"
    assert len(match.question) < 200

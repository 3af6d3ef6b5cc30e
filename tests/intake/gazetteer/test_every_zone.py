"""Every zone of the IANA database can be reached as a place, by the name it has there."""

from datetime import date
from importlib.resources import files

import pytest

from farflung.intake.gazetteer import Gazetteer, Match

# Namesakes are so much larger that they are taken, and the note names this one; the country finds it.
BESIDE_ITS_COUNTRY = {
    "America/Indiana/Petersburg", "Antarctica/Davis", "Antarctica/Palmer", "Antarctica/Vostok",
    "Pacific/Kanton", "Pacific/Midway",
}  # fmt: skip


def tables() -> list[tuple[str, str]]:
    """Zone and first country of `zone.tab` and `zone1970.tab`."""
    found: dict[str, str] = {}
    for table in ("zone.tab", "zone1970.tab"):
        text = files("tzdata").joinpath("zoneinfo", table).read_text("utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                countries, _, zone = line.split("\t")[:3]
                found.setdefault(zone, countries[:2])
    return sorted(found.items())


def own_name(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def meant(match: Match) -> set[str]:
    """The zones of the place or, in a question, of the choices."""
    return {p.zone for p in ([match.place] if match.place else match.candidates) if p.zone}


def test_there_are_zones() -> None:
    assert len(tables()) > 400


@pytest.mark.parametrize(("zone", "country"), tables())
def test_a_zone_is_found_by_its_own_name(gazetteer: Gazetteer, zone: str, country: str) -> None:
    found = meant(gazetteer.resolve_place(city=own_name(zone)))
    if zone in BESIDE_ITS_COUNTRY:
        assert zone not in found, "it is found without its country"
        found = meant(gazetteer.resolve_place(city=own_name(zone), country=country))
    # Ceuta is a region of the clock of Madrid; GeoNames and the database part such places differently.
    same = {other for other in found if gazetteer.zone_country(other) == country}
    assert zone in found or any(gazetteer.same_clock(zone, other) for other in same)


@pytest.mark.parametrize(("zone", "country"), tables())
def test_a_zone_and_its_country_go_together(gazetteer: Gazetteer, zone: str, country: str) -> None:
    match = gazetteer.resolve_place(city=own_name(zone), country=country)
    assert any(gazetteer.same_clock(zone, other) for other in meant(match)), match.question
    assert {place.country for place in ([match.place] if match.place else match.candidates)} == {country}


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Lord Howe Island", "Australia/Lord_Howe"),
        ("Lord Howe Island, NSW", "Australia/Lord_Howe"),
        ("Eucla, WA", "Australia/Eucla"),
        ("Norfolk Island", "Pacific/Norfolk"),
        ("Chatham Islands", "Pacific/Chatham"),
        ("Easter Island", "Pacific/Easter"),
        ("Rapa Nui", "Pacific/Easter"),
        ("Fernando de Noronha", "America/Noronha"),
        ("Galápagos", "Pacific/Galapagos"),
        ("Azores", "Atlantic/Azores"),
        ("Canary Islands", "Atlantic/Canary"),
        ("Svalbard", "Europe/Oslo"),
        ("Longyearbyen", "Arctic/Longyearbyen"),
        ("Faroe Islands", "Atlantic/Faroe"),
        ("Falklands", "Atlantic/Stanley"),
        ("Pitcairn", "Pacific/Pitcairn"),
        ("Marquesas Islands", "Pacific/Marquesas"),
        ("Gambier Islands", "Pacific/Gambier"),
        ("Kiritimati", "Pacific/Kiritimati"),
        ("Niue", "Pacific/Niue"),
        ("Tokelau", "Pacific/Fakaofo"),
        ("St Helena", "Atlantic/St_Helena"),
        ("Tristan da Cunha", "Atlantic/St_Helena"),
        ("South Georgia", "Atlantic/South_Georgia"),
        ("Diego Garcia", "Indian/Chagos"),
        ("Ittoqqortoormiit", "America/Scoresbysund"),
        ("McMurdo Station", "Antarctica/McMurdo"),
        ("Wake Island", "Pacific/Wake"),
    ],
)
def test_islands_and_outposts(gazetteer: Gazetteer, words: str, zone: str) -> None:
    match = gazetteer.resolve_place(city=words)
    assert match.place is not None, match.question
    assert match.place.zone == zone


def test_a_place_without_people_gives_way_and_is_named(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Davis")
    assert match.place is not None
    assert match.place.country == "US"
    assert match.note.endswith("not Davis in Antarctica.")
    assert meant(gazetteer.resolve_place(city="Davis", zone="Antarctica/Davis")) == {"Antarctica/Davis"}


def test_a_country_counts_all_its_clocks(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(country="Australia", on=date(2027, 3, 1))
    assert match.question.startswith("Australia keeps 7 clocks: Sydney (Australia/Sydney), ")
    assert "Lord Howe Island (Australia/Lord_Howe) or Eucla (Australia/Eucla)?" in match.question
    assert match.brief == "Australia keeps 7 clocks. Which is it? Write the city or the zone."
    assert len(match.candidates) == 7


@pytest.mark.parametrize(
    ("country", "on", "clocks"),
    [
        ("Kazakhstan", date(2023, 1, 1), 2),
        ("Kazakhstan", date(2027, 1, 1), 1),
        ("Russia", None, 12),
        ("Russia", date(2027, 1, 1), 11),
        ("Mexico", date(2021, 1, 1), 9),
        ("Mexico", date(2027, 1, 1), 6),
        ("Chile", date(2024, 1, 1), 4),
        ("Chile", date(2027, 1, 1), 3),
    ],
)
def test_clocks_count_as_of_a_date(gazetteer: Gazetteer, country: str, on: date | None, clocks: int) -> None:
    match = gazetteer.resolve_place(country=country, on=on)
    assert (len(match.candidates) or 1) == clocks
    assert match.resolved if clocks == 1 else f"keeps {clocks} clocks" in match.question


def test_far_in_the_future_it_still_answers(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve_place(country="Russia", on=date(2199, 12, 31)).candidates

"""City, region, country and zone columns together: they narrow each other, or contradict."""

import pytest

from farflung.intake.gazetteer import Gazetteer

# city, region, country, zone -> country, subdivision, zone
TOGETHER = [
    (("Springfield", "IL", "US", ""), ("US", "IL", "America/Chicago")),
    (("Springfield", "Massachusetts", "United States", ""), ("US", "MA", "America/New_York")),
    (("Portland", "", "US", "America/Los_Angeles"), ("US", "OR", "America/Los_Angeles")),
    (("Portland", "", "US", "US/Eastern"), ("US", "ME", "America/New_York")),
    (("London", "", "", "America/Toronto"), ("CA", "ON", "America/Toronto")),
    (("Hyderabad", "", "India", ""), ("IN", "TS", "Asia/Kolkata")),
    (("Hyderabad", "", "", "Asia/Karachi"), ("PK", "SD", "Asia/Karachi")),
    (("Valencia", "", "Spain", ""), ("ES", "VC", "Europe/Madrid")),
    (("Barcelona", "", "", "Europe/Madrid"), ("ES", "CT", "Europe/Madrid")),
    (("Santiago", "", "Dominican Republic", ""), ("DO", "25", "America/Santo_Domingo")),
    (("Berlin", "Berlin", "Germany", "Europe/Berlin"), ("DE", "BE", "Europe/Berlin")),
    (("", "CA", "US", ""), ("US", "CA", "America/Los_Angeles")),
    (("", "Bavaria", "Germany", ""), ("DE", "BY", "Europe/Berlin")),
    (("", "BY", "DE", ""), ("DE", "BY", "Europe/Berlin")),
    (("", "SP", "Brazil", ""), ("BR", "SP", "America/Sao_Paulo")),
    (("", "", "UK", ""), ("GB", None, "Europe/London")),
    (("", "", "England", ""), ("GB", "ENG", "Europe/London")),
    (("", "", "Germany", ""), ("DE", None, "Europe/Berlin")),
    (("", "", "Vietnam", ""), ("VN", None, "Asia/Ho_Chi_Minh")),
    (("", "", "India", "IST"), ("IN", None, "Asia/Kolkata")),
    (("", "", "Ireland", "IST"), ("IE", None, "Europe/Dublin")),
    (("", "", "US", "EST"), ("US", None, "America/New_York")),
    (("", "", "Spain", "Romance Standard Time"), ("ES", None, "Europe/Madrid")),
    (("", "", "Canada", "Pacific Time (US & Canada)"), ("CA", None, "America/Vancouver")),
    (("", "", "New Zealand", ""), ("NZ", None, "Pacific/Auckland")),
    (("", "", "New Zealand", "Pacific/Chatham"), ("NZ", None, "Pacific/Chatham")),
    (("Lisbon", "", "Portugl", ""), ("PT", "11", "Europe/Lisbon")),
    (("Milan", "", "", "Europe/Paris"), ("IT", "MI", "Europe/Rome")),
    (("Berlin", "", "", "GMT+1"), ("DE", "BE", "Europe/Berlin")),
    (("London", "", "", "GMT"), ("GB", "ENG", "Europe/London")),
    (("Reykjavik", "", "", "UTC"), ("IS", "1", "Atlantic/Reykjavik")),
]


@pytest.mark.parametrize(("cells", "expected"), TOGETHER)
def test_columns_narrow_each_other(
    gazetteer: Gazetteer, cells: tuple[str, str, str, str], expected: tuple[str, str | None, str]
) -> None:
    city, region, country, zone = cells
    match = gazetteer.resolve_place(city=city, region=region, country=country, zone=zone)
    assert match.place is not None, match.question
    assert (match.place.country, match.place.subdivision, match.place.zone) == expected


# city, region, country, zone -> words of the question
AGAINST = [
    (("Berlin", "", "France", ""), "“Berlin” is Berlin, Germany; that does not go with “France”"),
    (("Munich", "Hesse", "", ""), "“Munich” is Munich, Bavaria, Germany; that does not go with “Hesse”"),
    (("Berlin", "", "", "America/New_York"), "the zone says America/New_York"),
    (("Berlin", "", "", "GMT+5"), "“GMT+5” (UTC+05:00)"),
    (("Berlin", "", "", "UTC"), "the zone says “UTC”"),
    (("", "", "US", "Europe/London"), "the zone says Europe/London"),
    (("", "", "India", "PST"), "the zone says “PST”"),
]


@pytest.mark.parametrize(("cells", "words"), AGAINST)
def test_a_contradiction_is_a_question(
    gazetteer: Gazetteer, cells: tuple[str, str, str, str], words: str
) -> None:
    city, region, country, zone = cells
    match = gazetteer.resolve_place(city=city, region=region, country=country, zone=zone)
    assert match.status == "mismatch"
    assert match.place is None
    assert match.candidates
    assert words in match.question
    assert match.question.endswith("Which is right?")


def test_a_village_without_entry_leaves_the_country_certain(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Tiny Village", country="Poland")
    assert match.place is not None
    assert (match.place.country, match.place.city, match.place.zone) == ("PL", None, "Europe/Warsaw")
    assert match.note == "Not a place we know, and not used: “Tiny Village”."


def test_zones_with_one_clock_are_named_in_the_note(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(country="Germany")
    assert match.note == "Europe/Berlin; Europe/Busingen shows the same clock until 2035."


def test_a_clock_hardly_anybody_keeps_is_named_in_the_note(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(region="NSW", country="Australia")
    assert match.place is not None
    assert match.place.zone == "Australia/Sydney"
    assert "hardly anybody keeps Australia/Broken_Hill" in match.note


def test_the_zone_that_decided_is_told(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="London", zone="America/Toronto")
    assert match.note == "The zone picks London, Canada."


def test_a_zone_alone_leaves_the_country_open(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(zone="Europe/Lisbon")
    assert match.place is not None
    assert match.place.country is None
    assert match.place.zone == "Europe/Lisbon"
    assert "belongs to Portugal" in match.note


def test_an_unknown_city_beside_a_zone_is_told(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Xyzzyville", zone="Europe/Lisbon")
    assert match.status == "resolved"
    assert "“Xyzzyville” is not a place we know." in match.note


def test_a_country_misspelt_beyond_its_city_is_asked(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(city="Lisbon", country="Germny")
    assert match.status == "unknown"
    assert "did you mean Germany?" in match.question
    assert "Lisbon, Portugal" in match.question

"""Country columns in many languages, short forms and codes."""

import pytest

from farflung.intake.gazetteer import Gazetteer

NAMES = [
    ("UK", "GB"), ("U.K.", "GB"), ("Great Britain", "GB"), ("USA", "US"), ("U.S.", "US"), ("us", "US"),
    ("United States of America", "US"), ("UAE", "AE"), ("Korea, Republic of", "KR"), ("South Korea", "KR"),
    ("Czechia", "CZ"), ("Czech Republic", "CZ"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Turkiye", "TR"),
    ("Côte d'Ivoire", "CI"), ("Cote d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Holland", "NL"),
    ("The Netherlands", "NL"), ("Russia", "RU"), ("Russian Federation", "RU"), ("Viet Nam", "VN"),
    ("Hong Kong", "HK"), ("Hong Kong SAR", "HK"), ("Taiwan", "TW"), ("Macau", "MO"), ("Macao", "MO"),
    ("Deutschland", "DE"), ("Brasil", "BR"), ("España", "ES"), ("Espana", "ES"), ("Polska", "PL"),
    ("Österreich", "AT"), ("Suisse", "CH"), ("Italia", "IT"), ("Ελλάδα", "GR"), ("日本", "JP"),
    ("中国", "CN"),
    ("Россия", "RU"), ("Україна", "UA"), ("مصر", "EG"), ("भारत", "IN"), ("대한민국", "KR"), ("ישראל", "IL"),
    ("Allemagne", "DE"), ("Alemania", "DE"), ("Etats-Unis", "US"), ("Estados Unidos", "US"),
    ("GBR", "GB"), ("DEU", "DE"), ("de", "DE"), ("CA", "CA"), ("IN", "IN"), ("XK", "XK"), ("Kosovo", "XK"),
    ("Palestine", "PS"), ("Bosnia", "BA"), ("Burma", "MM"), ("Swaziland", "SZ"), ("Jersey", "JE"),
    ("DRC", "CD"), ("Puerto Rico", "PR"), ("KSA", "SA"), ("🇯🇵", "JP"), ("Remote, Spain", "ES"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), NAMES)
def test_names_of_countries(gazetteer: Gazetteer, text: str, code: str) -> None:
    match = gazetteer.resolve_country(text)
    assert match.place is not None, match.question
    assert match.place.country == code


def test_a_part_of_a_country_narrows(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_country("England")
    assert match.place is not None
    assert (match.place.country, match.place.subdivision) == ("GB", "ENG")
    assert match.note == "“England” is read as England, United Kingdom."


@pytest.mark.parametrize(
    ("text", "zone"), [("Germany", "Europe/Berlin"), ("Spain", None), ("Antarctica", None)]
)
def test_the_zone_is_given_only_where_there_is_one_clock(
    gazetteer: Gazetteer, text: str, zone: str | None
) -> None:
    match = gazetteer.resolve_country(text)
    assert match.place is not None
    assert match.place.zone == zone


@pytest.mark.parametrize("text", ["Georgia", "Congo"])
def test_names_that_two_share(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.resolve_country(text)
    assert match.status == "ambiguous"
    assert len(match.candidates) == 2


def test_a_town_in_a_country_column_is_asked(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_country("Atlantis")
    assert match.status == "ambiguous"
    assert match.question == (
        "“Atlantis” is not a country we know; a town of that name is in South Africa. Is that meant?"
    )


def test_a_misspelt_country_offers_spellings(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_country("Portugl")
    assert match.status == "unknown"
    assert match.candidates[0].country == "PT"
    assert "did you mean Portugal?" in match.question


def test_every_country_is_known_by_code_and_name(gazetteer: Gazetteer) -> None:
    for code, country in gazetteer.tables.countries.items():
        for text in (code, country.iso3, country.name):
            found = gazetteer.resolve_country(text)
            places = [found.place] if found.place else found.candidates
            assert code in {place.country for place in places}, text


def test_names_and_middles_of_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("ci") == "Côte d’Ivoire"
    assert gazetteer.country_name("QQ") == "QQ"
    assert gazetteer.country_centroid("JP") == pytest.approx((35.69, 139.69), abs=0.1)
    assert gazetteer.country_centroid("QQ") is None
    assert gazetteer.country_zones("PT") == ("Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores")

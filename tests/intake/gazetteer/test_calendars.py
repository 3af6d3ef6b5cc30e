"""Subdivisions are the ones that public holiday calendars know."""

import holidays
import pytest

from farflung.intake.gazetteer import Gazetteer
from farflung.intake.gazetteer.fold import fold

# Calendars of these countries follow other lines than ISO 3166-2 or only a few of its codes.
OTHER_LINES = {"FR", "NL", "BE", "BQ"}
WITH_CALENDARS = {code: set(codes) for code, codes in holidays.list_supported_countries().items() if codes}


def test_every_town_has_a_subdivision_with_a_calendar(gazetteer: Gazetteer) -> None:
    tables = gazetteer.tables
    placed = total = 0
    for row in range(len(tables.city_lines)):
        city = tables.city(row)
        if city.country in WITH_CALENDARS and city.country not in OTHER_LINES:
            total += 1
            placed += city.subdivision in WITH_CALENDARS[city.country]
            assert city.subdivision is None or city.subdivision in WITH_CALENDARS[city.country], city
    assert placed / total > 0.998


def test_every_name_that_holidays_gives_a_subdivision_is_understood(gazetteer: Gazetteer) -> None:
    tables = gazetteer.tables
    for country, codes in WITH_CALENDARS.items():
        names = getattr(getattr(holidays, country), "subdivisions_aliases", {})
        for name, code in names.items():
            if code in codes and not name.isupper() and tables.region(country, code):
                assert f"R{country}-{code}" in tables.lookup(fold(name)), (country, name)


@pytest.mark.parametrize(
    ("country", "code", "known"),
    [("DE", "BY", "BY"), ("FR", "6AE", "6AE"), ("FR", "IDF", None), ("NL", "ZH", None), ("DE", None, None),
     ("MX", "CMX", None), ("gb", "SCT", "SCT"), ("QQ", "X", None)],
)  # fmt: skip
def test_whether_a_calendar_knows_a_code(
    gazetteer: Gazetteer, country: str, code: str | None, known: str | None
) -> None:
    assert gazetteer.holiday_subdivision(country, code) == known


def test_a_province_without_calendar_gives_the_region_that_has_one(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(region="Málaga", country="Spain")
    assert match.place is not None
    assert match.place.subdivision == "AN"


def test_names_of_subdivisions(gazetteer: Gazetteer) -> None:
    assert gazetteer.subdivision_name("DE", "BY") == "Bavaria"
    assert gazetteer.subdivision_name("DE", "QQ") == "QQ"

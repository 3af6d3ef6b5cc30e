"""Public holidays and weekends: T11 and the Easter of C15, from the package as it is installed."""

from datetime import date
from time import process_time

import pytest

from farflung.engine.model import Place
from farflung.intake.holidays import calendars
from farflung.intake.notebook import Notebook
from tests.pace import allowed

GOOD_FRIDAY, EASTER_MONDAY, EPIPHANY = date(2027, 3, 26), date(2027, 3, 29), date(2026, 1, 6)


def off(country: str, day: date, subdivision: str | None = None) -> bool:
    """Whether the day is a public holiday there."""
    found = calendars([Place("UTC", country, subdivision)], range(2026, 2028), Notebook())
    calendar = found.get((country, subdivision)) or found[country, None]
    return bool(calendar.between(day, day))


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "holiday"),
    [
        ("DE", "BY", EPIPHANY, True),
        ("DE", "BE", EPIPHANY, False),
        ("DE", None, EPIPHANY, False),
        ("PT", None, GOOD_FRIDAY, True),
        ("AU", "NSW", GOOD_FRIDAY, True),
        ("FR", None, GOOD_FRIDAY, False),
        ("FR", "IDF", EASTER_MONDAY, True),
        ("AU", "NSW", EASTER_MONDAY, True),
        ("PT", None, EASTER_MONDAY, False),
    ],
)
def test_T11_holidays_by_region(country: str, subdivision: str | None, day: date, holiday: bool) -> None:
    assert off(country, day, subdivision) is holiday


@pytest.mark.parametrize("country", ["PH", "SG", "IN", "KE", "NG", "BR"])
def test_C15_good_friday(country: str) -> None:
    assert off(country, GOOD_FRIDAY)


@pytest.mark.parametrize(
    ("country", "holiday"), [("KE", True), ("NG", True), ("PL", True), ("PH", False), ("BR", False)]
)
def test_C15_easter_monday(country: str, holiday: bool) -> None:
    assert off(country, EASTER_MONDAY) is holiday


def test_estimated_days_keep_their_flag_and_lose_the_word() -> None:
    found = calendars([Place("Asia/Dubai", "AE")], [2027], Notebook())["AE", None]
    (eid,) = (day for day in found.holidays if day.name == "Eid al-Fitr")
    assert eid.estimated
    assert not any("estimated" in day.name.casefold() for day in found.holidays)
    (new_year,) = (day for day in found.holidays if day.date == date(2027, 1, 1))
    assert not new_year.estimated
    assert found.source.startswith("holidays 0.")


def test_a_country_without_data_is_told_and_has_no_holidays() -> None:
    notebook = Notebook()
    place = Place("UTC", "ZZ")
    found = calendars([place], [2027], notebook)
    assert found == {}
    assert "ZZ" in notebook.notes[0].text


def test_bank_holidays_only_where_they_are_asked_for() -> None:
    place = Place("America/New_York", "US")
    public = calendars([place], [2027], Notebook())["US", None]
    more = calendars([place], [2027], Notebook(), only_public=False)["US", None]
    assert {day.date for day in public.holidays} <= {day.date for day in more.holidays}


@pytest.mark.speed
def test_sixty_countries_cost_little() -> None:
    codes = (
        "AE AR AT AU BE BG BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE "
        "KR KZ LT LU LV MA MX MY NG NL NO NZ PE PH PK PL PT RO RS SA SE SG SI SK TH TR TW UA US UY VN ZA"
    ).split()
    calendars([Place("UTC", "PT")], range(2026, 2029), Notebook())
    started = process_time()
    found = calendars([Place("UTC", code) for code in codes], range(2026, 2029), Notebook())
    assert process_time() - started < allowed(0.5)
    assert len(found) == len(codes)

"""Weekends: every country as the `holidays` package has it, but for those corrected with a reason."""

import pytest
from holidays.registry import COUNTRIES

from farflung.engine.model import Place
from farflung.intake.holiday_package import country_class
from farflung.intake.holidays import calendars
from farflung.intake.notebook import Notebook
from farflung.intake.weekends import _CORRECTED, SATURDAY_AND_SUNDAY, weekend_of


@pytest.mark.parametrize(
    ("country", "days"),
    [
        ("PT", {5, 6}),
        ("SA", {4, 5}),
        ("AE", {5, 6}),
        ("IR", {4}),
        ("IL", {4, 5}),
        ("HK", {5, 6}),
        ("LY", {4, 5}),
    ],
)
def test_weekends(country: str, days: set[int]) -> None:
    assert weekend_of(country) == frozenset(days)
    assert calendars([Place("UTC", country)], [2027], Notebook())[country, None].weekend == frozenset(days)


def test_every_country_of_the_package() -> None:
    other = {}
    for _, country, *_more in COUNTRIES.values():
        kind = country_class(country)
        assert kind is not None
        days = frozenset(kind.weekend)
        # Where the law knows only Sunday, Saturday counts as free in an office.
        only_sunday = days <= SATURDAY_AND_SUNDAY
        expected = SATURDAY_AND_SUNDAY if only_sunday else days
        if weekend_of(country) != expected:
            other[country] = weekend_of(country)
    assert other == _CORRECTED


def test_a_country_that_is_not_known() -> None:
    assert weekend_of("ZZ") == weekend_of(None) == SATURDAY_AND_SUNDAY

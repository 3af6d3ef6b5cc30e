"""Calendars: seeded, corrected by people, and never changed behind them by a library."""

from datetime import date
from typing import Any

import pytest

from farflung.engine.model import Holiday as EngineHoliday
from farflung.engine.model import HolidayCalendar as EngineCalendar
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.actions import calendars
from farflung.server.org.models import Holiday, HolidayCalendar
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
BY: Any = None
YEARS = calendars.years_around(NOW)
FRIDAY = date(2027, 3, 26)


@pytest.fixture
def portugal(polaris: Cast) -> HolidayCalendar:
    return HolidayCalendar.objects.get(country="PT", subdivision="")


def day(calendar: HolidayCalendar, on: date) -> Holiday:
    return Holiday.objects.get(calendar=calendar, date=on, dropped=False)


def names(on: date) -> set[str]:
    """What the Atlas says of a day in Portugal."""
    return {held.name for held in company_atlas().holidays["PT", None].between(on, on)}


def test_seeded_the_library_has_nothing_to_add(polaris: Cast) -> None:
    assert actions.propose_holidays(years=YEARS) == ()


def test_a_day_that_was_moved_stays_moved(portugal: HolidayCalendar) -> None:
    actions.correct_holiday(
        holiday=day(portugal, FRIDAY), date=date(2027, 3, 25), name="Early Friday", by=BY, now=NOW
    )
    assert (names(FRIDAY), names(date(2027, 3, 25))) == (set(), {"Early Friday"})
    assert actions.propose_holidays(years=YEARS) == ()
    assert actions.take_holidays(years=YEARS, by=BY, now=NOW) == 0


def test_a_day_that_was_taken_out_stays_out_and_may_come_back(portugal: HolidayCalendar) -> None:
    friday = day(portugal, FRIDAY)
    actions.remove_holiday(holiday=friday, by=BY, now=NOW)
    assert (names(FRIDAY), actions.propose_holidays(years=YEARS)) == (set(), ())
    actions.add_holiday(calendar=portugal, date=FRIDAY, name=friday.name, by=BY, now=NOW)
    assert names(FRIDAY) == {friday.name}
    with pytest.raises(Refused):
        actions.add_holiday(calendar=portugal, date=FRIDAY, name=friday.name, by=BY, now=NOW)


def test_what_the_library_learns_is_proposed_then_taken(
    portugal: HolidayCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.add_holiday(calendar=portugal, date=date(2027, 6, 1), name="Founders' day", by=BY, now=NOW)
    real = calendars._library

    def learnt(country: str, subdivision: str, years: range) -> EngineCalendar | None:
        found = real(country, subdivision, years)
        if found is None or (country, subdivision) != ("PT", ""):
            return found
        kept = tuple(held for held in found.holidays if held.date != FRIDAY)
        return EngineCalendar("PT", None, (*kept, EngineHoliday(date(2027, 3, 24), "New", True)))

    monkeypatch.setattr(calendars, "_library", learnt)
    (found,) = actions.propose_holidays(years=YEARS)
    assert ([d.name for d in found.added], [d.date for d in found.removed]) == (["New"], [FRIDAY])
    assert actions.take_holidays(years=YEARS, by=BY, now=NOW) == 2
    assert (names(FRIDAY), names(date(2027, 3, 24)), names(date(2027, 6, 1))) == (
        set(),
        {"New"},
        {"Founders' day"},
    )
    assert actions.propose_holidays(years=YEARS) == ()


def test_years_are_added_as_time_goes_on(portugal: HolidayCalendar) -> None:
    assert actions.extend_holidays(now=NOW) == 0
    later = NOW.replace(year=NOW.year + 2)
    assert actions.extend_holidays(now=later) > 0
    assert HolidayCalendar.objects.filter(last_year=later.year + 2).count() == HolidayCalendar.objects.count()
    assert actions.extend_holidays(now=later) == 0


def test_a_region_without_days_of_its_own_keeps_those_of_its_country(polaris: Cast) -> None:
    held = company_atlas().holidays
    regions = [calendar for (_, subdivision), calendar in held.items() if subdivision]
    assert regions
    for calendar in regions:
        assert calendar.holidays != held[calendar.country, None].holidays

"""Absences without reasons, and public holidays that are worked for another day off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.time import Span
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.models import Absence, HolidaySwap, Person
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 9)


def at_work(person: Person, day: date) -> list[tuple[int, int]]:
    """Hours of UTC at which somebody works on a date of UTC."""
    atlas = company_atlas()
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    spans = atlas.working(atlas.person(str(person.code)), Span(start, start + timedelta(days=1)))
    return [(span.start.hour, span.end.hour) for span in spans]


def ask(cast: Cast, first: int, last: int, day: date = DAY) -> Absence:
    return actions.ask_absence(
        person=cast.people["Ana"], start=day, end=day, from_minute=first, to_minute=last, by=None, now=NOW
    )


def test_two_absences_of_a_day_are_fine_and_the_same_minute_is_not(polaris: Cast) -> None:
    ask(polaris, 540, 600)
    ask(polaris, 960, 1080)
    assert at_work(polaris.people["Ana"], DAY) == [(10, 16)]
    with pytest.raises(Refused) as refused:
        ask(polaris, 590, 700)
    assert refused.value.code == "overlap"


@pytest.mark.parametrize(("first", "last"), [(600, 600), (700, 600), (0, 1500), (-1, 20)])
def test_an_absence_of_nothing_is_refused(polaris: Cast, first: int, last: int) -> None:
    with pytest.raises(Refused):
        ask(polaris, first, last)


def test_withdrawn_it_does_not_take_place_and_its_time_is_free(polaris: Cast) -> None:
    absence = ask(polaris, 0, 1440)
    assert at_work(polaris.people["Ana"], DAY) == []
    actions.withdraw_absence(absence=absence, by=None, now=NOW)
    assert at_work(polaris.people["Ana"], DAY) == [(9, 18)]
    ask(polaris, 0, 1440)
    with pytest.raises(Refused):
        actions.withdraw_absence(absence=absence, by=None, now=NOW)


def test_no_column_could_hold_a_reason() -> None:
    names = {field.name for field in Absence._meta.concrete_fields}
    assert names == {
        "id", "code", "person", "during", "from_minute", "to_minute", "recorded_at", "withdrawn_at",
        "from_file",
    }  # fmt: skip


def test_a_swapped_holiday_is_worked_and_another_day_is_off(polaris: Cast) -> None:
    ana = polaris.people["Ana"]
    friday, monday = date(2027, 3, 26), date(2027, 3, 29)
    assert at_work(ana, friday) == []
    swap = actions.swap_holiday(person=ana, worked=friday, off=monday, by=None, now=NOW)
    assert (len(at_work(ana, friday)), at_work(ana, monday)) == (1, [])
    with pytest.raises(Refused) as refused:
        actions.swap_holiday(person=ana, worked=friday, off=date(2027, 3, 30), by=None, now=NOW)
    assert refused.value.code == "taken"
    actions.withdraw_swap(swap=swap, by=None, now=NOW)
    assert (at_work(ana, friday), len(at_work(ana, monday))) == ([], 1)
    assert not HolidaySwap.objects.exists()


@pytest.mark.parametrize(
    ("worked", "off", "code"),
    [
        (date(2027, 3, 25), date(2027, 3, 29), "no-holiday"),
        (date(2027, 3, 26), date(2027, 3, 28), "no-working-day"),
        (date(2027, 3, 26), date(2027, 4, 25), "no-working-day"),
    ],
)
def test_only_a_holiday_is_swapped_and_only_for_a_working_day(
    polaris: Cast, worked: date, off: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.swap_holiday(person=polaris.people["Ana"], worked=worked, off=off, by=None, now=NOW)
    assert refused.value.code == code

"""N16: from what one is shown nobody can tell why a colleague is off."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.server.core import clock
from farflung.server.org.atlas_copy import forget
from farflung.server.org.models import Absence, HolidaySwap, Person, Team
from tests.server.walking import Company, undone

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 14)
NOON = datetime(2027, 4, 14, 12, tzinfo=UTC)
MORNING = datetime(2027, 4, 13, 12, tzinfo=UTC)
SECRET = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+')
Off = Callable[[Person], object]


def absent(person: Person) -> object:
    return Absence.objects.create(person=person, during=DateRange(DAY, date(2027, 4, 15)), recorded_at=NOON)


def swapped(person: Person) -> object:
    return HolidaySwap.objects.create(person=person, worked=date(2028, 12, 25), off=DAY, recorded_at=NOON)


def imported(person: Person) -> object:
    return Absence.objects.create(
        person=person, during=DateRange(DAY, date(2027, 4, 15)), recorded_at=MORNING, from_file=True
    )


def told(off: Person) -> object:
    """Planted: a reason where others read."""
    Person.objects.filter(pk=off.pk).update(job="Engineer (holiday swapped)")
    return swapped(off)


def seen(everybody: Company, off: Off, reader: str = "Ana") -> dict[str, str]:
    """What a colleague is shown on that day and on the day before, where Tomás is off for that reason."""
    tomas, walker = everybody.cast.people["Tomás"], everybody.walker(reader)
    team = Team.objects.filter(people=tomas).order_by("pk")[0]
    paths = ("/", "/now", f"/people/{tomas.code}", "/people?q=tom", f"/teams/{team.code}", "/me/moving")
    with undone():
        off(tomas)
        forget()
        return {path: SECRET.sub("", walker.client().get(path).content.decode()) for path in paths}


@pytest.mark.parametrize("now", [NOON, MORNING])
def test_absent_swapped_or_said_by_a_file_is_the_same_to_others(
    everybody: Company, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    first = seen(everybody, absent)
    for other in (swapped, imported):
        pages = seen(everybody, other)
        assert [path for path in first if pages[path] != first[path]] == []
    present = seen(everybody, lambda person: person)
    assert present["/"] != first["/"] or present != first, "that he is off, is seen"


def test_a_planted_reason_is_seen(everybody: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    assert seen(everybody, told) != seen(everybody, swapped)

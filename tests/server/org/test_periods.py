"""Periods of one person cannot overlap: the database itself refuses, also two writers at once."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.server.org.models import Absence, Person, Place

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def person() -> Person:
    place = Place.objects.create(zone="Europe/Lisbon", country="PT", city="Lisbon")
    return Person.objects.create(key="ana", name="Ana", place=place, created_at=NOW)


def away(who: Person, first: int, last: int) -> Absence:
    during = DateRange(date(2027, 3, first), date(2027, 3, last))
    return Absence.objects.create(person=who, during=during, recorded_at=NOW)


@pytest.mark.django_db
def test_two_absences_that_touch_are_fine_and_that_overlap_are_refused() -> None:
    ana = person()
    away(ana, 1, 5)
    away(ana, 5, 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        away(ana, 7, 9)

"""Records of one person, and of the company's own keeping: found for those who may change them, 404 else."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from farflung.server.org.access.asking import Asker, Role
from farflung.server.org.models import (
    Absence,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    ImportBatch,
    Mismatch,
    PatternPeriod,
    Stay,
)

Record = TypeVar("Record", Stay, Absence, HolidaySwap, PatternPeriod)


def get_stay(asker: Asker, code: UUID) -> Stay:
    """A stay of one's own, or of anybody for people operations."""
    return _own(asker, Stay.objects.select_related("person", "place"), code)


def get_absence(asker: Asker, code: UUID) -> Absence:
    """An absence of one's own, or of anybody for people operations."""
    return _own(asker, Absence.objects.select_related("person"), code)


def get_swap(asker: Asker, code: UUID) -> HolidaySwap:
    """A swapped holiday of one's own, or of anybody for people operations."""
    return _own(asker, HolidaySwap.objects.select_related("person"), code)


def get_hours(asker: Asker, code: UUID) -> PatternPeriod:
    """A period of working hours of one's own, or of anybody for people operations."""
    return _own(asker, PatternPeriod.objects.select_related("person"), code)


def _own(asker: Asker, records: QuerySet[Record], code: UUID) -> Record:
    found = records.filter(code=code).first()
    if found is None or not (found.person == asker.person or asker.has(Role.PEOPLE)):
        raise Http404
    return found


def get_mismatch(asker: Asker, code: UUID) -> Mismatch:
    """What a file says otherwise of oneself; nobody else's, not even of people operations (N10)."""
    found = Mismatch.objects.select_related("person").filter(code=code, person=asker.person).first()
    if found is None or asker.person is None:
        raise Http404
    return found


def get_batch(asker: Asker, code: UUID) -> ImportBatch:
    """An import, for those who import."""
    found = ImportBatch.objects.filter(code=code).first()
    if found is None or not may_import(asker):
        raise Http404
    return found


def may_import(asker: Asker) -> bool:
    """Whether files are taken from them: people operations, and operators, who begin with nobody here."""
    return asker.has(Role.PEOPLE, Role.OPERATOR)


def get_calendar(asker: Asker, code: UUID) -> HolidayCalendar:
    """A calendar of public holidays, to be kept by people operations."""
    found = HolidayCalendar.objects.filter(code=code).first()
    if found is None or not asker.has(Role.PEOPLE):
        raise Http404
    return found


def get_holiday(asker: Asker, code: UUID) -> Holiday:
    """A public holiday, to be kept by people operations."""
    found = Holiday.objects.select_related("calendar").filter(code=code).first()
    if found is None or not asker.has(Role.PEOPLE):
        raise Http404
    return found

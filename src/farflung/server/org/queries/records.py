"""The records of one person, for their own pages and for those who look after them."""

from datetime import date

from django.db.models import Q, QuerySet

from farflung.server.core.models import Look
from farflung.server.org.models import Absence, HolidaySwap, Mismatch, PatternPeriod, Person, Stay


def open_mismatches(person: Person) -> QuerySet[Mismatch]:
    """What files say otherwise of the person, not settled yet; for that person only (N10)."""
    return Mismatch.objects.filter(person=person, answered_at=None).order_by("found_at", "pk")


def stays_from(person: Person, day: date) -> QuerySet[Stay]:
    """Stays of the person that hold on a day or later, as they are known now."""
    held = Stay.objects.filter(person=person, superseded_at=None).select_related("place")
    return held.filter(Q(during__upper_inf=True) | Q(during__endswith__gt=day)).order_by("during", "pk")


def stay_history(person: Person) -> QuerySet[Stay]:
    """Every record of where the person was or will be, corrected and withdrawn ones too."""
    return Stay.objects.filter(person=person).select_related("place", "replaces").order_by("pk")


def absences_from(person: Person, day: date) -> QuerySet[Absence]:
    """Absences that end on a day or later."""
    held = Absence.objects.filter(person=person, withdrawn_at=None, during__endswith__gt=day)
    return held.order_by("during", "from_minute")


def swaps_from(person: Person, day: date) -> QuerySet[HolidaySwap]:
    """Swapped holidays of which a day is still to come."""
    ahead = Q(worked__gte=day) | Q(off__gte=day)
    return HolidaySwap.objects.filter(ahead, person=person).order_by("worked")


def hours_of(person: Person) -> QuerySet[PatternPeriod]:
    """All periods of the person's working hours, in order."""
    return PatternPeriod.objects.filter(person=person).order_by("during")


def looks_at(person: Person) -> QuerySet[Look]:
    """Who read what of the person that is private, the latest first."""
    return Look.objects.filter(about=person.code).select_related("by__person").order_by("-at", "-pk")

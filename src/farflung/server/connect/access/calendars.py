"""The only door to calendars that somebody has joined: one's own. Nobody else learns that there are any."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from farflung.server.connect.models import JoinedCalendar
from farflung.server.org.models import Person


def calendars_of(person: Person) -> QuerySet[JoinedCalendar]:
    """One's own, in the order in which they were joined."""
    return JoinedCalendar.objects.filter(person=person).order_by("created_at", "pk")


def get_calendar(person: Person, code: UUID) -> JoinedCalendar:
    """One of one's own; 404 else."""
    found = calendars_of(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found

"""Who may say who organises a series from now on."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from farflung.server.clock.access import get_meeting, keeps_meeting
from farflung.server.clock.models import Meeting
from farflung.server.org.access import Asker
from farflung.server.org.models import Person


def get_meeting_to_hand_over(asker: Asker, code: UUID, now: datetime) -> Meeting:
    """A series that the asker may hand over, or take over; 404 else, and for one that was ended."""
    found = get_meeting(asker, code)
    if found.ended_at is None and (keeps_meeting(asker, found) or may_take_over(asker, found, now)):
        return found
    raise Http404


def may_take_over(asker: Asker, meeting: Meeting, now: datetime) -> bool:
    """Whether the asker may organise it from now on: who keeps it, or must come and nobody organises it."""
    if asker.person is None or asker.person.pk == meeting.organizer_id or meeting.ended_at is not None:
        return False
    if keeps_meeting(asker, meeting):
        return True
    return without_organizer(meeting, now) and _must_come(asker.person, meeting)


def without_organizer(meeting: Meeting, now: datetime) -> bool:
    """Whether nobody organises it any more: nobody is known to, or they have left."""
    organizer = meeting.organizer
    ended = organizer.ended if organizer is not None else None
    return organizer is None or (ended is not None and ended < now.astimezone(UTC).date())


def _must_come(person: Person, meeting: Meeting) -> bool:
    asked = Q(invited__person=person, invited__required=True)
    in_team = Q(teams__team__memberships__person=person, teams__required=True)
    return Meeting.objects.filter(asked | in_team, pk=meeting.pk).exists()

"""Who is invited to a series: by themselves, and as one of a team, of those who work here."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from farflung.server.clock.models import Invited, InvitedTeam, Meeting
from farflung.server.org.models import Membership, Person


def guests_of(meeting: Meeting, now: datetime) -> dict[UUID, bool]:
    """The codes of all who are invited and work here today, each with whether they must come."""
    asked = Invited.objects.filter(meeting=meeting, person=OuterRef("pk"))
    teams = InvitedTeam.objects.filter(meeting=meeting)
    inside = Membership.objects.filter(person=OuterRef("pk"))
    must = Exists(asked.filter(required=True)) | Exists(
        inside.filter(team__in=teams.filter(required=True).values("team"))
    )
    may = Exists(asked) | Exists(inside.filter(team__in=teams.values("team")))
    today = now.astimezone(UTC).date()
    here = Person.objects.filter(Q(ended=None) | Q(ended__gte=today), Q(started=None) | Q(started__lte=today))
    return dict(here.annotate(must=must).filter(may).values_list("code", "must"))

"""Who may read the company's clock: everybody who works here, and who runs the installation.

A meeting is there for whoever is invited (also with a whole team), its organiser, people operations, and the
leads of those who are invited; a private one only for the first two. Others see people busy, if anything.
It is changed by its organiser, people operations, and the lead of a team that everybody invited is in; where
whoever organised it has left, anybody who must come may take it over.
Working agreements are there for everybody who works here; a team's lead writes that team's, people operations
and compliance write all.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest

from farflung.server.clock.models import Agreement, Invited, InvitedTeam, Meeting
from farflung.server.org.access import Asker, Role, asker
from farflung.server.org.models import Membership, Person, Team


def insider(request: HttpRequest) -> Asker:
    """The asker, if a person or an operator; 404 for anybody else."""
    found = asker(request)
    if found.person is None and not found.has(Role.OPERATOR):
        raise Http404
    return found


def own_meetings(person: Person) -> QuerySet[Meeting]:
    """Those that somebody organises or is invited to."""
    asked = Invited.objects.filter(meeting=OuterRef("pk"), person=person)
    teams = InvitedTeam.objects.filter(meeting=OuterRef("pk"), team__memberships__person=person)
    return Meeting.objects.filter(Q(organizer=person) | Exists(asked) | Exists(teams))


def visible_meetings(asker: Asker) -> QuerySet[Meeting]:
    """Everything that somebody may open; nothing for a stranger."""
    person = asker.person
    if person is None:
        return Meeting.objects.none()
    own = Q(pk__in=own_meetings(person).values("pk"))
    if asker.has(Role.PEOPLE):
        return Meeting.objects.filter(own | Q(private=False))
    if asker.has(Role.LEAD):
        return Meeting.objects.filter(own | Q(private=False, pk__in=_of_led(person).values("pk")))
    return Meeting.objects.filter(own)


def get_meeting(asker: Asker, code: UUID) -> Meeting:
    """A meeting that the asker may open; 404 else.

    Of a series that was moved, what was before opens what goes on, for whoever may open that.
    """
    later = Meeting.objects.filter(code=code).values("goes_on")
    seen = visible_meetings(asker).select_related("organizer").filter(Q(code=code) | Q(pk__in=later))
    found = sorted(seen, key=lambda one: one.goes_on_id is not None)
    if not found:
        raise Http404
    return found[0]


def get_kept_meeting(asker: Asker, code: UUID) -> Meeting:
    """A meeting that the asker may change; 404 else."""
    found = get_meeting(asker, code)
    if keeps_meeting(asker, found):
        return found
    raise Http404


def keeps_meeting(asker: Asker, meeting: Meeting) -> bool:
    """Whether the asker organises it; or it is not private, and they look after people or lead all in it."""
    if asker.person is not None and meeting.organizer_id == asker.person.pk:
        return True
    if meeting.private or asker.person is None:
        return False
    return asker.has(Role.PEOPLE) or (asker.has(Role.LEAD) and _leads_all(asker.person, meeting))


def _leads_all(lead: Person, meeting: Meeting) -> bool:
    """Whether everybody who is invited is in one team of theirs, and nobody of elsewhere is."""
    within = Membership.objects.filter(person=OuterRef("person"), team=OuterRef(OuterRef("pk")))
    people = Invited.objects.filter(meeting=meeting)
    teams = InvitedTeam.objects.filter(meeting=meeting).exclude(team=OuterRef("pk"))
    led = Team.objects.filter(~Exists(people.filter(~Exists(within))), ~Exists(teams), lead=lead)
    return not meeting.outsiders and led.exists()


def invites_all(asker: Asker) -> bool:
    """Whether the asker may invite the company at once: a lead, who looks after people, or directs."""
    return asker.person is not None and asker.has(Role.LEAD, Role.PEOPLE, Role.EXECUTIVE)


def get_agreement(asker: Asker, code: UUID) -> Agreement:
    """An agreement, for who works here or runs the installation; 404 else."""
    inside = asker.person is not None or asker.has(Role.OPERATOR)
    found = Agreement.objects.select_related("team").filter(code=code).first() if inside else None
    if found is None:
        raise Http404
    return found


def get_kept_agreement(asker: Asker, code: UUID) -> Agreement:
    """An agreement that the asker may change; 404 else, and for one that was ended."""
    found = get_agreement(asker, code)
    if keeps_agreement(asker, found) and found.ended_at is None:
        return found
    raise Http404


def keeps_agreement(asker: Asker, agreement: Agreement) -> bool:
    """Whether the asker leads its team, or looks after people or the law."""
    if asker.has(Role.PEOPLE, Role.COMPLIANCE):
        return True
    return (
        asker.person is not None and agreement.team is not None and asker.person.pk == agreement.team.lead_id
    )


def agreeing_teams(asker: Asker) -> QuerySet[Team]:
    """The teams for which the asker may write agreements."""
    if asker.has(Role.PEOPLE, Role.COMPLIANCE):
        return Team.objects.order_by("name")
    if asker.person is None:
        return Team.objects.none()
    return Team.objects.filter(lead=asker.person).order_by("name")


def agrees_for_all(asker: Asker) -> bool:
    """Whether the asker may write agreements of the company."""
    return asker.has(Role.PEOPLE, Role.COMPLIANCE)


def _of_led(lead: Person) -> QuerySet[Meeting]:
    """Those of anybody in a team that somebody leads, or below them in the tree."""
    below = _below(lead)
    led = Q(person__memberships__team__lead=lead) | Q(person__in=below)
    asked = Invited.objects.filter(led, meeting=OuterRef("pk"))
    teams = Q(team__lead=lead) | Q(team__memberships__person__in=below)
    return Meeting.objects.filter(
        Exists(asked) | Exists(InvitedTeam.objects.filter(teams, meeting=OuterRef("pk")))
    )


_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM org_person WHERE manager_id = %s
    UNION SELECT p.id FROM org_person p JOIN below ON p.manager_id = below.id
) SELECT id FROM below
"""
"""However deep the tree is; who is above themself is in it once."""


def _below(lead: Person) -> RawSQL:
    """Everybody who reports to somebody, directly or through others: the database alone names them."""
    return RawSQL(_BELOW, [lead.pk])  # noqa: S611 - a text of ours, and a number

"""People and teams: every member sees that they are there; what of them is looked after by whom."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from farflung.server.core.composed import Composed
from farflung.server.org.access.asking import Asker, Role
from farflung.server.org.models import LegalEntity, Person, RoleGrant, Team


def visible_people(asker: Asker) -> QuerySet[Person]:
    """Everybody of this company, for who works here or runs the installation; nobody for a stranger."""
    return Person.objects.all() if _inside(asker) else Person.objects.none()


def visible_teams(asker: Asker) -> QuerySet[Team]:
    """Every team, for the same."""
    return Team.objects.all() if _inside(asker) else Team.objects.none()


def _inside(asker: Asker) -> bool:
    return asker.person is not None or asker.has(Role.OPERATOR)


def is_lead_of(lead: Person, person: Person) -> bool:
    """Whether `lead` is somewhere above the person in the tree, or leads one of their teams."""
    if Team.objects.filter(lead=lead, memberships__person=person).exists():
        return True
    seen: set[int] = set()
    above = person.manager
    while above is not None and above.pk not in seen:
        if above.pk == lead.pk:
            return True
        seen.add(above.pk)
        above = above.manager
    return False


def get_person(asker: Asker, code: UUID) -> Person:
    """Somebody of this company, whom every member may see; 404 else."""
    found = visible_people(asker).select_related("place", "entity", "manager").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_own(asker: Asker, code: UUID) -> Person:
    """Oneself, or somebody whom people operations look after; 404 else."""
    person = get_person(asker, code)
    if asker.person == person or asker.has(Role.PEOPLE):
        return person
    raise Http404


def get_team(asker: Asker, code: UUID) -> Team:
    """A team of this company; 404 else."""
    found = _team.one(code) if _inside(asker) else None
    if found is None:
        raise Http404
    return found


_team = Composed(lambda any_: Team.objects.filter(code=any_), any_=UUID(int=0))


def get_led(asker: Asker, code: UUID) -> Team:
    """A team that the asker leads, or that people operations look after; 404 else."""
    team = get_team(asker, code)
    if keeps_team(asker, team):
        return team
    raise Http404


def keeps_team(asker: Asker, team: Team) -> bool:
    """Whether the asker leads the team, or looks after people."""
    return (asker.person is not None and team.lead_id == asker.person.pk) or asker.has(Role.PEOPLE)


def get_entity(asker: Asker, code: UUID) -> LegalEntity:
    """A legal entity, for who looks after people or keeps the ledger; 404 else."""
    found = LegalEntity.objects.filter(code=code).first()
    if found is None or not asker.has(Role.PEOPLE, Role.COMPLIANCE):
        raise Http404
    return found


def gives(asker: Asker) -> list[str]:
    """The roles that the asker gives and takes back: that of operators only operators, others also people
    operations."""
    if asker.has(Role.OPERATOR):
        return list(RoleGrant.Role.values)
    given = asker.has(Role.PEOPLE)
    return [role for role in RoleGrant.Role.values if given and role != RoleGrant.Role.OPERATOR]

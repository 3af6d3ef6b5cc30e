"""The only door to a record of the organisation: who sees whom, and what of them. A stranger gets 404.

Everybody who works here sees everybody else's name, place (to the city), hours, teams, skills and
languages: that is what the map is for. What is private is listed in `classified.py`; reading it of somebody
else leaves a `Look` that the person sees.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from farflung.server.core.models import Account
from farflung.server.org.models import Person, RoleGrant, Team


class Role(StrEnum):
    """What somebody is here. Member is everybody with a person; lead follows from the tree."""

    MEMBER = "member"
    LEAD = "lead"
    PEOPLE = "people"
    COMPLIANCE = "compliance"
    EXECUTIVE = "executive"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Asker:
    """Who asks: an account, and the person behind it where there is one."""

    account: Account
    person: Person | None

    @cached_property
    def roles(self) -> frozenset[Role]:
        """All roles, given and derived; two queries, once."""
        found = {Role.OPERATOR} if self.account.operator else set()
        if self.person is None:
            return frozenset(found)
        found |= {Role.MEMBER} | {Role(grant.role) for grant in RoleGrant.objects.filter(person=self.person)}
        if leads(self.person):
            found.add(Role.LEAD)
        return frozenset(found)

    def has(self, *roles: Role) -> bool:
        """Whether any of these roles is theirs."""
        return not self.roles.isdisjoint(roles)


def asker_of(account: Account | AnonymousUser) -> Asker | None:
    """Who an account is; None for nobody."""
    if not isinstance(account, Account) or not account.is_active:
        return None
    return Asker(account, Person.objects.filter(account=account).select_related("place").first())


def asker(request: HttpRequest) -> Asker:
    """Who asks with this request; 404 for a stranger, who is not to learn even that the page exists."""
    found = maybe_asker(request)
    if found is None:
        raise Http404
    return found


def maybe_asker(request: HttpRequest) -> Asker | None:
    """The same, None for a stranger; looked up once for each request."""
    if not hasattr(request, "farflung_asker"):
        request.farflung_asker = asker_of(request.user)  # type: ignore[attr-defined]
    found: Asker | None = request.farflung_asker  # type: ignore[attr-defined]
    return found


def member(request: HttpRequest) -> Person:
    """The person who asks; 404 for an account without one."""
    person = asker(request).person
    if person is None:
        raise Http404
    return person


def require(request: HttpRequest, *roles: Role) -> Asker:
    """The asker, if one of the roles is theirs; 404 else."""
    found = asker(request)
    if not found.has(*roles):
        raise Http404
    return found


def leads(person: Person) -> bool:
    """Whether somebody reports to the person, or a team is led by them."""
    return Person.objects.filter(manager=person).exists() or Team.objects.filter(lead=person).exists()


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
    if asker.person is None and not asker.has(Role.OPERATOR):
        raise Http404
    found = Person.objects.select_related("place", "entity", "manager").filter(code=code).first()
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
    if asker.person is None and not asker.has(Role.OPERATOR):
        raise Http404
    found = Team.objects.select_related("lead", "parent").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_led(asker: Asker, code: UUID) -> Team:
    """A team that the asker leads, or that people operations look after; 404 else."""
    team = get_team(asker, code)
    if (asker.person is not None and team.lead_id == asker.person.pk) or asker.has(Role.PEOPLE):
        return team
    raise Http404

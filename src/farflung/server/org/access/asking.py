"""Who asks, and what they are here."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

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

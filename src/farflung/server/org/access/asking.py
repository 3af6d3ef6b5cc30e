"""Who asks, and what they are here."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest

from farflung.server.core.composed import Composed
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
    """Who asks: an account, the person behind it where there is one, and all roles, given and derived."""

    account: Account
    person: Person | None
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether any of these roles is theirs."""
        return not self.roles.isdisjoint(roles)


def asker_of(account: Account | AnonymousUser) -> Asker | None:
    """Who an account is; None for nobody."""
    if not isinstance(account, Account) or not account.is_active:
        return None
    person = _person.one(account.pk)
    return Asker(account, person, frozenset(_roles(account, person)))


def _with_roles(any_: int) -> QuerySet[Person]:
    """The person of an account, and beside it what makes their roles."""
    found = Person.objects.filter(account=any_).defer("search", "words", "imported")
    return found.annotate(
        given=ArraySubquery(RoleGrant.objects.filter(person=OuterRef("pk")).values("role")),
        has_reports=Exists(Person.objects.filter(manager=OuterRef("pk"))),
        leads_team=Exists(Team.objects.filter(lead=OuterRef("pk"))),
    )


_person = Composed(_with_roles, any_=-1)


def _roles(account: Account, person: Person | None) -> Iterator[Role]:
    if account.operator:
        yield Role.OPERATOR
    if person is None:
        return
    yield Role.MEMBER
    yield from map(Role, person.given)  # type: ignore[attr-defined]  # annotated
    if person.has_reports or person.leads_team:  # type: ignore[attr-defined]  # annotated
        yield Role.LEAD


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

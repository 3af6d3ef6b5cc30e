"""The door for directories: the token by which one is known, and the people and teams that it may name.

A directory sees of people what everybody here sees, and what it said itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from farflung.server.connect.models import ScimGroup, ScimUser
from farflung.server.core.access import digest_of
from farflung.server.core.models import Token
from farflung.server.org.access import Asker, Role, require
from farflung.server.org.models import Person, Team

PREFIX: Final = "fs_"
"""How the token of a directory begins: it opens nothing else, and no other opens this."""

SCOPE: Final = "scim"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as a directory may name them: what it said of them, the person on the map, or both.

    `code` is the id; `since` is when they came.
    """

    code: UUID
    since: datetime
    link: ScimUser | None
    person: Person | None

    @classmethod
    def by_link(cls, link: ScimUser) -> "Known":
        """Somebody of whom a directory speaks."""
        return cls(link.code, link.created_at, link, link.person)

    @classmethod
    def by_person(cls, person: Person, link: ScimUser | None = None) -> "Known":
        """Somebody on the map."""
        return cls(person.code, person.created_at, link, person)


def client_of(word: str, now: datetime) -> Token | None:
    """The directory of a token, as long as it opens anything."""
    if not word.startswith(PREFIX):
        return None
    live = clients().filter(revoked_at=None, expires_at__gt=now, account__is_active=True)
    return live.filter(digest=digest_of(word)).first()


def clients() -> QuerySet[Token]:
    """All of them, the newest first."""
    found = Token.objects.filter(scopes=[SCOPE], account__email__endswith="@scim.invalid")
    return found.select_related("account").order_by("-created_at", "-pk")


def get_client(request: HttpRequest, code: UUID) -> Token:
    """One of them, for who runs the installation; 404 else."""
    require(request, Role.OPERATOR)
    found = clients().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def people_known() -> QuerySet[Person]:
    """Everybody on the map, but for those whom a directory has taken out; in the order of their coming."""
    gone = ScimUser.objects.exclude(removed_at=None).exclude(person=None).values("person")
    return Person.objects.exclude(pk__in=gone).select_related("place", "manager").order_by("pk")


def waiting() -> QuerySet[ScimUser]:
    """Those of whom no zone is known, in the order of their coming."""
    return ScimUser.objects.filter(person=None, removed_at=None).order_by("pk")


def to_place() -> QuerySet[ScimUser]:
    """Those about whose place somebody has to be asked."""
    asked = ScimUser.objects.filter(unplaced=True, active=True, removed_at=None)
    return asked.select_related("person", "person__place").order_by("created_at", "pk")


def get_to_place(asker: Asker, code: UUID) -> ScimUser:
    """One of them, for people operations; 404 else."""
    found = to_place().filter(code=code).first()
    if found is None or not asker.has(Role.PEOPLE):
        raise Http404
    return found


def known(code: UUID) -> Known | None:
    """Somebody by id; None where there is nobody, or nobody any more."""
    link = ScimUser.objects.filter(code=code).select_related("person__place", "person__manager").first()
    if link is not None:
        return Known.by_link(link) if link.removed_at is None else None
    person = people_known().filter(code=code).first()
    return Known.by_person(person) if person is not None else None


def of_people(people: list[Person]) -> Iterator[Known]:
    """Each with what a directory said of them; one query."""
    links: Mapping[UUID, ScimUser] = {
        link.code: link for link in ScimUser.objects.filter(person__in=people, removed_at=None)
    }
    for person in people:
        yield Known.by_person(person, links.get(person.code))


def by_user_name(name: str) -> Known | None:
    """Who is called that by a directory, or has that address or id here and no other name there."""
    link = ScimUser.objects.filter(user_name__iexact=name, removed_at=None).first()
    if link is not None:
        return known(link.code)
    named = Q(email__iexact=name) | Q(email="", key__iexact=name)
    linked = ScimUser.objects.exclude(person=None).values("person")
    person = people_known().filter(named).exclude(pk__in=linked).first()
    return Known.by_person(person) if person is not None else None


def team_known(code: UUID) -> tuple[Team, ScimGroup | None] | None:
    """A team by id, and what the directory calls it."""
    team = Team.objects.filter(code=code).first()
    return None if team is None else (team, ScimGroup.objects.filter(team=team).first())

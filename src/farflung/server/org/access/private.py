"""Private fields: who may read them, and the trace that reading them of somebody else leaves (N9)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from farflung.server.core.models import Account, Look
from farflung.server.org.access.asking import Asker, Role
from farflung.server.org.access.people import is_lead_of
from farflung.server.org.classified import Sees, sees
from farflung.server.org.models import Person

_ROLES = {Sees.PEOPLE: (Role.PEOPLE,), Sees.COMPLIANCE: (Role.PEOPLE, Role.COMPLIANCE)}


def may_see(asker: Asker, person: Person, field: str) -> bool:
    """Whether the asker may read a field of a person; `field` is a name of `classified`, "person.started"."""
    allowed = sees(field)
    if allowed is Sees.NOBODY or asker.person is None:
        return False
    if allowed is Sees.EVERYBODY or asker.person == person:
        return True
    if allowed is Sees.LEADS:
        return asker.has(Role.PEOPLE) or is_lead_of(asker.person, person)
    return asker.has(*_ROLES.get(allowed, ()))


def private(
    asker: Asker, person: Person, fields: Iterable[str], *, through: str, now: datetime
) -> dict[str, Any]:
    """The values of columns of `Person`, by bare name; 404 where one of them is not the asker's to read.

    What is private is noted, and the person sees it. `through` is the page or the operation.
    """
    names = {field: f"person.{field}" for field in fields}
    if not all(may_see(asker, person, name) for name in names.values()):
        raise Http404
    for name in names.values():
        if sees(name) is not Sees.EVERYBODY and asker.person != person:
            looked(by=asker.account, about=person.code, field=name, through=through, now=now)
    return {field: getattr(person, field) for field in names}


def looked(*, by: Account, about: UUID | Iterable[UUID], field: str, through: str, now: datetime) -> None:
    """Notes that somebody read a private field of others; of oneself it is not to be called."""
    codes = (about,) if isinstance(about, UUID) else about
    rows = (Look(at=now, by=by, about=code, field=field, through=through) for code in codes)
    Look.objects.bulk_create(rows, batch_size=2000)

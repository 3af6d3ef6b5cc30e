"""What people are called, how much is new, and whose an account is."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from farflung.server.connect.access import landed
from farflung.server.core.models import Account
from farflung.server.org.models import Person


def names_of(codes: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """What people are called, by their codes; one query."""
    wanted = {code for code in codes if code is not None}
    return dict(Person.objects.filter(code__in=wanted).values_list("code", "name")) if wanted else {}


def new_for(box: UUID) -> int:
    """How many messages have come and are not read."""
    return landed(box).filter(unread=True).count()


def accounts_among(codes: Iterable[UUID]) -> set[UUID]:
    """Which codes are of accounts that somebody signs in with."""
    found = Account.objects.filter(code__in=set(codes), is_active=True)
    return set(found.values_list("code", flat=True))

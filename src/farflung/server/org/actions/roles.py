"""Roles that are given: people operations, compliance, executive, operator."""

from datetime import datetime

from django.utils.translation import gettext as _

from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing
from farflung.server.org.models import Person, RoleGrant


def grant_role(*, person: Person, role: str, by: Account | None, now: datetime) -> RoleGrant:
    """Gives a role; no error where they have it."""
    with writing(by=by, now=now) as write:
        if role not in RoleGrant.Role.values:
            raise Refused("unknown", _("There is no such role to give."), "role")
        grant, made = RoleGrant.objects.get_or_create(person=person, role=role, defaults={"granted_at": now})
        if made:
            write.audit("role.grant", "person", person.code, about=person.code, role=role)
        return grant


def revoke_role(*, person: Person, role: str, by: Account | None, now: datetime) -> None:
    """Takes a role back; no error where they do not have it."""
    with writing(by=by, now=now) as write:
        if RoleGrant.objects.filter(person=person, role=role).delete()[0]:
            write.audit("role.revoke", "person", person.code, about=person.code, role=role)

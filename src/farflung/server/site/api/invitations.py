"""Invitations: a link for somebody, given out once and not kept."""

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Moment, Told
from farflung.server.org.access import Role, require
from farflung.server.site.accounts.joining import link_of, may_invite
from farflung.server.site.actions import invite_person
from farflung.server.ui.reader import now_of

router = Router(tags=["company"])


class InvitationTold(Told):
    """The link works once, until `expires_at`; it is in this answer and nowhere else."""

    link: str
    email: str
    expires_at: Moment


@router.post(
    "/company/people/{uuid:id}/invitation", response={201: InvitationTold}, auth=needs(Scope.WRITE_COMPANY),
    summary="Invite somebody",
)  # fmt: skip
def invite(request: HttpRequest, id: UUID) -> Status[InvitationTold]:  # noqa: A002
    """To their first account, or to a new password. By people operations; who was given a role is invited by
    an operator. A new link ends the old one."""
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    person = may_invite(asking).filter(code=id).first()
    if person is None:
        raise Http404
    made = invite_person(person=person, by=asking.account, now=now_of(request))
    return Status(
        201, InvitationTold(link=link_of(request, made), email=made.email, expires_at=made.expires_at)
    )

"""Invitations: made, withdrawn, used once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from farflung.server.core.models import Account, Invitation
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

VALID = timedelta(days=7)


def invite(*, about: UUID, email: str, by: Account | None, now: datetime) -> Invitation:
    """A link for a person, in place of an older one that nobody has used."""
    with writing(by=by, now=now) as write:
        Invitation.objects.filter(about=about, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        made = Invitation.objects.create(
            about=about, email=email, by=by, created_at=now, expires_at=now + VALID
        )
        write.audit("invitation.made", "invitation", made.code, about=about)
        return made


def withdraw(*, invitation: Invitation, by: Account, now: datetime) -> None:
    """The link leads nowhere any more."""
    with writing(by=by, now=now) as write:
        Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        write.audit("invitation.withdrawn", "invitation", invitation.code, about=invitation.about)


def use(*, invitation: Invitation, by: Account | None, now: datetime) -> None:
    """Marks it as used; of two who try at once the second is `Refused`."""
    with writing(by=by, now=now) as write:
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not is_open(locked, now):
            raise Refused("link-ended", _("This link was used, or it has expired. Ask for a new one."))
        locked.used_at = now
        locked.save(update_fields=["used_at"])
        write.audit("invitation.used", "invitation", invitation.code, about=invitation.about)


def is_open(invitation: Invitation, now: datetime) -> bool:
    """Whether the link still leads somewhere."""
    unused = invitation.used_at is None and invitation.withdrawn_at is None
    return unused and now < invitation.expires_at

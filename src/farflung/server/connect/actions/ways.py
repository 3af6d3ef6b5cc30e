"""What people choose: which way messages come to them, and where to."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from farflung.server.connect.actions.gateway import land
from farflung.server.connect.models import Choice, MailAddress
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.limits import Limit, take
from farflung.server.core.models import Account, Message
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

MAIL: Final = "mail"
QUESTIONS: Final = Limit("confirm-mail", 5, timedelta(hours=1))


def choose(*, box: UUID, way: str, purposes: Collection[str], by: Account, now: datetime) -> None:
    """For which purposes messages also come by a way; none takes it back."""
    with writing(by=by, now=now):
        mine = Choice.objects.filter(recipient=box, way=way)
        if purposes:
            Choice.objects.update_or_create(
                recipient=box, way=way, defaults={"purposes": sorted(set(purposes))}
            )
        else:
            mine.delete()


def ask_for_address(*, box: UUID, by: Account, now: datetime) -> None:
    """Mails a link to the address that the account signs in with. At once: who asks is here, and waits."""
    if not settings.ENVIRONMENT.smtp_url:
        raise Refused("no-mail", _("No mail server is set up here."))
    if not take(QUESTIONS, str(box), now=now).allowed:
        raise Refused("too-many-mails", _("Several such mails have gone out already. Look for them first."))
    with writing(by=by, now=now) as write:
        MailAddress.objects.update_or_create(
            recipient=box, defaults={"address": by.email, "confirmed_at": None}
        )
        letter = Letter(box, Message.Purpose.UPKEEP, "confirm_mail", {"mail": by.email})
        land(post([letter], write=write), now)


def confirm_address(*, box: UUID, address: str, by: Account | None, now: datetime) -> None:
    """Whoever has the link reads mail there; `Refused` where another address was asked about since."""
    with writing(by=by, now=now):
        mine = MailAddress.objects.select_for_update().filter(recipient=box, address=address).first()
        if mine is None:
            raise Refused("link-ended", _("This link has ended. Ask for a new one."))
        mine.confirmed_at = mine.confirmed_at or now
        mine.save(update_fields=["confirmed_at"])


def stop_mail(*, box: UUID, by: Account | None, now: datetime) -> None:
    """No more mail of what was chosen; whoever has one of those mails may say so (RFC 8058)."""
    with writing(by=by, now=now):
        Choice.objects.filter(recipient=box, way=MAIL).delete()

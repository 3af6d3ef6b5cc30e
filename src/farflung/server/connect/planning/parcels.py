"""What a delivery holds, put together when it goes out: so that what was settled meanwhile is not in it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from farflung.server.connect.models import Delivery, MailAddress
from farflung.server.connect.planning.invitations import KINDS, invite_of
from farflung.server.connect.planning.links import site, stop_path
from farflung.server.connect.planning.parcel import Item, Parcel
from farflung.server.connect.planning.wording import written
from farflung.server.connect.queries.names import names_of
from farflung.server.core.mail_code import VALID
from farflung.server.core.models import Message
from farflung.server.org.models import Person


def parcel_of(row: Delivery, now: datetime) -> Parcel | None:
    """The parcel; None where there is nothing left to send, or nowhere to send it."""
    person = Person.objects.filter(code=row.recipient).only("name", "language").first()
    to = row.target or (address_of(row.recipient) if row.way == "mail" else "")
    messages = _still_to_be_told(row, now)
    if not messages or (row.way == "mail" and not to):
        return None
    language = person.language if person else ""
    names = names_of(message.sender for message in messages)
    with translation.override(language or "en"):
        items = [
            Item(one.code, one.purpose, written(one, names), one.posted_at, one.urgency == one.Urgency.URGENT)
            for one in messages
        ]
        # Calendars take one series from a mail: each goes alone.
        mail_from = settings.ENVIRONMENT.mail_from if row.way == "mail" else ""
        invite = invite_of(messages[0], mail_from) if mail_from else None
    stop = "" if row.target or row.way != "mail" else f"{site()}{stop_path(row.recipient)}"
    name = person.name if person else ""
    return Parcel(
        row.code, row.recipient, to, name, language, items, site(), stop, row.made_at, now, invite
    )  # fmt: skip


def _still_to_be_told(row: Delivery, now: datetime) -> list[Message]:
    """What of a bundle matters yet: nothing that was settled, and no code that lets nobody in any more.

    Links and what calendars take go out all the same: these have each step, and know the last by its number.
    """
    landed = Message.objects.filter(code__in=row.bundle, state=Message.State.LANDED)
    settled = Q(done_with=True) & ~Q(kind__in=Message.BY_MAIL_ALONE | KINDS)
    ended = Q(kind="sign_in_code", posted_at__lt=now - VALID)
    return list(landed.exclude(settled | ended).order_by("pk"))


def address_of(recipient: UUID) -> str:
    """The address that the recipient has confirmed; "" where there is none."""
    found = MailAddress.objects.filter(recipient=recipient, confirmed_at__isnull=False).first()
    return found.address if found else ""

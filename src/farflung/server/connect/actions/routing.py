"""Which ways landed messages take beside the inbox: what waited together goes together.

Alone goes what is urgent, and what calendars take from a mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from farflung.server.connect.models import Choice, Delivery, MailAddress
from farflung.server.connect.planning.invitations import KINDS
from farflung.server.connect.queries.log import active_hooks
from farflung.server.core import queue
from farflung.server.core.models import Message
from farflung.server.org.models import Person

SEND = "connect.send"
"""The job that sends: left with the rows that it is to send."""


def route(landed: Sequence[Message], now: datetime) -> int:
    """Makes the bundles of messages that have just landed, and leaves them to be sent; how many."""
    return _left([*_direct(landed, now), *_chosen(landed, now)])


def route_to_calendars(landed: Sequence[Message], now: datetime) -> int:
    """The same of what its reader has come for: they know of it, and the calendar that takes it does not."""
    rows = [row for row in landed if row.kind in KINDS]
    return _left([one for one in _chosen(rows, now) if one.way == "mail"])


def _left(bundles: Sequence[Delivery]) -> int:
    if bundles:
        Delivery.objects.bulk_create(bundles, batch_size=2000)
        queue.leave(SEND, alone=SEND)
    return len(bundles)


def _direct(landed: Iterable[Message], now: datetime) -> Iterable[Delivery]:
    """To an address that the message itself names: invitations, and the question whose the address is."""
    for row in landed:
        if row.kind in Message.BY_MAIL_ALONE:
            yield _bundle(row.recipient, "mail", [row], now, target=str(row.data["mail"]))


def _chosen(landed: Iterable[Message], now: datetime) -> Iterable[Delivery]:
    """By whatever way the recipient has chosen for the purpose."""
    rows = [row for row in landed if row.kind not in Message.BY_MAIL_ALONE]
    ways = _ways({row.recipient for row in rows})
    together: dict[tuple[UUID, str], list[Message]] = defaultdict(list)
    for row in rows:
        for way in ways.get((row.recipient, row.purpose), ()):
            urgent = row.urgency == row.Urgency.URGENT
            if row.kind in Message.FOR_CALENDARS and way != "mail":
                continue
            if urgent or (way == "mail" and row.kind in KINDS):
                yield _bundle(row.recipient, way, [row], now, urgent=urgent)
            else:
                together[row.recipient, way].append(row)
    for (recipient, way), held in together.items():
        yield _bundle(recipient, way, held, now)


def _ways(recipients: set[UUID]) -> dict[tuple[UUID, str], list[str]]:
    """By recipient and purpose; mail only where there is a server, and an address that was confirmed.

    Nothing goes out to somebody whose account was closed.
    """
    closed = Person.objects.filter(account__is_active=False).values("code")
    asked = list(Choice.objects.filter(recipient__in=recipients).exclude(recipient__in=closed).order_by("pk"))
    confirmed = MailAddress.objects.filter(
        recipient__in={choice.recipient for choice in asked}, confirmed_at__isnull=False
    )
    mailed = set(confirmed.values_list("recipient", flat=True)) if settings.ENVIRONMENT.smtp_url else set()
    hooks = active_hooks() if asked else {}
    found: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for choice in asked:
        if choice.recipient in mailed if choice.way == "mail" else choice.way in hooks:
            for purpose in choice.purposes:
                found[choice.recipient, purpose].append(choice.way)
    return found


def _bundle(
    recipient: UUID,
    way: str,
    rows: Sequence[Message],
    now: datetime,
    *,
    target: str = "",
    urgent: bool = False,
) -> Delivery:
    return Delivery(
        recipient=recipient, way=way, target=target, bundle=[row.code for row in rows], urgent=urgent,
        made_at=now, next_at=now,
    )  # fmt: skip

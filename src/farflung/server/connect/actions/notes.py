"""Notes from one person to another, and what people do with what has come to them."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.server.connect.access import landed, waiting
from farflung.server.connect.actions.routing import route_to_calendars
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.limits import Limit, take
from farflung.server.core.models import Account, Message
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing
from farflung.server.org.models import Person

LONGEST: Final = 1000
"""Letters of a note: what is longer wants a document."""
HOURLY: Final = Limit("notes", 60, timedelta(hours=1))
State, Urgency = Message.State, Message.Urgency


def send_note(*, sender: Person, to: Person, text: str, urgent: bool, by: Account, now: datetime) -> Message:
    """A note to a colleague; `Refused` to oneself, without words, or of too many in an hour."""
    said = text.strip()
    if sender.pk == to.pk:
        raise Refused("to-oneself", _("This is you."))
    if not 0 < len(said) <= LONGEST:
        raise Refused("note-length", _("Write up to %(most)d letters.") % {"most": LONGEST}, "text")
    if not take(HOURLY, str(sender.code), now=now).allowed:
        raise Refused("too-many-notes", _("You have written a great deal in this hour. Wait a little."))
    with writing(by=by, now=now) as write:
        letter = Letter(
            recipient=to.code, sender=sender.code, purpose=Message.Purpose.NOTE, kind="note",
            data={"text": said}, urgency=Urgency.URGENT if urgent else Urgency.ORDINARY,
        )  # fmt: skip
        (row,) = post([letter], write=write)
        return row


def take_back(*, message: Message, by: Account, now: datetime) -> None:
    """Takes back what has not landed yet, as far as its sender may know; `Refused` for what has."""
    with writing(by=by, now=now):
        row = Message.objects.select_for_update().get(pk=message.pk)
        if row.state != State.WAITING or (row.promised_at is not None and row.promised_at <= now):
            raise Refused("has-landed", _("It has landed already."))
        row.state, row.settled_at, row.data = State.DROPPED, now, {}
        row.save(update_fields=["state", "settled_at", "data"])


def mark(*, message: Message, unread: bool, by: Account, now: datetime) -> None:
    """Read, or new again. Nobody else learns of it, and nothing says when."""
    with writing(by=by, now=now):
        Message.objects.filter(pk=message.pk).update(unread=unread)


def mark_all_read(*, box: UUID, by: Account, now: datetime) -> int:
    """Everything that has come until now is read."""
    with writing(by=by, now=now):
        return landed(box).filter(unread=True, settled_at__lte=now).update(unread=False)


def fetch(*, box: UUID, by: Account, now: datetime) -> int:
    """The recipient comes for what waits, instead of being reached by it; how many landed."""
    with writing(by=by, now=now):
        rows = list(waiting(box).select_for_update())
        # Nothing goes out of the house for it, as its reader is here; but what is for their calendar.
        waits = Message.objects.filter(pk__in=[row.pk for row in rows], state=State.WAITING)
        route_to_calendars(rows, now)
        return waits.update(state=State.LANDED, settled_at=now)

"""The one way to tell somebody something: into the outbox, with what caused it. The gateway does the rest.

Both are called inside of the caller's `with writing(...)`: rolled back, nothing was ever said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from farflung.server.core import queue
from farflung.server.core.bulk import insert
from farflung.server.core.models import Message
from farflung.server.core.writing import Write

DELIVER: Final = "connect.deliver"
"""The job that decides and delivers. By name: the core knows nothing of who does it."""

State, Urgency, Purpose = Message.State, Message.Urgency, Message.Purpose


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be told to whom. `data` holds codes and values for the words of `kind`: no finished text."""

    recipient: UUID
    purpose: Message.Purpose
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    sender: UUID | None = None
    urgency: Message.Urgency = Urgency.ORDINARY


def post(letters: Iterable[Letter], *, write: Write) -> list[Message]:
    """Puts letters into the outbox, and leaves them to the gateway with the transaction that is open here."""
    if not connection.in_atomic_block:
        raise RuntimeError("a message is posted with what caused it, inside of `with writing(...)`")
    rows = [
        Message(
            recipient=one.recipient, sender=one.sender, purpose=one.purpose, urgency=one.urgency,
            kind=one.kind, data=dict(one.data), about=one.about, posted_at=write.now,
        )
        for one in letters
    ]  # fmt: skip
    if rows:
        insert(rows)
        queue.leave(DELIVER, alone=DELIVER)
    return rows


def resolve(*, about: str, write: Write) -> int:
    """What is about this need not come any more, and what has come is done with; how many."""
    if not about:
        raise ValueError("everything is about something, or it cannot be resolved")
    concerned = Message.objects.filter(about=about)
    dropped = concerned.filter(state=State.WAITING).update(state=State.DROPPED, settled_at=write.now, data={})
    landed = concerned.filter(state=State.LANDED, done_with=False)
    return dropped + landed.update(unread=False, done_with=True)


def decide_anew(*, of: UUID | None = None) -> int:
    """When it lands is to be worked out again: of one recipient, or of everybody. How many wait."""
    waiting = Message.objects.filter(Q(recipient=of) if of else Q(), state=State.WAITING)
    count = waiting.update(decided=False)
    if count:
        queue.leave(DELIVER, alone=DELIVER)
    return count

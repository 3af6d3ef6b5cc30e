"""The one way out. It works out when each message may land, and hands over what is due; nothing else does.

What is due is looked at once more, by the map of this moment: an absence, a journey or a rest that came up
while it waited holds it back. Both steps go by batches that are locked, so any number of workers may be at
it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from farflung.engine.atlas import Atlas
from farflung.server.clock.planning.landing import Ask, Desk, Lands
from farflung.server.connect.actions.routing import route
from farflung.server.connect.queries import accounts_among
from farflung.server.core.bulk import update
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from farflung.server.org.atlas_copy import current

BATCH: Final = 5000
State, Urgency = Message.State, Message.Urgency


def deliver(*, now: datetime) -> int:
    """Decides what is undecided, delivers what is due; how many landed."""
    desk = Desk(current().atlas)
    while _decide(desk, now):
        pass
    count = 0
    while found := _land(desk, now):
        count += sum(found)
    return count


def _decide(desk: Desk, now: datetime) -> int:
    """When a batch of new messages lands; how many there were."""
    with writing(by=None, now=now):
        undecided = Message.objects.filter(state=State.WAITING, decided=False).order_by("pk")
        batch = list(undecided.select_for_update(skip_locked=True)[:BATCH])
        found = _when(desk, batch, [row.posted_at for row in batch])
        for row, when in zip(batch, found, strict=True):
            row.lands_at, row.promised_at, row.decided = when.at, when.promised, True
        update(batch, ["lands_at", "promised_at", "decided"])
        return len(batch)


def _land(desk: Desk, now: datetime) -> list[bool]:
    """Delivers a batch of what is due: which of it may land at this moment; the rest waits anew."""
    with writing(by=None, now=now):
        due = Message.objects.filter(state=State.WAITING, decided=True, lands_at__lte=now)
        batch = list(due.order_by("lands_at", "pk").select_for_update(skip_locked=True)[:BATCH])
        if len(batch) == BATCH:
            # What waits for one person lands together, and goes out as one mail.
            people, held = {row.recipient for row in batch}, [row.pk for row in batch]
            more = due.filter(recipient__in=people).exclude(pk__in=held).order_by("pk")
            batch += more.select_for_update(skip_locked=True)
        found = _when(desk, batch, [now] * len(batch))
        fits = [when.at == now for when in found]
        land([row for row, fit in zip(batch, fits, strict=True) if fit], now)
        _wait([(row, when) for row, when, fit in zip(batch, found, fits, strict=True) if not fit], now)
        return fits


def land(batch: Sequence[Message], now: datetime) -> None:
    """They are in the inbox from now on: once, as this is one statement in the transaction that decided
    it."""
    keys = [row.pk for row in batch]
    Message.objects.filter(pk__in=keys, state=State.WAITING).update(state=State.LANDED, settled_at=now)
    route(batch, now)


def _wait(held: Sequence[tuple[Message, Lands]], now: datetime) -> None:
    for row, when in held:
        row.lands_at = when.at
        if when.promised is None or when.promised > now:
            row.promised_at = when.promised
    update([row for row, _ in held], ["lands_at", "promised_at"])


def _when(desk: Desk, batch: Sequence[Message], since: Sequence[datetime]) -> list[Lands]:
    """When each may land. Of an account without a person no hours are known: it lands at once."""
    found = desk.lands(
        (
            Ask(str(row.recipient), at, row.urgency == Urgency.URGENT)
            for row, at in zip(batch, since, strict=True)
        ),
    )
    here = _without_person(desk.atlas, batch)
    return [
        Lands(at, at) if row.recipient in here else when
        for row, at, when in zip(batch, since, found, strict=True)
    ]


def _without_person(atlas: Atlas, batch: Sequence[Message]) -> set[UUID]:
    people = {person.id for person in atlas.people} if batch else set()
    return accounts_among(row.recipient for row in batch if str(row.recipient) not in people)

"""Whoever is invited to a series is told: that they are, what changed, and that it has no date any more.

Each change is told once: what waits about the same series is taken back for what is told now. Whoever has not
heard of it yet is invited, and never hears of what it was before.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models.expressions import RawSQL

from farflung.server.clock.events import MeetingChanged, MeetingEnded, MeetingEvent, MeetingMade
from farflung.server.clock.models import Meeting
from farflung.server.clock.queries.guests import guests_of
from farflung.server.connect.planning.invitations import Kind, about, data_of
from farflung.server.core.actions.outbox import Letter, post, resolve
from farflung.server.core.models import Message
from farflung.server.core.writing import writing

State = Message.State


def meeting_made(event: MeetingMade) -> None:
    """Listens: invitations go out."""
    _tell(event, Kind.INVITED)


def meeting_changed(event: MeetingChanged) -> None:
    """Listens: what changed is told to whoever is invited, and to those who are not any more that."""
    _tell(event, Kind.CHANGED if event.day is None else Kind.DATE)


def meeting_ended(event: MeetingEnded) -> None:
    """Listens: that it has no date any more."""
    _tell(event, Kind.ENDED)


def _tell(event: MeetingEvent, kind: Kind) -> None:
    row = Meeting.objects.select_related("organizer").get(code=event.meeting)
    waiting = _waiting(row)
    with writing(by=None, now=event.at) as write:
        resolve(about=about(row.code), write=write)
        if row.private:
            # What was called by its title until now is not any more.
            Message.objects.filter(about=about(row.code)).update(data=RawSQL("data - 'title'", ()))
        day = event.day if isinstance(event, MeetingChanged) else None
        data = data_of(row, event.at, day)
        whole = {name: value for name, value in data.items() if name != "day"}
        post(
            (
                Letter(
                    recipient=who, purpose=Message.Purpose.MEETING, kind=what,
                    data=data if what == Kind.DATE else whole, about=about(row.code),
                )
                for who, what in _whom(event, row, kind, waiting)
            ),
            write=write,
        )  # fmt: skip


def _waiting(row: Meeting) -> dict[UUID, str]:
    """What waits to be told about the series, by whom it waits for."""
    found = Message.objects.filter(about=about(row.code), state=State.WAITING).order_by("pk")
    return dict(found.values_list("recipient", "kind"))


def _whom(
    event: MeetingEvent, row: Meeting, kind: Kind, waiting: dict[UUID, str]
) -> Iterator[tuple[UUID, Kind]]:
    """Everybody who is told something, and what; never who did it."""
    came: Iterable[UUID] = event.came if isinstance(event, MeetingChanged) else ()
    gone: Iterable[UUID] = event.gone if isinstance(event, MeetingChanged) else ()
    invited = list(guests_of(row, event.at))
    if row.organizer is not None and row.organizer.code not in invited and kind is not Kind.INVITED:
        invited.append(row.organizer.code)
    for who in invited:
        told = _told(kind, waiting.get(who), new=who in came)
        if who != event.by and told is not None:
            yield who, told
    for who in gone:
        if who != event.by and waiting.get(who) != Kind.INVITED:
            yield who, Kind.GONE


def _told(kind: Kind, before: str | None, *, new: bool) -> Kind | None:
    """What somebody is told, for whom something may wait already."""
    if kind is Kind.ENDED:
        return None if before == Kind.INVITED else kind
    if new or before == Kind.INVITED:
        return Kind.INVITED
    return Kind.CHANGED if before is not None else kind

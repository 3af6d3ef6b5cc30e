"""Whoever is invited to a series is told: that they are, what changed, and that it has no date any more.

Each change is told once: what waits about the same series is taken back for what is told now. Whoever has not
heard of it yet is invited, and never hears of what it was before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from farflung.server.clock.events import (
    MeetingChanged,
    MeetingEnded,
    MeetingEvent,
    MeetingMade,
    MeetingWritten,
)
from farflung.server.clock.models import Meeting
from farflung.server.clock.queries.guests import guests_of
from farflung.server.connect.planning.invitations import (
    Kind,
    about,
    data_of,
    dates,
    kept_data,
    rule_of,
    written_data,
)
from farflung.server.core.actions.outbox import Letter, post, resolve
from farflung.server.core.models import Message
from farflung.server.core.writing import Write, writing

State = Message.State


def meeting_made(event: MeetingMade) -> None:
    """Listens: invitations go out."""
    _tell(event, Kind.INVITED)


def meeting_changed(event: MeetingChanged) -> None:
    """Listens: what changed is told to whoever is invited, and to those who are not any more that."""
    kind = Kind.OWNER if event.fields == ("organizer",) else Kind.CHANGED
    _tell(event, kind if event.day is None else Kind.DATE)


def meeting_ended(event: MeetingEnded) -> None:
    """Listens: that it has no date any more."""
    _tell(event, Kind.ENDED)


def meeting_written(event: MeetingWritten) -> None:
    """Listens: calendars get the hours in turn of another year; nobody is told anything else."""
    row = Meeting.objects.get(code=event.meeting)
    with writing(by=None, now=event.at) as write:
        _post(guests_of(row, event.at), Kind.WRITTEN, written_data(row), row, write)


def _tell(event: MeetingEvent, kind: Kind) -> None:
    row = Meeting.objects.select_related("organizer", "goes_on__organizer").get(code=event.meeting)
    series = row.goes_on or row
    waiting = _waiting(series)
    with writing(by=None, now=event.at) as write:
        resolve(about=about(series.code), write=write)
        if series.private:
            _forget_title(series)
        day = event.day if isinstance(event, MeetingChanged) else None
        told = dict(_whom(event, row, kind, waiting))
        parts = series.earlier.all() if _same_hours(event) else ()
        data = data_of(series, event.at, parts=parts) if {*told.values()} - {Kind.DATE} else {}
        left = _left(event, waiting)
        for what in Kind:
            to = [who for who, one in told.items() if one is what and who not in left]
            _post(to, what, data_of(row, event.at, day) if what is Kind.DATE else data, series, write)
            of_past = [who for who, one in left.items() if one is what]
            if of_past and isinstance(event, MeetingChanged) and event.left is not None:
                past = Meeting.objects.get(code=event.left)
                _post(of_past, what, data_of(past, event.at), series, write)
        aware = [who for who, what in told.items() if what is Kind.DATE]
        _tell_calendars(event, series, {*aware, *left} if row is not series else {*left}, waiting, write)


def _same_hours(event: MeetingEvent) -> bool:
    """Whether its next date is the next of all its parts: of a series that was moved the news is where to."""
    return isinstance(event, MeetingChanged) and "recurrence" not in event.fields


def _tell_calendars(
    event: MeetingEvent, series: Meeting, aware: Collection[UUID], waiting: Mapping[UUID, str], write: Write
) -> None:
    """What the series was until it was moved is another one in calendars: a message can hold only one.

    `aware` are those who have that from a message already.
    """
    before = event.before if isinstance(event, MeetingChanged | MeetingEnded) else ()
    for row in Meeting.objects.filter(Q(code__in=before) | Q(code=event.meeting), goes_on=series):
        resolve(about=about(row.code), write=write)
        heard = {*guests_of(row, event.at)}
        if isinstance(event, MeetingChanged) and row.code != event.left:
            heard |= {*event.gone}
        if not dates(rule_of(row, event.at), event.at):
            heard -= {who for who, what in waiting.items() if what == Kind.INVITED}
        _post(heard - {event.by, *aware}, Kind.EARLIER, kept_data(row), row, write)


def _left(event: MeetingEvent, waiting: Mapping[UUID, str]) -> dict[UUID, Kind]:
    """Who is in what a series was until now and not in what it is from now on: what they are told of that."""
    if not isinstance(event, MeetingChanged) or event.left is None:
        return {}
    past = Meeting.objects.get(code=event.left)
    ahead = bool(dates(rule_of(past, event.at), event.at))
    told = {who: Kind.INVITED if waiting.get(who) == Kind.INVITED else Kind.GONE for who in event.gone}
    return {who: what for who, what in told.items()
            if who != event.by and (ahead or what is not Kind.INVITED)}  # fmt: skip


def _forget_title(series: Meeting) -> None:
    """What was called by its title until now is not any more, nor what it was before."""
    codes = [series.code, *series.earlier.values_list("code", flat=True)]
    Message.objects.filter(about__in=map(about, codes)).update(data=RawSQL("data - 'title'", ()))


def _post(to: Iterable[UUID], kind: Kind, data: Mapping[str, Any], row: Meeting, write: Write) -> None:
    purpose = Message.Purpose.MEETING
    post((Letter(who, purpose, kind, data, about(row.code)) for who in to), write=write)


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
    if isinstance(event, MeetingChanged):
        invited += [who for who in event.organized if who not in invited]
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

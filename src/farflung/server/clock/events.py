"""What the clock tells the other domains. Codes and values only; see `site/subscriptions.py`."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from farflung.server.core.events import Event


@dataclass(frozen=True, slots=True)
class MeetingEvent(Event):
    """Something was done to a series at an instant; `by` is the code of the person who did it."""

    meeting: UUID
    at: datetime
    by: UUID | None


@dataclass(frozen=True, slots=True)
class MeetingMade(MeetingEvent):
    """A series is there; whoever is invited is to be told."""


@dataclass(frozen=True, slots=True)
class MeetingChanged(MeetingEvent):
    """When a series is, or who is invited, changed; `fields` are the names of what did.

    `came` are those who are invited now and were not, `gone` the other way round; `day` is the date where it
    is about one alone. `before` are what the series was until it was moved, where that is changed with it;
    one of them is `left`, where the series has another name in calendars from now on. `organized` is who did
    until now, where somebody else organises it.
    """

    fields: tuple[str, ...]
    came: tuple[UUID, ...] = ()
    gone: tuple[UUID, ...] = ()
    day: date | None = None
    before: tuple[UUID, ...] = ()
    left: UUID | None = None
    organized: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingEnded(MeetingEvent):
    """A series does not take place any more, nor what it was `before`."""

    before: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingWritten(MeetingEvent):
    """Hours in turn are to be written out for calendars for another year; nothing has changed."""


@dataclass(frozen=True, slots=True)
class AgreementChanged(Event):
    """What a team has agreed on, or the company (`team` is None), is another thing since an instant."""

    agreement: UUID
    team: UUID | None
    at: datetime

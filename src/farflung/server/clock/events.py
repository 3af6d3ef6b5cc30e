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
    is about one alone.
    """

    fields: tuple[str, ...]
    came: tuple[UUID, ...] = ()
    gone: tuple[UUID, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingEnded(MeetingEvent):
    """A series does not take place any more."""

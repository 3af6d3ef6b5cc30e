"""What the clock tells the other domains. Codes and values only; see `site/subscriptions.py`."""

from dataclasses import dataclass
from uuid import UUID

from farflung.server.core.events import Event


@dataclass(frozen=True, slots=True)
class MeetingMade(Event):
    """A series is there; whoever is invited is to be told."""

    meeting: UUID


@dataclass(frozen=True, slots=True)
class MeetingChanged(Event):
    """When a series is, or who is invited, changed; `fields` are the names of what did."""

    meeting: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingEnded(Event):
    """A series does not take place any more."""

    meeting: UUID

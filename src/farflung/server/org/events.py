"""What the organisation tells the other domains. Codes and values only; see `site/subscriptions.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from farflung.engine.model import MeetingSeries
from farflung.server.core.beside import Record
from farflung.server.core.events import Event


@dataclass(frozen=True, slots=True)
class PersonAdded(Event):
    """Somebody is here."""

    person: UUID


@dataclass(frozen=True, slots=True)
class PersonChanged(Event):
    """Something of a person changed; `fields` are the names of what did."""

    person: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonEnds(Event):
    """Somebody leaves after `last_day`; None takes it back."""

    person: UUID
    last_day: date | None


@dataclass(frozen=True, slots=True)
class WhereaboutsChanged(Event):
    """A stay of a person was planned, corrected or withdrawn."""

    person: UUID
    stay: UUID


@dataclass(frozen=True, slots=True)
class AvailabilityChanged(Event):
    """Hours, an absence or a swapped holiday of a person changed; nothing says which, and nothing why."""

    person: UUID


@dataclass(frozen=True, slots=True)
class TeamChanged(Event):
    """A team came, went or changed; `fields` are the names of what did: name, lead, parent, people."""

    team: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportAccepted(Event):
    """A dry run was accepted: a worker is to apply it."""

    batch: UUID


@dataclass(frozen=True, slots=True)
class ImportApplied(Event):
    """Files were taken over, or taken back; whoever keeps copies of people makes them anew."""

    batch: UUID


@dataclass(frozen=True, slots=True)
class FilesHeld(Event):
    """What applied files held for other domains, told before `ImportApplied`; and their own sheets.

    `agreements` are files by name, with their text. `people` are codes by the ids that the files have; `keys`
    codes by the keys that sheets of ours have.
    """

    batch: UUID
    at: datetime
    meetings: tuple[MeetingSeries, ...]
    agreements: tuple[tuple[str, str], ...]
    sheets: Mapping[str, tuple[Record, ...]]
    people: Mapping[str, UUID]
    keys: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class ImportUndoing(Event):
    """An import is about to be taken back; who keeps what came with it lets go first."""

    batch: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MismatchFound(Event):
    """A file says something else than a person did; it is told to that person and to nobody else (N10)."""

    person: UUID
    mismatch: UUID

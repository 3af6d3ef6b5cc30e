"""A series of meetings. Titles of private events are never stored."""

from dataclasses import dataclass, field
from datetime import datetime

from farflung.engine.model.recurrence import Recurrence
from farflung.engine.model.source import Source


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """`required` and `optional` are person ids. `has_agenda` is None where the file cannot tell.

    `outsiders` are invited addresses that belong to nobody in the Atlas: counted, never planned for.
    `created` is the instant from which people could know of the series, where the file tells.
    `goes_on_as` is the id of the series that takes over where this one was cut off, as it was moved.
    """

    id: str
    title: str
    recurrence: Recurrence
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    organizer: str | None = None
    has_agenda: bool | None = None
    outsiders: tuple[str, ...] = ()
    created: datetime | None = None
    goes_on_as: str | None = None
    source: Source | None = field(default=None, compare=False)

    @property
    def attendees(self) -> tuple[str, ...]:
        """Everybody invited, required first."""
        return self.required + self.optional

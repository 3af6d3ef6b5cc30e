"""A rotation as a value: members in order, when it began, how long a turn is, and what was changed when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from farflung.engine.rotation.cadence import Cadence, Unit
from farflung.engine.time import CivilTime, as_instant


@dataclass(frozen=True, slots=True)
class Revision:
    """From the first handover at or after the instant `at`, the list is `members`.

    The turn in progress is never touched, nor the past: a plan that people live by is not rewritten.
    """

    at: datetime
    members: tuple[str, ...]

    def __post_init__(self) -> None:
        as_instant(self.at)
        if not self.members:
            raise ValueError("a rotation cannot be left without members: end it instead")


@dataclass(frozen=True, slots=True)
class Rotation:
    """`members` are person ids in order; the first has the turn that begins at `start`.

    `weekdays` are the active days (0 is Monday; None: all): a turn begins on active days only, and a
    daily or hourly rotation does not use up turns on the others. `buffer` is how long the outgoing
    person stays reachable beside the incoming one after a handover, in elapsed time. `until` is the
    instant at which the rotation ends.

    `clocks` are members with the IANA zones that they live by: then whoever takes over does so at the
    handover's time by their own clock, 09:00 in Manila and then 09:00 in Lagos, and is on until the next
    person is. Members who are not in it, and the list itself, go by the zone of `start`.
    """

    name: str
    members: tuple[str, ...]
    start: CivilTime
    cadence: Cadence
    weekdays: frozenset[int] | None = None
    revisions: tuple[Revision, ...] = ()
    buffer: timedelta = timedelta()
    until: datetime | None = None
    clocks: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError(f"rotation {self.name!r} has no members")
        if self.weekdays is not None and not self.weekdays <= set(range(7)):
            raise ValueError(f"rotation {self.name!r}: weekdays are 0 (Monday) to 6 (Sunday)")
        if self.weekdays is not None and not self.weekdays:
            raise ValueError(f"rotation {self.name!r} is active on no day of the week")
        if self.clocks and self.cadence.unit is Unit.HOUR:
            raise ValueError(
                f"rotation {self.name!r}: turns of hours have no handover by each person's own clock"
            )
        if self.buffer < timedelta():
            raise ValueError(f"rotation {self.name!r}: the buffer after a handover cannot be negative")
        object.__setattr__(self, "revisions", tuple(sorted(self.revisions, key=lambda r: r.at)))

    def revised(self, members: tuple[str, ...], at: datetime) -> "Rotation":
        """The same rotation with another list from the first handover at or after `at`."""
        return replace(self, revisions=(*self.revisions, Revision(as_instant(at), members)))

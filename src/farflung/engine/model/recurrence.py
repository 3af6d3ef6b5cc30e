"""When something recurs: a civil start, a rule, exceptions. Kept as written, expanded late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.engine.time import CivilTime


@dataclass(frozen=True, slots=True)
class Override:
    """One occurrence that was moved (`start` and `end` instants) or cancelled (`start` is None).

    `original` is the civil start it would have had. `created` is the instant at which it was changed, where
    the file tells: nobody could know of the change before.
    """

    original: CivilTime
    start: datetime | None = None
    end: datetime | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`start` in its zone, then every start that `rule` (an RFC 5545 RRULE value) makes from it.

    A `rule` of None happens once. The end is either `end_minutes` after the start *on the wall clock*
    (a shift 22:00-06:00 ends at 06:00 whatever the clocks do), or `elapsed` true time when that is set.
    `excluded` and `extra` are civil starts (EXDATE, RDATE). `until` is the last local date, inclusive.
    """

    start: CivilTime
    end_minutes: int
    rule: str | None = None
    elapsed: timedelta | None = None
    excluded: tuple[CivilTime, ...] = ()
    extra: tuple[CivilTime, ...] = ()
    overrides: tuple[Override, ...] = ()
    until: date | None = None

    def __post_init__(self) -> None:
        if self.end_minutes < 0 or (self.elapsed is not None and self.elapsed < timedelta()):
            raise ValueError("something that recurs cannot end before it starts")

    @property
    def zone(self) -> str:
        """The zone whose wall clock it follows."""
        return self.start.zone


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time it happens: instants, and the civil start that the rule made (before any override)."""

    start: datetime
    end: datetime
    civil: CivilTime
    moved: bool = False

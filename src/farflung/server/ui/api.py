"""Values of the engine as the JSON interface tells them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from farflung.engine.model import Block, PatternPeriod, Place, RestWindow, WeeklyPattern, clock_text
from farflung.engine.time import CivilTime, Span, Zone
from farflung.server.core.api.shapes import Moment, Told


class PlaceTold(Told):
    """A place: never more precise than the city."""

    label: str
    city: str | None
    subdivision: str | None
    country: str | None
    zone: str

    @classmethod
    def of(cls, place: Place) -> "PlaceTold":
        """A place of the engine."""
        return cls(
            label=place.label, city=place.city, subdivision=place.subdivision, country=place.country,
            zone=place.zone,
        )  # fmt: skip


class Ref(Told):
    """Somebody, or something, by its id and its name."""

    id: UUID
    name: str

    @classmethod
    def of(cls, row: Any) -> "Ref":
        """A row with a code and a name."""
        return cls(id=row.code, name=row.name)

    @classmethod
    def maybe(cls, row: Any) -> "Ref | None":
        """The same of what may not be there."""
        return cls.of(row) if row is not None else None


class BlockTold(Told):
    """Hours of a weekday (0 is Monday); an `end` at or before the start is on the next day."""

    weekday: int
    start: str
    end: str

    @classmethod
    def of(cls, block: Block) -> "BlockTold":
        """A block of a pattern."""
        return cls(weekday=block.weekday, start=clock_text(block.start), end=clock_text(block.end))


class PeriodTold(Told):
    """Weekly hours and the dates on which they hold, both included; null is open at that end.

    `assumed`: nobody wrote them down.
    """

    start: date | None
    end: date | None
    assumed: bool
    week: list[BlockTold]

    @classmethod
    def of(cls, period: PatternPeriod) -> "PeriodTold":
        """A period of the engine."""
        return cls.made(period.pattern, period.start, period.end)

    @classmethod
    def made(cls, pattern: WeeklyPattern, start: date | None, end: date | None) -> "PeriodTold":
        """A pattern with its dates."""
        week = [BlockTold.of(block) for block in pattern.blocks]
        return cls(start=start, end=end, assumed=pattern.assumed, week=week)


class RestTold(Told):
    """A rest window in times of day; an `end` at or before the start is on the next day."""

    start: str
    end: str

    @classmethod
    def of(cls, rest: RestWindow) -> "RestTold":
        """A window of the engine."""
        return cls(start=clock_text(rest.start), end=clock_text(rest.end))

    @classmethod
    def minutes(cls, start: int | None, end: int | None) -> "RestTold | None":
        """Two columns of a row; None where there is no window."""
        return None if start is None or end is None else cls.of(RestWindow(start, end))


class Local(Told):
    """What a clock shows: a date and a time of day in a zone."""

    date: date
    time: str
    zone: str

    @classmethod
    def of(cls, instant: datetime, zone: Zone) -> "Local":
        """An instant on the clocks of a zone."""
        civil = CivilTime.of(instant, zone)
        return cls(date=civil.date, time=f"{civil.time:%H:%M}", zone=zone.key)


class Stretch(Told):
    """From `start` to `end`, as instants, and what the clock shows then."""

    start: Moment
    end: Moment
    local_start: Local
    local_end: Local

    @classmethod
    def of(cls, span: Span, zone: Zone) -> "Stretch":
        """A span on the clocks of a zone."""
        local_start, local_end = Local.of(span.start, zone), Local.of(span.end, zone)
        return cls(start=span.start, end=span.end, local_start=local_start, local_end=local_end)

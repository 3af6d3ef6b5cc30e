"""Civil time: what a wall clock shows, in a named zone.

What a person *types* must exist exactly once, or is refused with what they may have meant
(`typed`). What a rule *generates* resolves to the first valid instant (`CivilTime.instant`).
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from farflung.engine.time.instants import epoch, from_epoch
from farflung.engine.time.spans import Span
from farflung.engine.time.zones import Zone

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class CivilTimeError(ValueError):
    """A typed local time that names no single instant; the two kinds are below."""


class NonexistentTimeError(CivilTimeError):
    """The clocks jump over this local time; `suggestion` is the same elapsed time after the jump."""

    def __init__(self, message: str, suggestion: "CivilTime") -> None:
        super().__init__(message)
        self.suggestion = suggestion


class AmbiguousTimeError(CivilTimeError):
    """The clocks show this local time twice; `choices` are the two instants."""

    def __init__(self, message: str, choices: tuple[datetime, datetime]) -> None:
        super().__init__(message)
        self.choices = choices


@dataclass(frozen=True, slots=True, order=True)
class CivilTime:
    """A local date and time in the zone named `zone`; `fold` is 1 for the second of two occurrences."""

    date: date
    time: time
    zone: str
    fold: int = 0

    def __post_init__(self) -> None:
        if self.time.tzinfo is not None:
            raise ValueError("a civil time carries its zone by name, not inside the time")

    @classmethod
    def of(cls, instant: datetime, zone: Zone) -> "CivilTime":
        """What clocks in `zone` show at an instant."""
        seconds = epoch(instant)
        since, offset = zone.in_force(seconds)
        day, clock = date_and_time(seconds + offset)
        # Clocks never go back by more than a day, so only within a day of a change can a time be repeated.
        fold = 0 if since <= seconds - 86400 else _fold(zone, seconds, offset)
        return cls(day, clock, zone.key, fold)

    @property
    def local_seconds(self) -> int:
        """The wall clock's reading as a key for `Zone`."""
        return local_seconds(self.date, self.time.hour * 3600 + self.time.minute * 60 + self.time.second)

    def instant(self, zone: Zone) -> datetime:
        """The first valid instant at or after this local time (the second one when `fold` is 1)."""
        found = zone.candidates(self.local_seconds)
        if self.fold and len(found) > 1:
            return from_epoch(found[1])
        return from_epoch(found[0] if found else zone.gap(self.local_seconds)[0])

    def __str__(self) -> str:
        return f"{self.date} {self.time:%H:%M} {self.zone}"


def _fold(zone: Zone, seconds: int, offset: int) -> int:
    found = zone.candidates(seconds + offset)
    return 1 if len(found) > 1 and seconds != found[0] else 0


def local_seconds(day: date, seconds: int) -> int:
    """A date and seconds after its midnight (also 86,400 and more: the next day) as a wall-clock key."""
    return (day.toordinal() - _EPOCH_ORDINAL) * 86400 + seconds


def date_and_time(local: int) -> tuple[date, time]:
    """What `local_seconds` was made of: the date and the time of day that the wall clock shows."""
    day, second = divmod(local, 86400)
    return date.fromordinal(day + _EPOCH_ORDINAL), time(second // 3600, second // 60 % 60, second % 60)


def date_shown(instant: datetime, zone: Zone) -> date:
    """The date on the clocks of a zone: that of `CivilTime.of`, without the time of day."""
    seconds = epoch(instant)
    return date.fromordinal((seconds + zone.offset(seconds)) // 86400 + _EPOCH_ORDINAL)


def day_span(day: date, zone: Zone) -> Span:
    """The true extent of a local date: 23, 24 or 25 hours, from its first valid instant."""
    return local_span(day, 0, 1440, zone)


def local_span(day: date, start: int, end: int, zone: Zone) -> Span:
    """From `start` to `end`, both in local minutes after the midnight of `day`; 1440 is the next midnight."""
    first, last = (from_epoch(zone.first_valid(local_seconds(day, m * 60))) for m in (start, end))
    return Span(first, last)


def typed(day: date, clock: time, zone: Zone, fold: int | None = None) -> CivilTime:
    """Checks a local time that somebody typed: exactly one instant, or an error that says the way out."""
    civil = CivilTime(day, clock, zone.key, fold or 0)
    found = zone.candidates(civil.local_seconds)
    if not found:
        raise _nonexistent(civil, zone)
    if len(found) > 1 and fold is None:
        raise AmbiguousTimeError(
            f"{civil} happens twice: clocks go back that day. Say which: "
            f"{from_epoch(found[0]):%H:%M} UTC (the first) or {from_epoch(found[1]):%H:%M} UTC (the second)",
            (from_epoch(found[0]), from_epoch(found[1])),
        )
    return civil


def _nonexistent(civil: CivilTime, zone: Zone) -> NonexistentTimeError:
    moment, size = zone.gap(civil.local_seconds)
    suggestion = CivilTime.of(from_epoch(civil.local_seconds + size - zone.offset(moment)), zone)
    other_day = "" if suggestion.date == civil.date else f" on {suggestion.date}"
    return NonexistentTimeError(
        f"{civil} does not exist: clocks go forward {size // 60} minutes that day. "
        f"Did you mean {suggestion.time:%H:%M}{other_day}?",
        suggestion,
    )

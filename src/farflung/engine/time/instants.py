"""Instants: aware datetimes in UTC, and whole seconds since 1970-01-01T00:00Z."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class NotAnInstantError(ValueError):
    """A datetime without a zone was given where an instant is needed."""


def as_instant(value: datetime) -> datetime:
    """The same moment in UTC; a naive datetime is refused, because it names no moment."""
    if value.tzinfo is None:
        raise NotAnInstantError(
            f"{value.isoformat()} has no zone: write it with one, for example {value.isoformat()}Z"
        )
    return value.astimezone(UTC)


def epoch(instant: datetime) -> int:
    """Whole seconds since 1970-01-01T00:00Z, rounded down."""
    return (instant - _EPOCH) // _SECOND


def from_epoch(seconds: int) -> datetime:
    """The instant of a number of seconds since 1970-01-01T00:00Z."""
    return _EPOCH + timedelta(0, seconds)  # by position, which takes half the time

"""The only place of the product that reads the clock. Everything else takes time as an argument."""

from datetime import UTC, datetime
from time import monotonic


def now() -> datetime:
    """The present instant in UTC, without fractions of a second."""
    return datetime.now(UTC).replace(microsecond=0)


def seconds() -> float:
    """Seconds of a clock that only goes forward, for deadlines."""
    return monotonic()

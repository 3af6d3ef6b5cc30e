"""The only place of the product that reads the clock. Everything else takes time as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in UTC, without fractions of a second."""
    return datetime.now(UTC).replace(microsecond=0)

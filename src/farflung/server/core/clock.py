"""The only place of the server that reads the clock. Everything below it takes `now` as an argument.

It is asked as `clock.now()`, so that a test which sets it sets it for everybody.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)

"""Ranges of dates as people say them: first and last day, both included."""

from datetime import date, timedelta
from typing import Any


def first_of(days: Any) -> date | None:
    """The first day of a range of a column; None where it is open."""
    first: date | None = days.lower
    return first


def last_of(days: Any) -> date | None:
    """The last day of a range of a column; None where it is open."""
    upper: date | None = days.upper
    return None if upper is None else upper - timedelta(days=1)

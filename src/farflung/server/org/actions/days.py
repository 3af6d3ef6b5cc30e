"""Dates as people say them, first and last day, and as the tables keep them, half open."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from farflung.server.core.refusal import Refused

DAY = timedelta(days=1)


def during(first: date | None, last: date | None) -> DateRange:
    """From the first to the last day, both included; None is open. Raises `Refused` where it ends first."""
    if first is not None and last is not None and last < first:
        raise Refused("backwards", _("The last day lies before the first."), "end")
    return DateRange(first, None if last is None else last + DAY)


def first_of(days: DateRange) -> date | None:
    """The first day of a range."""
    found: date | None = days.lower
    return found


def last_of(days: DateRange) -> date | None:
    """The last day of a range, which belongs to it."""
    upper: date | None = days.upper
    return None if upper is None else upper - DAY

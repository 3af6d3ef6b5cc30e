"""Lengths of time to the minute: a rule that is passed by one says so."""

from datetime import timedelta

from farflung.engine.said import Said
from farflung.engine.said_values import lasting


def length_text(minutes: int) -> Said:
    """Like "11 h", "5 h 30 min" or "45 min"."""
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours or not rest else "", f"{rest} min" if rest else "")
    return lasting(" ".join(filter(None, parts)), timedelta(minutes=minutes))


def elapsed_text(length: timedelta) -> Said:
    """The same of elapsed time; less than nothing is nothing."""
    return length_text(max(0, length // timedelta(minutes=1)))

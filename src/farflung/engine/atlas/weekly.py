"""The rule that nearly every series has, "on these weekdays every so many weeks", without a search.

RRULE is `dateutil`'s; this is the one form of it that can be entered in the middle. A rota of six years
then costs what its last ninety days cost. `tests/engine/atlas/test_weekly.py` holds both equal.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS = re.compile(rf"(?:{'|'.join(_WEEKDAYS)})(?:,(?:{'|'.join(_WEEKDAYS)}))*")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Starts on `days` (0 to 6, counted from the first day of the week) of every `interval`-th week.

    `begin` is the first possible start, `monday` the first day of its week at the same time of day.
    """

    begin: datetime
    monday: datetime
    days: tuple[int, ...]
    interval: int
    until: datetime | None

    def between(self, low: datetime, high: datetime) -> list[datetime]:
        """Every start from `low` to `high`, both inclusive."""
        low = max(low, self.begin)
        high = min(high, self.until) if self.until else high
        step, days = self.interval * _WEEK, [timedelta(days=day) for day in self.days]
        found: list[datetime] = []
        week = self.monday + max((low - self.monday) // step, 0) * step
        while week <= high:
            found += [week + day for day in days]
            week += step
        return [start for start in found[: bisect_right(found, high)] if start >= low]


def weekly(text: str, begin: datetime) -> Weekly | None:
    """The rule as read from RRULE text whose UNTIL is on the clock of `begin`; None for any other form."""
    parts = dict(part.upper().partition("=")[::2] for part in text.split(";"))
    interval, first = parts.pop("INTERVAL", "1"), parts.pop("WKST", "MO")
    days, until = parts.pop("BYDAY", _WEEKDAYS[begin.weekday()]), parts.pop("UNTIL", None)
    plain = parts == {"FREQ": "WEEKLY"} and _DAYS.fullmatch(days) and first in _WEEKDAYS
    if not plain or not interval.isdigit() or not int(interval):
        return None
    wkst = _WEEKDAYS.index(first)
    numbers = sorted({(_WEEKDAYS.index(day) - wkst) % 7 for day in days.split(",")})
    monday = begin - timedelta(days=(begin.weekday() - wkst) % 7)
    last = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=begin.tzinfo) if until else None
    return Weekly(begin, monday, tuple(numbers), int(interval), last)

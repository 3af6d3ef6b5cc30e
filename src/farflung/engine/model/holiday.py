"""Public holidays of a country and, where it differs, of its subdivision."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

_DATE = attrgetter("date")


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """`estimated` is kept and shown: moon-sighted dates are corrected days before they come."""

    date: date
    name: str
    estimated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class HolidaySwap:
    """Somebody works on the public holiday `worked` and is off on `off` instead; nothing says why."""

    worked: date
    off: date

    def __post_init__(self) -> None:
        if self.worked == self.off:
            raise ValueError(f"a holiday is swapped for another day than itself ({self.worked})")


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """`weekend` holds weekdays (0 is Monday). `source` names the data and its version."""

    country: str
    subdivision: str | None
    holidays: tuple[Holiday, ...]
    weekend: frozenset[int] = frozenset({5, 6})
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "holidays", tuple(sorted(self.holidays)))

    def between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Holidays with their dates in [first, last]."""
        low = bisect_left(self.holidays, first, key=_DATE)
        return self.holidays[low : bisect_right(self.holidays, last, low, key=_DATE)]

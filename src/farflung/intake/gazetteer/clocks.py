"""Which zones are one clock, as of a date: what differed before it does not matter any more."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from farflung.engine.time import Span, packaged_zones
from farflung.intake.gazetteer.tables import Tables

Clock = object
"""Equal for zones that show the same time, from a date on or in all the years of the data."""

_LEAST: Final = timedelta(days=366)
_LAST: Final = datetime(2036, 1, 1, tzinfo=UTC)


def clock_of(zone: str, on: date | None, tables: Tables) -> Clock:
    """Return what a zone's clock does from the UTC date *on* to the end of 2035; None: from 2020 on.

    Kazakhstan had two clocks until March 2024 and has one since: as of 2027 nobody need be asked which.
    """
    if on is None or zone not in packaged_zones():
        return tables.zones[zone].clock
    return _steps(zone, on)


@lru_cache(maxsize=4096)
def _steps(zone: str, on: date) -> Clock:
    start = datetime.combine(on, time(0), UTC)
    known = packaged_zones().zone(zone)
    changes = known.transitions(Span(start, max(start + _LEAST, _LAST)))
    return known.utc_offset(start), tuple((change.instant, change.after) for change in changes)

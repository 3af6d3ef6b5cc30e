"""Picks the hour of a meeting as a thoughtful organiser does: looks at a few, takes the least bad, once.

What the clocks of others do half a year later is not looked at; nobody does.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache

from farflung.engine.time import packaged_zones
from farflung.example.chance import Chance

_STARTS = (480, 540, 570, 600, 600, 630, 660, 690, 780, 840, 870, 900, 930, 960, 990, 1020, 1080)
_LOOKED_AT = 6
_EARLIEST, _LATEST = 7 * 60, 20 * 60


def start(day: date, zone: str, guests: Iterable[str], chance: Chance) -> int:
    """Local minute in `zone`; `guests` are the zones of everybody else."""
    here = _offset(zone, day)
    apart = Counter(_offset(guest, day) - here for guest in guests)
    return min((chance.pick(_STARTS) for _ in range(_LOOKED_AT)), key=lambda minute: _hurt(minute, apart))


def _hurt(minute: int, apart: Counter[int]) -> int:
    return sum(
        people for minutes, people in apart.items() if not _EARLIEST <= (minute + minutes) % 1440 <= _LATEST
    )


@cache
def _offset(zone: str, day: date) -> int:
    """Minutes from UTC at noon of the day."""
    noon = datetime.combine(day, time(12), UTC)
    return int(packaged_zones().zone(zone).utc_offset(noon).total_seconds() // 60)

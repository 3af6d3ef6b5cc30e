"""When it is night at most of a group's clocks: then its findings are made anew.

A group that is spread round the world has an hour like that too: the one that is nearest to three in the
night for the most of its people. So no zone is the centre.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from farflung.engine.atlas import Atlas
from farflung.engine.time import CivilTime, Zone

_HOUR = timedelta(hours=1)
_DEEPEST, _NEAR = 3 * 60, 4 * 60
"""Three in the night, and how far from it (minutes) an hour still is night."""


def last_night(atlas: Atlas, people: Iterable[str], now: datetime) -> datetime:
    """The latest instant, not after `now`, at which it was night at most of the people's clocks.

    Always a whole hour of UTC within the last day; of equal hours the earliest of that day. Of nobody: the
    beginning of this hour.
    """
    zones = Counter(atlas.person(one).place.zone for one in people)
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if not zones:
        return hour
    hours = sorted((hour - n * _HOUR for n in range(24)), key=lambda at: at.hour)
    weights = {at: sum(_night(atlas.zones.zone(zone), at) * n for zone, n in zones.items()) for at in hours}
    return max(hours, key=lambda at: weights[at])


@lru_cache(maxsize=50_000)
def _night(zone: Zone, at: datetime) -> int:
    """How deep in the night a clock is: minutes, 0 by day."""
    clock = CivilTime.of(at, zone).time
    apart = abs(clock.hour * 60 + clock.minute - _DEEPEST)
    return max(_NEAR - min(apart, 24 * 60 - apart), 0)

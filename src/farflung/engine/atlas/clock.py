"""A person's wall clock through a window, as arrays: many instants read at once.

It follows the person: where a stay takes somebody to another zone, the clock changes with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas.whereabouts import Whereabouts
from farflung.engine.time import Span, Zone, ZoneDatabase, epoch

Seconds = NDArray[np.int64]
BEGINNING = -(2**60)
"""The second since which the first offset of every clock holds."""


@dataclass(frozen=True, eq=False, slots=True)
class Clock:
    """`offsets[i]` (seconds east of UTC) holds from `starts[i]` (seconds since 1970) to the next start.

    `zones` are the IANA zones it goes through, each with its first second; one for who stays at home.
    """

    starts: Seconds
    offsets: Seconds
    zones: tuple[tuple[int, str], ...]

    def offset(self, seconds: Seconds) -> Seconds:
        """Seconds east of UTC at many moments."""
        found: Seconds = self.offsets[self.starts.searchsorted(seconds, side="right") - 1]
        return found

    def local(self, seconds: Seconds) -> Seconds:
        """What the clock shows, as seconds since 1970 on its own face."""
        return seconds + self.offset(seconds)

    def zone_at(self, instant: datetime) -> str:
        """The IANA zone that it follows at an instant."""
        if len(self.zones) == 1:
            return self.zones[0][1]
        moment = epoch(instant)
        return next((key for start, key in reversed(self.zones) if start <= moment), self.zones[0][1])

    def changes_at(self, second: int) -> bool:
        """Whether an offset begins to hold at just this second since 1970."""
        index = int(self.starts.searchsorted(second))
        return index < len(self.starts) and int(self.starts[index]) == second

    def within(self, window: Span) -> tuple[tuple[int, int], ...]:
        """Its offsets in the window, each with its first second: equal for all who share the hour."""
        low, high = epoch(window.start), epoch(window.end)
        first = int(np.searchsorted(self.starts, low, side="right")) - 1
        last = int(np.searchsorted(self.starts, high, side="left"))
        pairs = zip(self.starts[first:last].tolist(), self.offsets[first:last].tolist(), strict=True)
        return tuple((max(start, low), offset) for start, offset in pairs)


def clock_of(pieces: Sequence[Whereabouts], zones: ZoneDatabase) -> Clock:
    """The clock of somebody who is at these places."""
    starts: list[int] = []
    offsets: list[int] = []
    for piece in pieces:
        zone = zones.zone(piece.place.zone)
        starts.append(epoch(piece.start) if starts else BEGINNING)
        offsets.append(zone.offset(epoch(piece.start)))
        for moment, offset in zone.changes_in(piece.span):
            starts.append(moment)
            offsets.append(offset)
    places = tuple((epoch(piece.start), piece.place.zone) for piece in pieces)
    return Clock(np.array(starts, np.int64), np.array(offsets, np.int64), places)


@lru_cache(maxsize=1024)
def zone_clock(zone: Zone) -> Clock:
    """The clock on a wall in a zone, for all time."""
    starts, offsets = zip(*zone.changes, strict=True)
    return Clock(np.array(starts, np.int64), np.array(offsets, np.int64), ((BEGINNING, zone.key),))

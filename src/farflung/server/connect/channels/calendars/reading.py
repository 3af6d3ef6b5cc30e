"""A calendar of somebody, read: asked for over the network, and made into times at once.

What came is held in memory for as long as that takes, and goes nowhere else: no title, no guest, no place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from time import monotonic, thread_time
from typing import Final

from farflung.engine.time import Span, Zone, ZoneDatabase
from farflung.intake.ics.taken import CutOffError, NoCalendarError, Owner, Taken, TooMuchError, taken_through
from farflung.server.connect.channels.calendars import caldav, ics
from farflung.server.connect.channels.calendars.asking import Door, Trouble

Stays = Sequence[tuple[Span, Zone]]
"""Where somebody is, in which stretch of time."""

PATIENCE: Final = 40.0
"""Seconds for all questions to one server, of which the last may take as long as `outside` lets it."""
EFFORT: Final = 4.0
"""Seconds of the processor for reading what came: others are read beside it."""
_AT_ONCE: Final = BoundedSemaphore(2)
"""So many are made into times at once: more would not be faster, and each takes memory for that time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`taken` is None where nothing has changed; `trouble` says why there is nothing, "" for none."""

    taken: Taken | None = None
    version: str = ""
    trouble: str = ""


def read(
    door: Door, version: str, owner: Owner, stays: Stays, zones: ZoneDatabase, *, by_caldav: bool
) -> Reading:
    """The times of a calendar through some stays, one after the other; never raises for what is on the other
    side."""
    window = Span(stays[0][0].start, stays[-1][0].end)
    begun = monotonic()
    door = replace(door, late=lambda: monotonic() - begun > PATIENCE)
    try:
        fetched = caldav.fetch(door, version, window) if by_caldav else ics.fetch(door, version)
        if fetched.documents is None:
            return Reading(version=fetched.version)
        with _AT_ONCE:
            come = thread_time()
            late = lambda: thread_time() - come > EFFORT  # noqa: E731 - nothing else would say it shorter
            taken = taken_through(fetched.documents, owner, stays, zones, late)
        return Reading(taken, fetched.version)
    except Trouble as trouble:
        return Reading(trouble=trouble.word)
    except NoCalendarError:
        return Reading(trouble="not-calendar")
    except CutOffError:
        return Reading(trouble="cut")
    except TooMuchError:
        return Reading(trouble="too-much")

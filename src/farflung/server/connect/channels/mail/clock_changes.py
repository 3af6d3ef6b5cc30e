"""Dates of a series that calendars would read otherwise than the map has them: where clocks change.

They go by the wall clock: a rule with the name of its zone. What that clock skips they read by the offset of
before, and of what it shows twice the first (RFC 5545, 3.3.5); the end of each date is as long after its
start as that of the first (3.8.5.3), or on the wall clock, as many programs have it. Here a skipped start is
the first moment there is, and an end may be meant either way. Wherever these part, a date stands alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from farflung.engine.model import Occurrence, Recurrence
from farflung.engine.time import CivilTime, Span, Zone, from_epoch
from farflung.server.connect.planning.invitations import dates

_NEAR: Final = timedelta(days=3)
"""No meeting is longer than a day, and no zone more than 26 hours from another."""


def read(local: int, zone: Zone) -> datetime:
    """The instant at which calendars have what a wall clock shows, in seconds as `Zone` counts them."""
    found = zone.candidates(local)
    if found:
        return from_epoch(found[0])
    change = zone.gap(local)[0]
    return from_epoch(local - zone.offset(change - 1))


def even(rule: Recurrence, first: CivilTime, zone: Zone) -> bool:
    """Whether its first date is as long as the wall clock says."""
    length = timedelta(minutes=rule.end_minutes)
    ends = read(first.local_seconds + rule.end_minutes * 60, zone)
    return ends - read(first.local_seconds, zone) == length


def near_changes(rule: Recurrence, zone: Zone, within: Span) -> list[Occurrence]:
    """Its dates near to changes of its clocks, as the rule makes them, in order."""
    plain = replace(rule, overrides=(), excluded=())
    found = {
        one for change in zone.transitions(within) for one in dates(plain, change.instant - _NEAR, 2 * _NEAR)
    }
    return sorted(found)


def read_otherwise(rule: Recurrence, zone: Zone, near: list[Occurrence]) -> Iterator[Occurrence]:
    """Those of the dates that calendars have at another time, or for another while."""
    length = timedelta(minutes=rule.end_minutes) if rule.elapsed is None else rule.elapsed
    for one in near:
        start = read(one.civil.local_seconds, zone)
        shown = read(one.civil.local_seconds + int(length.total_seconds()), zone)
        ends = {shown, start + length}
        if start != one.start or ends != {one.end}:
            yield one

"""Whose turn it is when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from farflung.engine.rotation.own_clocks import FURTHEST, OwnClocks, order_of
from farflung.engine.rotation.rotation import Rotation
from farflung.engine.rotation.turns import Turns, turns_of
from farflung.engine.time import Span, ZoneDatabase, as_instant, clipped


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`member` is on through `span` (instants); `turn` counts from 0 at the rotation's start."""

    span: Span
    member: str
    turn: int


@dataclass(frozen=True, slots=True, order=True)
class Handover:
    """At `at` the turn goes from `outgoing` to `incoming`; until `buffer_end` the first stays reachable."""

    at: datetime
    outgoing: str
    incoming: str
    buffer_end: datetime


def periods(rotation: Rotation, window: Span, zones: ZoneDatabase) -> tuple[Period, ...]:
    """Every period that overlaps the window, cut to it, first to last.

    Without `weekdays` they tile the window from the rotation's start on: no gap, no overlap. With them
    they cover the active days. The same person twice in a row has two periods.
    """
    turns = turns_of(rotation, zones.zone(rotation.start.zone))
    return tuple(
        Period(span, period.member, period.turn)
        for period in _from(rotation, turns, window.start, window.end, zones)
        for span in clipped([period.span], window)
    )


def _from(
    rotation: Rotation, turns: Turns, start: datetime, end: datetime, zones: ZoneDatabase
) -> Iterator[Period]:
    order = order_of(rotation, turns, zones)
    covers = OwnClocks(rotation, turns, order, zones).covers if rotation.clocks else turns.covers
    stop = min(end, as_instant(rotation.until)) if rotation.until else end
    number = max(turns.at_or_after(start - (FURTHEST if rotation.clocks else timedelta())) - 1, 0)
    while turns.begins(number) < stop + (FURTHEST if rotation.clocks else timedelta()):
        for span in covers(number):
            if span.start < stop:
                yield Period(Span(span.start, min(span.end, stop)), order.member(number), number)
        number += 1


def on_duty(rotation: Rotation, at: datetime, zones: ZoneDatabase) -> str | None:
    """The person id whose turn it is at an instant; None on an inactive day, or before or after it all."""
    moment = as_instant(at)
    found = periods(rotation, Span(moment, moment + timedelta(seconds=1)), zones)
    return found[0].member if found else None


def handovers(rotation: Rotation, window: Span, zones: ZoneDatabase) -> tuple[Handover, ...]:
    """Each time in the window at which one person takes over from another at once, without a pause."""
    margin = timedelta(seconds=1)
    found = periods(rotation, Span(window.start - margin, window.end + margin), zones)
    return tuple(
        Handover(now.span.start, before.member, now.member, now.span.start + rotation.buffer)
        for before, now in pairwise(found)
        if before.span.end == now.span.start in window and before.member != now.member
    )

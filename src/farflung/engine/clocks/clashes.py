"""Meetings that did not touch and now run into each other, because their zones changed apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from farflung.engine.atlas import AFTER, BEFORE, Atlas, zone_clock
from farflung.engine.clocks.stretches import stretches
from farflung.engine.model import MeetingSeries, Occurrence
from farflung.engine.time import CivilTime, Span, epoch


@dataclass(frozen=True, slots=True)
class Clash:
    """`people` are due in both meetings at `overlap`; `first` and `second` are ids of series.

    `at` are the two occurrences by the civil starts that their rules made, which no clock change alters.
    """

    first: str
    second: str
    people: tuple[str, ...]
    overlap: Span
    at: tuple[CivilTime, CivilTime]


def new_clashes(
    atlas: Atlas, window: Span, series: Iterable[MeetingSeries] | None = None
) -> tuple[Clash, ...]:
    """The clashes of a window that a clock change makes (between some series and all, or among all)."""
    asked = {item.id for item in series} if series is not None else None
    found = [
        clash
        for one, other in _pairs(atlas)
        if one.recurrence.zone != other.recurrence.zone
        and (asked is None or one.id in asked or other.id in asked)
        for clash in _between(atlas, one, other, window)
    ]
    return tuple(sorted(found, key=lambda c: (c.overlap, c.first, c.second)))


def all_clashes(atlas: Atlas, window: Span) -> tuple[Clash, ...]:
    """Every clash of a window, whatever its cause."""
    return tuple(
        Clash(one.id, other.id, _shared(one, other), overlap, (a.civil, b.civil))
        for one, other in _pairs(atlas)
        for overlap, a, b in overlaps(atlas.occurrences(one, window), atlas.occurrences(other, window))
    )


def _pairs(atlas: Atlas) -> Iterator[tuple[MeetingSeries, MeetingSeries]]:
    """Every two series in which somebody is required who is required in the other."""
    due = [(series, frozenset(series.required)) for series in atlas.meetings]
    for (one, people), (other, others) in combinations(due, 2):
        if not people.isdisjoint(others):
            yield one, other


def overlaps(
    left: Sequence[Occurrence], right: Sequence[Occurrence], later: timedelta = timedelta()
) -> Iterator[tuple[Span, Occurrence, Occurrence]]:
    """The times that two sorted lists share, with both occurrences, the left one moved by `later`."""
    begin = 0
    for one in left:
        start, end = one.start + later, one.end + later
        while begin < len(right) and right[begin].end <= start:
            begin += 1
        for other in right[begin:]:
            if other.start >= end:
                break
            if other.end > start:
                yield Span(max(start, other.start), min(end, other.end)), one, other


def _shared(one: MeetingSeries, other: MeetingSeries) -> tuple[str, ...]:
    others = frozenset(other.required)
    return tuple(dict.fromkeys(person for person in one.required if person in others))


def _between(atlas: Atlas, one: MeetingSeries, other: MeetingSeries, window: Span) -> Iterator[Clash]:
    left, right = atlas.occurrences(one, window), atlas.occurrences(other, window)
    found = list(overlaps(left, right))
    if not found:
        return
    anchors = [zone_clock(atlas.zones.zone(item.recurrence.zone)) for item in (one, other)]
    wide, shared = Span(window.start - BEFORE, window.end + AFTER), _shared(one, other)
    for stretch in stretches(anchors[0], anchors[1], wide):
        if stretch.news:
            before = {a for _, a, _ in overlaps(left, right, stretch.shift)}
            for overlap, a, b in found:
                if stretch.start <= epoch(a.start) < stretch.end and a not in before:
                    yield Clash(one.id, other.id, shared, overlap, (a.civil, b.civil))

"""When somebody can be reached, as rules that other programs expand: the hours themselves, place by place.

A rule is written only for dates on which any reader of RFC 5545 expands it to the very instants of the map.
Where clocks change within a block, or a journey cuts it, the date is left out of the rule and stands alone,
in UTC: standards read a time that does not exist, or a block that an hour is missing from, otherwise than a
wall clock does.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import Whereabouts, date_range
from farflung.engine.model import Block, Person
from farflung.engine.time import Span, Zone, clipped, difference, merged
from farflung.engine.time.civil import local_seconds, local_span
from farflung.server.connect.feeds.entries import reach

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """From minute `start` to minute `end` of each date from `first` to `last` whose weekday is named.

    `end` may be past 1440; `without` are dates that are left out. `first` is one of the dates.
    """

    zone: Zone
    start: int
    end: int
    first: date
    last: date
    weekdays: tuple[int, ...]
    without: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Availability:
    """Reachable in the rules and the single spans, but for `off`; nothing says what that is (N4).

    Outside of `window` nothing is said.
    """

    window: Span
    rules: tuple[Rule, ...]
    single: tuple[Span, ...]
    off: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A block on a date, and the instants that it takes."""

    day: date
    block: Block
    span: Span
    plain: bool


def availability(atlas: Atlas, person: Person, now: datetime) -> Availability:
    """Of a person, from the month before to a year ahead."""
    return availability_in(atlas, person, reach(now, atlas.zones.zone(person.place.zone)))


def availability_in(atlas: Atlas, person: Person, window: Span) -> Availability:
    """The same in any window."""
    rules: list[Rule] = []
    single: list[Span] = []
    spans: list[Span] = []
    for piece in atlas.whereabouts(person, window):
        zone = atlas.zones.zone(piece.place.zone)
        for held in _runs(atlas, person, piece, zone):
            rules += _rules(held, zone)
            single += [one.span for one in held if not one.plain]
            spans += [one.span for one in held]
    off = difference(spans, atlas.working(person, window))
    return Availability(window, tuple(rules), merged(single), off)


def _runs(atlas: Atlas, person: Person, piece: Whereabouts, zone: Zone) -> Iterator[list[_Held]]:
    """Every block of a piece, for each time in which one weekly pattern holds."""
    for first, last, pattern in person.patterns_over(*date_range(piece, atlas.zones)):
        if pattern is not None:
            days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
            blocks = ((day, block) for day in days for block in pattern.on(day.weekday()))
            yield [held for day, block in blocks if (held := _held(day, block, zone, piece.span))]


def _held(day: date, block: Block, zone: Zone, within: Span) -> _Held | None:
    whole = local_span(day, block.start, block.end, zone)
    cut = clipped([whole], within)
    if not cut:
        return None
    exists = bool(zone.candidates(local_seconds(day, block.start * 60)))
    even = whole.elapsed == timedelta(minutes=block.end - block.start)
    return _Held(day, block, cut[0], exists and even and cut[0] == whole)


def _rules(held: list[_Held], zone: Zone) -> Iterator[Rule]:
    """One for each time of day; its weekdays are those on which the block comes at that time."""
    by_time: dict[tuple[int, int], list[date]] = defaultdict(list)
    for one in held:
        if one.plain:
            by_time[one.block.start, one.block.end].append(one.day)
    for (start, end), days in sorted(by_time.items()):
        weekdays = tuple(sorted({day.weekday() for day in days}))
        meant = set(days)
        every = range((days[-1] - days[0]).days + 1)
        without = tuple(
            day
            for day in (days[0] + n * _DAY for n in every)
            if day.weekday() in weekdays and day not in meant
        )
        yield Rule(zone, start, end, days[0], days[-1], weekdays, without)

"""How a series of meetings (or of shifts) moves on other people's clocks, episode by episode."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from farflung.engine.atlas import Atlas, Clock, Kind, zone_clock
from farflung.engine.clocks.stretches import Stretch, frame_of, news
from farflung.engine.model import MeetingSeries, Occurrence, Recurrence, Shift
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, epoch, from_epoch


@dataclass(frozen=True, slots=True)
class Move:
    """One episode: on `times` (in `zone`) it is `shift` later (negative: earlier) than `usual`.

    `since` is the clock change that begins the episode, `until` the one that ends it; `exception`: after that
    the usual time is back. `changed` names the zone whose clocks changed at `since` (two, where both did),
    `ended` those at `until`. What `clock` shows is worked out when it is asked for: of most, the first alone.
    """

    people: tuple[str, ...]
    clock: Zone
    zones: tuple[str, ...]
    starts: tuple[datetime, ...]
    shift: timedelta
    since: datetime
    until: datetime
    exception: bool
    changed: tuple[str, ...]
    ended: tuple[str, ...]

    @property
    def zone(self) -> str:
        """The zone that most of the people live in."""
        return self.clock.key

    @property
    def times(self) -> tuple[CivilTime, ...]:
        """What its clocks show at each of the starts."""
        return tuple(CivilTime.of(start, self.clock) for start in self.starts)

    @property
    def first(self) -> CivilTime:
        """The first of the times."""
        return CivilTime.of(self.starts[0], self.clock)

    @property
    def usual(self) -> CivilTime:
        """What the first of the times would have shown."""
        return CivilTime.of(self.starts[0] - self.shift, self.clock)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything that clock changes do to one series in a window; `moves` by date, then by how many."""

    item: MeetingSeries | Shift
    window: Span
    moves: tuple[Move, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody for whom it moves at some time in the window."""
        return tuple(dict.fromkeys(person for move in self.moves for person in move.people))


def forecast(
    atlas: Atlas, item: MeetingSeries | Shift, window: Span, people: Iterable[str] | None = None
) -> Forecast:
    """The moves of a series for its people (for others, where they are given), in the window.

    What happens once is not moved by a clock change: nobody was used to another time.
    """
    invited = tuple(people) if people is not None else attendees(item)
    clocks: dict[Clock, list[str]] = {}
    travellers: dict[str, Kind] = {}
    for kind, ids in atlas.kinds(window).among(invited):
        clocks.setdefault(kind.home, []).extend(ids)
        if kind.clock is not kind.home:
            travellers.update(dict.fromkeys(ids, kind))
    anchor = zone_clock(atlas.zones.zone(item.recurrence.zone))
    frame = frame_of(window)
    held = [
        (clock, tuple(ids), found) for clock, ids in clocks.items() if (found := news(anchor, clock, frame))
    ]
    if not held:
        return Forecast(item, window, ())
    occurrences = (o for o in atlas.occurrences(item, window) if o.start >= window.start)
    moves = _moves(item.recurrence, occurrences, held, atlas.zones)
    present = (_without_travellers(move, travellers) for move in moves)
    return Forecast(item, window, tuple(move for move in present if move.people))


def _without_travellers(move: Move, travellers: dict[str, Kind]) -> Move:
    """The move for those who are at home when it begins: a journey brings another hour of its own."""
    if travellers.keys().isdisjoint(move.people):
        return move
    start = move.starts[0]
    away = {p for p, kind in travellers.items() if kind.clock.zone_at(start) != kind.home.zone_at(start)}
    return replace(move, people=tuple(person for person in move.people if person not in away))


def _moves(
    recurrence: Recurrence,
    occurrences: Iterable[Occurrence],
    clocks: Sequence[tuple[Clock, tuple[str, ...], tuple[Stretch, ...]]],
    zones: ZoneDatabase,
) -> tuple[Move, ...]:
    """The moves for whoever lives by these clocks, each given with the ids of its people and what is news."""
    held = sorted(o.start for o in occurrences if not o.moved)
    if not held or (recurrence.rule is None and not recurrence.extra):
        return ()
    starts = [epoch(start) for start in held]
    anchor = zone_clock(zones.zone(recurrence.zone))
    groups: dict[tuple[int, int, int, int], list[tuple[Clock, tuple[str, ...], Stretch]]] = {}
    for clock, ids, news_there in clocks:
        unseen = None
        for stretch in news_there:
            if unseen is not None and unseen.end == stretch.start:
                # Nobody has met at that distance: what they are used to is the one before it.
                stretch = replace(stretch, usual=unseen.usual)
            held_then = bisect_left(starts, stretch.start) < bisect_left(starts, stretch.end)
            unseen = None if held_then else stretch
            if held_then and stretch.shift:
                key = (stretch.start, stretch.end, stretch.apart, stretch.usual)
                groups.setdefault(key, []).append((clock, ids, stretch))
    moves = (
        _move(group, anchor, tuple(held[bisect_left(starts, low) : bisect_left(starts, high)]), zones)
        for (low, high, _, _), group in groups.items()
    )
    return tuple(sorted(moves, key=lambda m: (m.starts, -len(m.people), m.zone)))


def attendees(item: MeetingSeries | Shift) -> tuple[str, ...]:
    """The ids of everybody who is due."""
    if isinstance(item, MeetingSeries):
        return item.attendees
    return (item.person,) if item.person else ()


def _move(
    group: Sequence[tuple[Clock, tuple[str, ...], Stretch]],
    anchor: Clock,
    starts: tuple[datetime, ...],
    zones: ZoneDatabase,
) -> Move:
    """The move of all who see the same; `starts` are those that lie in it."""
    ordered = sorted(group, key=lambda member: -len(member[1]))
    clock, _, stretch = ordered[0]
    since = from_epoch(stretch.start)
    return Move(
        people=tuple(person for _, ids, _ in group for person in ids),
        clock=zones.zone(clock.zone_at(since)),
        zones=tuple(dict.fromkeys(c.zone_at(since) for c, _, _ in ordered)),
        starts=starts,
        shift=stretch.shift,
        since=since,
        until=from_epoch(stretch.end),
        exception=stretch.exception,
        changed=_changing(anchor, clock, stretch.start),
        ended=_changing(anchor, clock, stretch.end),
    )


@lru_cache(maxsize=16384)
def _changing(anchor: Clock, clock: Clock, moment: int) -> tuple[str, ...]:
    """The zones of the two whose clocks change at a moment."""
    return tuple(c.zone_at(from_epoch(moment)) for c in (anchor, clock) if c.changes_at(moment))

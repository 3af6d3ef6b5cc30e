"""What the next clock change moves between a person and the people they work with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from farflung.engine.atlas import Atlas, zone_clock
from farflung.engine.clocks import Stretch, stretches
from farflung.engine.model import Person
from farflung.engine.overlap import Sharing
from farflung.engine.time import Span, Transition, Zone, epoch, from_epoch

HORIZON = timedelta(days=230)
"""The longest that clocks anywhere stay the same between two changes of a year, and a month more."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shared:
    """What somebody shares with the reader on a working day, before a change and after it."""

    name: str
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """People whose hours come `by` later (negative: earlier) on the reader's clock.

    `until` is when that is over, where it lasts for weeks only.
    """

    people: tuple[str, ...]
    by: timedelta
    until: datetime | None


@dataclass(frozen=True, slots=True)
class NextMove:
    """The first change that moves anybody, and whom; `shared` where the time in common is another then."""

    at: datetime
    moved: tuple[Moved, ...]
    shared: tuple[Shared, ...]


def next_own_change(zone: Zone, now: datetime) -> Transition | None:
    """The next change of the reader's own clock."""
    ahead = (change for change in zone.transitions(Span(now, now + HORIZON)) if change.shift)
    return next(ahead, None)


def next_move(atlas: Atlas, person: Person, others: Sequence[Person], now: datetime) -> NextMove | None:
    """The next change that brings somebody's hours to another time of the person's day.

    By the clocks of where each is now: who moves house is told of as a move, not as a change of clocks.
    """
    mine = _zone(atlas, person, now)
    found: dict[datetime, list[tuple[Person, Stretch, Stretch]]] = defaultdict(list)
    for other in others:
        pair = _next(mine, _zone(atlas, other, now), now)
        if pair is not None:
            found[from_epoch(pair[1].start)].append((other, *pair))
    if not found:
        return None
    at = min(found)
    return NextMove(at, _grouped(found[at]), _shared(atlas, person, [other for other, _, _ in found[at]], at))


def _zone(atlas: Atlas, person: Person, now: datetime) -> Zone:
    return atlas.zone_of(person, now)


def _next(mine: Zone, theirs: Zone, now: datetime) -> tuple[Stretch, Stretch] | None:
    """The stretch in which two clocks are now, and the one after it."""
    if mine is theirs:
        return None
    # Whole days, so that one answer serves everybody who asks about these two zones on a day.
    today = datetime.combine(now.date(), time(0, 0), tzinfo=UTC)
    wide = Span(today - timedelta(days=60), today + HORIZON + timedelta(days=60))
    all_of_them = stretches(zone_clock(mine), zone_clock(theirs), wide)
    for before, after in pairwise(all_of_them):
        if epoch(now) < after.start <= epoch(now + HORIZON):
            return before, after
    return None


def shared_around(
    atlas: Atlas, person: Person, other: Person, at: datetime
) -> tuple[timedelta, timedelta] | None:
    """What two share on an ordinary working day before an instant and after it; None: one has no hours."""
    few = _few(atlas, person, [other])
    before, after = (_minutes(few, start).get(other.id) for start in (at - _WEEK, at + timedelta(days=1)))
    return None if before is None or after is None else (before, after)


def _few(atlas: Atlas, person: Person, others: Sequence[Person]) -> Atlas:
    """Only the people concerned: what is asked is about nobody else, and answered at once."""
    stays = tuple(stay for p in (person, *others) for stay in atlas.stays_of(p))
    return Atlas((person, *others), stays, zones=atlas.zones)


def _grouped(found: Sequence[tuple[Person, Stretch, Stretch]]) -> tuple[Moved, ...]:
    groups: dict[tuple[timedelta, datetime | None], list[str]] = {}
    for other, old, new in found:
        until = from_epoch(new.end) if new.exception else None
        groups.setdefault((timedelta(seconds=old.apart - new.apart), until), []).append(other.name)
    moved = [Moved(tuple(names), *key) for key, names in groups.items()]
    return tuple(sorted(moved, key=lambda move: -len(move.people)))


def _shared(atlas: Atlas, person: Person, others: Sequence[Person], at: datetime) -> tuple[Shared, ...]:
    """Those with whom the time in common is another after an instant, who loses most first."""
    few = _few(atlas, person, others)
    before, after = (_minutes(few, start) for start in (at - _WEEK, at + timedelta(days=1)))
    found = [
        Shared(other.name, before[other.id], after[other.id])
        for other in others
        if other.id in before and other.id in after and before[other.id] != after[other.id]
    ]
    return tuple(sorted(found, key=lambda one: one.after - one.before))


def _minutes(few: Atlas, start: datetime) -> dict[str, timedelta]:
    """What the first shares with each of the others on a working day of the week from `start`.

    By their ordinary hours: a holiday in that week is no news about the clocks.
    """
    begin = datetime.combine(start.date(), time(0, 0), tzinfo=UTC)
    first, *others = few.people
    pairs = Sharing(few, Span(begin, begin + _WEEK)).pairs([(first.id, other.id) for other in others])
    return {pair.second: timedelta(minutes=pair.daily_minutes) for pair in pairs}

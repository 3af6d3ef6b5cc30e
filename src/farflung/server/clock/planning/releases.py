"""What another release of the zone database moves in the live company: clocks, and the series on them.

Governments change clocks at short notice, and an upgrade of the package brings that in silently. So the
rules that the company lived by are kept, for the zones it uses, and compared with those of today. An
operator is told which clocks, how many series, and the names of those of many people: what a few meet about
is for those who are invited.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from farflung.draw.world import FEWEST
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.clock import BEGINNING
from farflung.engine.clocks import MovedOccurrence, moved_by_upgrade
from farflung.engine.model import MeetingSeries, Shift
from farflung.engine.time import Span, Zone, ZoneDatabase, epoch, from_epoch

AHEAD: Final = timedelta(days=400)
"""How far ahead clocks are compared: every change of a year, and the next one after it."""

SERIES_AHEAD: Final = timedelta(days=180)
_KEPT: Final = timedelta(days=3 * 366)
"""How far ahead the rules of a release are kept: so long it can be compared before it says nothing more."""


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """From `start` to `end` (None: past what is compared) clocks in `zone` show `by` more than was known."""

    zone: Zone
    start: datetime
    end: datetime | None
    by: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """From release `before` to `after`. `series` move on `dates` dates, the first at `first`.

    `named` are those of them that may be named to who is not invited.
    """

    before: str
    after: str
    clocks: tuple[ClockMoved, ...]
    series: int
    dates: int
    first: datetime | None
    named: "tuple[SeriesMoved, ...]" = ()


@dataclass(frozen=True, slots=True)
class SeriesMoved:
    """A series of `FEWEST` people or more: the teams that have so many in it, its first date that moves, and
    how many do."""

    title: str
    teams: tuple[str, ...]
    first: datetime
    dates: int


def used(atlas: Atlas) -> list[str]:
    """The zones that the company lives by."""
    keys = {person.place.zone for person in atlas.people} | {stay.place.zone for stay in atlas.stays}
    items: tuple[MeetingSeries | Shift, ...] = (*atlas.meetings, *atlas.shifts)
    return sorted(keys | {item.recurrence.zone for item in items})


def rules(zones: ZoneDatabase, keys: list[str], now: datetime) -> dict[str, list[list[int]]]:
    """Offsets by zone: [second since 1970, seconds east of UTC], for the year past and the years ahead."""
    window = Span(now - AHEAD, now + _KEPT)
    found = {}
    for key in keys:
        zone = zones.zone(key)
        held = [[BEGINNING, zone.offset(epoch(window.start))]]
        found[key] = held + [list(change) for change in zone.changes_in(window)]
    return found


def release(version: str, held: Mapping[str, Any]) -> ZoneDatabase:
    """A release as it was kept; of zones that it was not asked about then it knows nothing."""
    zones = {key: Zone(key, [(int(at), int(offset)) for at, offset in rows]) for key, rows in held.items()}
    return ZoneDatabase(version, _unknown, frozenset(zones), zones)


def _unknown(key: str) -> bytes:
    raise LookupError(key)


def moved(atlas: Atlas, before: ZoneDatabase, now: datetime) -> Moved:
    """The Atlas is that of today, with the meetings; `before` what was known of its zones."""
    after = atlas.zones
    # What is not in the older one is taken as it is now: nothing can be said of it.
    keys = used(atlas)
    known = {key: before.zone(key) if key in before else after.zone(key) for key in keys}
    clocks = tuple(move for key in keys for move in _clock(known[key], after.zone(key), now))
    if not clocks:
        return Moved(before.version, after.version, (), 0, 0, None)
    old = ZoneDatabase(before.version, after.read, after.names, known)
    found = moved_by_upgrade(atlas.with_(zones=old), after, Span(now, now + SERIES_AHEAD)).moved
    first = min((one.after for one in found), default=None)
    return Moved(
        before.version, after.version, clocks, len({id(one.item) for one in found}), len(found), first,
        tuple(sorted(_named(atlas, found), key=lambda one: (one.first, one.title))),
    )  # fmt: skip


def _named(atlas: Atlas, found: Sequence[MovedOccurrence]) -> Iterator[SeriesMoved]:
    """Of a few people it would tell who meets whom: those are counted, and shown to themselves alone."""
    by_item: dict[int, list[MovedOccurrence]] = {}
    for one in found:
        by_item.setdefault(id(one.item), []).append(one)
    for moves in by_item.values():
        item = moves[0].item
        if isinstance(item, MeetingSeries) and item.title and len(item.attendees) >= FEWEST:
            teams = Counter(team for code in item.attendees for team in atlas.person(code).teams)
            many = tuple(sorted(team for team, count in teams.items() if count >= FEWEST))
            yield SeriesMoved(item.title, many, min(one.after for one in moves), len(moves))


def _clock(old: Zone, new: Zone, now: datetime) -> Iterator[ClockMoved]:
    window = Span(now, now + AHEAD)
    edges = {epoch(now)} | {at for zone in (old, new) for at, _ in zone.changes_in(window)}
    held: ClockMoved | None = None
    for second in sorted(edges):
        by = timedelta(seconds=new.offset(second) - old.offset(second))
        if held is not None and by != held.by:
            yield ClockMoved(new, held.start, from_epoch(second), held.by)
            held = None
        if by and held is None:
            held = ClockMoved(new, from_epoch(second), None, by)
    if held is not None:
        yield held

"""What a new release of the zone database moves: countries change their clocks, often at short notice.

A series keeps its wall-clock time and its instant moves; whoever lives elsewhere sees another hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas, zone_clock
from farflung.engine.clocks.clashes import Clash, all_clashes
from farflung.engine.clocks.forecast import attendees
from farflung.engine.model import MeetingSeries, Occurrence, Shift
from farflung.engine.time import CivilTime, Span, ZoneDatabase

Shown = tuple[str, CivilTime, CivilTime]
"""A person (id), what their clock would have shown, and what it will show."""


@dataclass(frozen=True, slots=True)
class MovedOccurrence:
    """An occurrence at `civil` that the upgrade moves: its instant, or the hour that somebody sees.

    `shown` lists the people whose clock will show another time, with both.
    """

    item: MeetingSeries | Shift
    civil: CivilTime
    before: datetime
    after: datetime
    shown: tuple[Shown, ...]

    @property
    def shift(self) -> timedelta:
        """How much later (negative: earlier) it is as an instant."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From the release `before` to the release `after`: everything that moves, and the clashes it makes."""

    before: str
    after: str
    moved: tuple[MovedOccurrence, ...]
    clashes: tuple[Clash, ...]


def moved_by_upgrade(atlas: Atlas, after: ZoneDatabase, window: Span) -> Upgrade:
    """Compares the Atlas, which holds the zones in use, with itself under another release."""
    then = atlas.with_(zones=after)
    items: tuple[MeetingSeries | Shift, ...] = (*atlas.meetings, *atlas.shifts)
    moved = tuple(move for item in items for move in _moved(atlas, then, item, window))
    known = {_identity(clash) for clash in all_clashes(atlas, window)}
    fresh = tuple(c for c in all_clashes(then, window) if _identity(c) not in known)
    return Upgrade(atlas.zones.version, after.version, moved, fresh)


def _moved(atlas: Atlas, then: Atlas, item: MeetingSeries | Shift, window: Span) -> Iterator[MovedOccurrence]:
    people = _touched(atlas, then, item, window)
    # No upgrade moves an occurrence by more than a day, out of the window or into it.
    wide = Span(window.start - timedelta(days=1), window.end + timedelta(days=1))
    later = {o.civil: o for o in then.occurrences(item, wide)}
    for old in atlas.occurrences(item, window):
        new = later.get(old.civil)
        if new is not None and not old.moved:
            shown = _shown(atlas, then, people, old, new)
            if shown or new.start != old.start:
                yield MovedOccurrence(item, old.civil, old.start, new.start, shown)


def _touched(atlas: Atlas, then: Atlas, item: MeetingSeries | Shift, window: Span) -> tuple[str, ...]:
    """The people to look at: all, where the series' own zone changes, else those whose zone does."""
    invited = attendees(item)
    old, new = (zone_clock(a.zones.zone(item.recurrence.zone)).within(window) for a in (atlas, then))
    if old != new:
        return invited
    before, after = atlas.kinds(window), then.kinds(window)
    return tuple(
        person
        for person in invited
        if before.kind(person).clock.within(window) != after.kind(person).clock.within(window)
    )


def _shown(
    atlas: Atlas, then: Atlas, people: tuple[str, ...], old: Occurrence, new: Occurrence
) -> tuple[Shown, ...]:
    pairs = (
        (person, atlas.local(atlas.person(person), old.start), then.local(then.person(person), new.start))
        for person in people
    )
    return tuple((person, a, b) for person, a, b in pairs if a != b)


def _identity(clash: Clash) -> tuple[str, str, CivilTime, CivilTime]:
    return clash.first, clash.second, *clash.at

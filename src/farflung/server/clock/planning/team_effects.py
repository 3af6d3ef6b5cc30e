"""What a planned move or a change of clocks does to the time that a team shares: simulated, not guessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import known
from farflung.engine.model import PatternPeriod, Person, Place, Stay
from farflung.engine.overlap import Sharing, team_hours
from farflung.engine.overlap.hour_rows import Mask
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones

MOVES, CLOCKS = timedelta(days=182), timedelta(days=230)
"""How far ahead moves are looked at, and changes of clocks: half a year, and two changes of a year."""

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Effect:
    """Common hours of a week before and after; `lost` are pairs that share no hour then, `won` do again.

    `less` and `more` are how many other pairs share less time, and more.
    """

    before: timedelta
    after: timedelta
    lost: tuple[tuple[Person, Person], ...]
    won: tuple[tuple[Person, Person], ...]
    less: int
    more: int

    def __bool__(self) -> bool:
        return self.before != self.after or bool(self.lost or self.won or self.less or self.more)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody goes to a place from `first` to `last` (local dates; None: for good), or is back from it."""

    person: Person
    place: Place
    first: date
    last: date | None
    back: bool
    effect: Effect

    @property
    def order(self) -> tuple[date, str]:
        """Soonest first."""
        return self.first, self.person.name


@dataclass(frozen=True, slots=True)
class Shift:
    """Clocks of some of a team go forward by `by` (negative: back), on a date of their own calendars.

    `at` is when the first of them do: elsewhere that may be another date than when the others follow.
    """

    day: date
    at: datetime
    by: timedelta
    people: tuple[Person, ...]
    effect: Effect


def moves(atlas: Atlas, people: Sequence[Person], today: date, most: int) -> tuple[Move, ...]:
    """The planned moves of a team, soonest first."""
    few = Atlas(tuple(people), tuple(s for p in people for s in atlas.stays_of(p)), zones=atlas.zones)
    found = [plan for person in people for plan in _plans(few, person, today)]
    found.sort(key=lambda plan: (plan[1], plan[0].person))
    return tuple(_move(few, stay, first, back) for stay, first, back in found[:most])


def _plans(few: Atlas, person: Person, today: date) -> Iterator[tuple[Stay, date, bool]]:
    """Each stay that begins, or ends, with the day on which that shows."""
    for stay in known(few.stays_of(person), None):
        if today < stay.start <= today + MOVES:
            yield stay, stay.start, False
        elif stay.start <= today and stay.end is not None and today <= stay.end <= today + MOVES:
            yield stay, stay.end + _DAY, True


def _move(few: Atlas, stay: Stay, first: date, back: bool) -> Move:
    if back:
        before, after = _instead(few, stay, replace(stay, end=None)), few
    else:
        # Withdrawn and not left out, or what it corrects would hold again. A whole week of it is looked at,
        # so that its figure means the same as that of every other.
        end = stay.end and max(stay.end, stay.start + 6 * _DAY)
        before, after = (
            _instead(few, stay, plan) for plan in (replace(stay, withdrawn=True), replace(stay, end=end))
        )
    window = _week(first)
    effect = _effect(_state(before, window), _state(after, window), few)
    return Move(few.person(stay.person), stay.place, first, None if back else stay.end, back, effect)


def _instead(few: Atlas, stay: Stay, plan: Stay) -> Atlas:
    stays = tuple(plan if one is stay else one for one in few.stays)
    return Atlas(few.people, stays, zones=few.zones)


def shifts(atlas: Atlas, people: Sequence[Person], today: date, most: int) -> tuple[Shift, ...]:
    """The changes of clocks from a date on that move a part of a team, by where everybody is on it.

    Who moves house is told of as a move. A change that takes the whole team along changes nothing in it.
    """
    noon = datetime.combine(today, time(12, 0), tzinfo=UTC)
    here = {person.id: atlas.where(person, noon).place for person in people}
    still = Atlas(tuple(replace(p, place=here[p.id]) for p in people), zones=atlas.zones)
    found: list[Shift] = []
    for day, at, by, keys in _changes({atlas.zones.zone(place.zone) for place in here.values()}, noon):
        moved = tuple(person for person in people if here[person.id].zone in keys)
        if len(moved) < len(people):
            weeks = _week((at - 8 * _DAY).date()), _week(at.date() + _DAY)
            before, after = (_compared(_at_rest(still, week)) for week in weeks)
            found.append(Shift(day, at, by, moved, _effect(before, after, still)))
        if len(found) == most:
            break
    return tuple(found)


def _changes(zones: Iterable[Zone], noon: datetime) -> list[tuple[date, datetime, timedelta, frozenset[str]]]:
    """Changes of one local date by the same amount are one: half a continent follows hour by hour."""
    found: dict[tuple[date, timedelta], list[tuple[datetime, str]]] = {}
    for zone in zones:
        for change in zone.transitions(Span(noon - _DAY, noon + CLOCKS)):
            if change.shift:
                day = CivilTime.of(change.instant, zone).date
                found.setdefault((day, change.shift), []).append((change.instant, zone.key))
    made = ((day, min(a for a, _ in on), by, frozenset(k for _, k in on)) for (day, by), on in found.items())
    return sorted(made, key=lambda change: (change[1], change[2]))


def _week(day: date) -> Span:
    start = datetime.combine(day, time(0, 0), tzinfo=UTC)
    return Span(start, start + _WEEK)


@dataclass(frozen=True, eq=False)
class _State:
    """What a team shares in a week: all of them, and weekly minutes of each pair of `_pairs_of`.

    `both` says of which pairs both work: of others nothing is told.
    """

    common: timedelta
    minutes: NDArray[np.float64]
    both: NDArray[np.bool_]


def _pairs_of(atlas: Atlas) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every two people of an Atlas by their places in it."""
    first, second = np.triu_indices(len(atlas.people), 1)
    return first, second


def _state(atlas: Atlas, window: Span) -> _State:
    return _compared(Sharing(atlas, window))


def _at_rest(atlas: Atlas, window: Span) -> Sharing:
    """The hours of people who all stay where they are."""
    first, last = (day.date() for day in (window.start - _WEEK, window.end + _WEEK))
    rows = [
        _row(
            person.patterns,
            person.started if person.started and person.started > first else None,
            person.ended if person.ended and person.ended < last else None,
            person.place.zone,
            window,
        )
        for person in atlas.people
    ]
    return Sharing.of_rows(atlas, window, rows)


@lru_cache(maxsize=8192)
def _row(
    patterns: tuple[PatternPeriod, ...], started: date | None, ended: date | None, zone: str, window: Span
) -> Mask:
    # Kept: all teams look at the same weeks, and a company has far fewer hours and zones than people. Dates
    # of employment far from the window are left out, or no two people would have the same.
    somebody = Person("somebody", "", Place(zone), patterns, started=started, ended=ended)
    row: Mask = Atlas((somebody,), zones=packaged_zones()).grid(window).rows[0]
    return row


def _compared(sharing: Sharing) -> _State:
    atlas = sharing.atlas
    ids = [person.id for person in atlas.people]
    first, second = _pairs_of(atlas)
    row = np.array([sharing.row(key) for key in ids], np.int64)
    works = np.array([sharing.works(key) for key in ids], np.bool_)
    hours = team_hours(sharing, ids)
    common = timedelta(minutes=hours.common_minutes) if hours else timedelta()
    return _State(common, sharing.minutes(row[first], row[second]), works[first] & works[second])


def _effect(before: _State, after: _State, atlas: Atlas) -> Effect:
    """Pairs of whom one begins or ends work between the two weeks are no matter of places or clocks."""
    both = before.both & after.both
    old, new = before.minutes, after.minutes
    return Effect(
        before.common,
        after.common,
        lost=_named(atlas, both & (old > 0) & (new == 0)),
        won=_named(atlas, both & (old == 0) & (new > 0)),
        less=int((both & (new > 0) & (new < old)).sum()),
        more=int((both & (old > 0) & (new > old)).sum()),
    )


def _named(atlas: Atlas, found: NDArray[np.bool_]) -> tuple[tuple[Person, Person], ...]:
    first, second = _pairs_of(atlas)
    pairs = zip(first[found].tolist(), second[found].tolist(), strict=True)
    named = ((atlas.people[a], atlas.people[b]) for a, b in pairs)
    return tuple(sorted(named, key=lambda pair: (pair[0].name, pair[1].name)))

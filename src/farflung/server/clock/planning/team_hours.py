"""The hours that a team shares: on everybody's own clock, by pairs, and through a week of the reader."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import SLOT, Atlas
from farflung.engine.model import Block, Person, WeeklyPattern
from farflung.engine.overlap import HalfHours, Sharing, TeamHours, team_hours
from farflung.engine.time import CivilTime, Span, Zone

NEAR = timedelta(hours=1)
"""Pairs that share less than this on a working day are close to sharing nothing."""

_HOUR = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each of `one` with each of `other` shares so much on a working day."""

    one: tuple[Person, ...]
    other: tuple[Person, ...]
    daily: timedelta

    @property
    def number(self) -> int:
        """How many pairs they make."""
        return len(self.one) * len(self.other)


@dataclass(frozen=True, slots=True)
class LocalHours:
    """What the clocks show at a place in the hours that all share; `people` are there now."""

    place: str
    zone: Zone
    people: int
    hours: WeeklyPattern


@dataclass(frozen=True, slots=True)
class Together:
    """What a team shares in a week of ordinary hours: public holidays and absences are left out.

    `hours` is None for fewer than two people who work. `best` is the hour in which most of them are at work,
    told where there is none in which all are.
    """

    hours: TeamHours | None
    weekly: timedelta
    spans: tuple[Span, ...]
    best: Span | None
    missing: tuple[Person, ...]


def together(sharing: Sharing, ids: Sequence[str], now: datetime) -> Together:
    """What all of a team share."""
    hours = team_hours(sharing, ids)
    if hours is None:
        return Together(None, timedelta(), (), None, ())
    weekly = timedelta(minutes=hours.common_minutes)
    if weekly:
        return Together(hours, weekly, tuple(_common(sharing, hours.people)), None, ())
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = midnight + timedelta(minutes=hours.best_start)
    missing = tuple(sharing.atlas.person(key) for key in hours.missing)
    return Together(hours, weekly, (), Span(begin, begin + timedelta(hours=1)), missing)


def _common(sharing: Sharing, ids: Sequence[str]) -> Iterator[Span]:
    """The stretches of an hour and more in which all of them work."""
    rows = sorted({sharing.row(key) for key in ids})
    mask = np.logical_and.reduce(sharing.rows.matrix[rows], axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if last - first >= _HOUR:
            yield Span(sharing.rows.start + first * SLOT, sharing.rows.start + last * SLOT)


def local_hours(
    atlas: Atlas, people: Sequence[Person], spans: Sequence[Span], now: datetime
) -> tuple[LocalHours, ...]:
    """Hours in everybody's own time, by where they are now; most people first."""
    places: dict[tuple[str, str], int] = defaultdict(int)
    for person in people:
        place = atlas.where(person, now).place
        places[place.label, place.zone] += 1
    found = (
        LocalHours(label, zone, number, _pattern(spans, zone))
        for (label, key), number in places.items()
        for zone in (atlas.zones.zone(key),)
    )
    return tuple(sorted(found, key=lambda one: (-one.people, one.place)))


def _pattern(spans: Sequence[Span], zone: Zone) -> WeeklyPattern:
    return WeeklyPattern(tuple(sorted({_block(span, zone) for span in spans})))


def _block(span: Span, zone: Zone) -> Block:
    begin = CivilTime.of(span.start, zone)
    start = begin.time.hour * 60 + begin.time.minute
    return Block(begin.date.weekday(), start, start + span.elapsed // timedelta(minutes=1))


def pairs(sharing: Sharing, ids: Sequence[str]) -> tuple[Pairs, ...]:
    """The pairs that share less than `NEAR` on a working day, least first; who is alike stands together."""
    close: dict[str, dict[str, timedelta]] = defaultdict(dict)
    for pair in sharing.pairs(list(combinations(ids, 2))):
        daily = timedelta(minutes=round(pair.daily_minutes))
        if daily < NEAR:
            close[pair.first][pair.second] = close[pair.second][pair.first] = daily
    return tuple(sorted(_together(sharing.atlas, close), key=lambda p: (p.daily, -p.number, p.one[0].name)))


def _together(atlas: Atlas, close: Mapping[str, Mapping[str, timedelta]]) -> Iterator[Pairs]:
    """People who are close to sharing nothing with exactly the same others are one side of a line."""
    alike: dict[frozenset[tuple[str, timedelta]], list[str]] = defaultdict(list)
    for key, others in close.items():
        alike[frozenset(others.items())].append(key)
    for one, other in combinations(alike.values(), 2):
        daily = close[one[0]].get(other[0])
        if daily is not None:
            yield Pairs(_people(atlas, one), _people(atlas, other), daily)


def _people(atlas: Atlas, ids: Sequence[str]) -> tuple[Person, ...]:
    return tuple(sorted((atlas.person(key) for key in ids), key=lambda person: person.name.casefold()))


def apart(found: Sequence[Pairs]) -> int:
    """How many of the pairs share no time at all."""
    return sum(pair.number for pair in found if not pair.daily)


def week(sharing: Sharing, ids: Sequence[str], zone: Zone) -> tuple[tuple[int, ...], ...]:
    """How many of them work by weekday and half hour on the clock of a zone."""
    matrix = sharing.rows.matrix
    rows = np.array([sharing.row(key) for key in ids], np.int64)
    weights = np.bincount(rows, minlength=len(matrix))
    used = np.flatnonzero(weights)
    counts: NDArray[np.int64] = weights[used] @ matrix[used]
    return _half_hours(sharing.rows.start, matrix.shape[1], zone).typical(counts)


@lru_cache(maxsize=256)
def _half_hours(start: datetime, slots: int, zone: Zone) -> HalfHours:
    # Kept: of a week all teams have the same.
    return HalfHours(start, slots, zone)

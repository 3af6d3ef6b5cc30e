"""The hours that a whole team shares, and the best hour where there is none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.overlap.sharing import Sharing

_HOUR = 4
_DAY = 96


@dataclass(frozen=True, slots=True)
class TeamHours:
    """`common_minutes`: weekly minutes in which all `people` work in one stretch of an hour or more.

    `days`: the UTC weekdays (0 is Monday) on which there is such an hour in every whole week. `best_start`
    is the start of the best hour in minutes of the UTC day, `best` how many work through it on a usual
    working day, `missing` who does not.
    """

    people: tuple[str, ...]
    common_minutes: float
    days: tuple[int, ...]
    best_start: int
    best: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacePair:
    """Between the people of two places so many pairs share no working time at all."""

    first: str
    second: str
    pairs: int


def team_hours(sharing: Sharing, people: Sequence[str]) -> TeamHours | None:
    """The common hours of a team; None where fewer than two of them work in the window."""
    alive = tuple(p for p in people if sharing.works(p))
    if len(alive) < 2:
        return None
    counts = Counter(sharing.row(p) for p in alive)
    rows = sharing.rows[list(counts)]
    whole = _hours(rows)
    common = np.asarray(whole.all(axis=0), np.bool_)
    start, working = _best_hour(sharing, whole, np.array(list(counts.values())))
    there = {row for row, works in zip(counts, working, strict=True) if works}
    return TeamHours(
        people=alive,
        common_minutes=float(_covered(common).sum()) * 15 / sharing.weeks,
        days=_weekdays(sharing, common),
        best_start=start,
        best=sum(counts[row] for row in there),
        missing=tuple(p for p in alive if sharing.row(p) not in there),
    )


def apart(sharing: Sharing, people: Sequence[str]) -> tuple[PlacePair, ...]:
    """The pairs of a team that share no working time, summed up by their places, most first."""
    alive = [p for p in people if sharing.works(p)]
    places: dict[int, Counter[str]] = {}
    for person in alive:
        label = sharing.atlas.person(person).place.label
        places.setdefault(sharing.row(person), Counter())[label] += 1
    pairs = list(combinations(places, 2))
    found: Counter[tuple[str, str]] = Counter()
    shared = sharing.minutes([a for a, _ in pairs], [b for _, b in pairs])
    for (a, b), minutes in zip(pairs, shared, strict=True):
        if minutes == 0:
            _count(found, places[a], places[b])
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(PlacePair(first, second, count) for (first, second), count in ordered)


def _count(found: Counter[tuple[str, str]], left: Counter[str], right: Counter[str]) -> None:
    for one, many in left.items():
        for other, more in right.items():
            found[min(one, other), max(one, other)] += many * more


def _hours(rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each row works through the hour that begins with each slot (the last three never)."""
    whole = np.zeros_like(rows)
    end = rows.shape[1] - _HOUR + 1
    if end > 0:
        whole[:, :end] = np.logical_and.reduce([rows[:, n : end + n] for n in range(_HOUR)])
    return whole


def _covered(starts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The slots of the hours that begin at these slots."""
    covered = starts.copy()
    for later in range(1, _HOUR):
        covered[later:] |= starts[:-later]
    return covered


def _weekdays(sharing: Sharing, common: NDArray[np.bool_]) -> tuple[int, ...]:
    first = sharing.grid.start
    offset = first.hour * 4 + first.minute // 15
    day = (np.arange(len(common)) + offset) // _DAY
    has = np.bincount(day, weights=common) > 0
    found = []
    for weekday in range(7):
        days = [n for n in range(len(has)) if (first.weekday() + n) % 7 == weekday]
        inner = [n for n in days if 0 < n < len(has) - 1] or days
        if inner and all(has[n] for n in inner):
            found.append(weekday)
    return tuple(found)


def _best_hour(
    sharing: Sharing, whole: NDArray[np.bool_], people: NDArray[np.int64]
) -> tuple[int, NDArray[np.bool_]]:
    """The hour of the UTC day that most people work through on most days, and which rows do."""
    first = sharing.grid.start
    offset = first.hour * 4 + first.minute // 15
    slots = np.arange(whole.shape[1])
    of_day = (slots + offset) % _DAY
    days = np.maximum(np.bincount(of_day, minlength=_DAY), 1)
    share = np.array([np.bincount(of_day, weights=row, minlength=_DAY) / days for row in whole])
    # Half of all days is a usual working day: five of seven are, holidays being left out here.
    usual = share >= 0.5
    reach = (usual * people[:, None]).sum(axis=0).astype(np.float64)
    even = np.arange(_DAY) % _HOUR == 0  # of equals the whole hour, which is easier to agree on
    best = int(np.lexsort((np.arange(_DAY), ~even, -(share * people[:, None]).sum(axis=0), -reach))[0])
    return best * 15, usual[:, best]

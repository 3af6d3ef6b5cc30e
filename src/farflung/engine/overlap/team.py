"""The hours that a whole team shares, and the best hour where there is none."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.overlap.hour_rows import DAY, HOUR, Bytes, Mask
from farflung.engine.overlap.sharing import Sharing


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


def without_common_hour(sharing: Sharing, people: Sequence[str]) -> TeamHours | None:
    """The hours of a team that has no common one; None where it has, or fewer than two of them work."""
    rows = set(sharing.rows_of(people))
    common = not rows or np.bitwise_and.reduce(sharing.rows.hours[list(rows)], axis=0).any()
    return None if common else team_hours(sharing, people)


def team_hours(sharing: Sharing, people: Sequence[str]) -> TeamHours | None:
    """The common hours of a team; None where fewer than two of them work in the window."""
    alive = tuple(p for p in people if sharing.works(p))
    if len(alive) < 2:
        return None
    row_of = [sharing.row(p) for p in alive]
    counts = Counter(row_of)
    rows = list(counts)
    common = np.bitwise_and.reduce(sharing.rows.hours[rows], axis=0)
    minutes, days = _common(sharing, common) if common.any() else (0.0, ())
    start, working = _best_hour(sharing.rows.share[rows], np.array(list(counts.values())))
    there = {row for row, works in zip(counts, working.tolist(), strict=True) if works}
    return TeamHours(
        people=alive,
        common_minutes=minutes,
        days=days,
        best_start=start,
        best=sum(counts[row] for row in there),
        missing=tuple(p for p, row in zip(alive, row_of, strict=True) if row not in there),
    )


def apart(sharing: Sharing, people: Sequence[str]) -> tuple[PlacePair, ...]:
    """The pairs of a team that share no working time, summed up by their places, most first."""
    places: dict[int, Counter[str]] = defaultdict(Counter)
    for person in people:
        if sharing.works(person):
            places[sharing.row(person)][sharing.atlas.person(person).place.label] += 1
    rows = [(sharing.bits(row), labels) for row, labels in places.items()]
    found: Counter[tuple[str, str]] = Counter()
    for (one, left), (other, right) in combinations(rows, 2):
        if not one & other:
            _count(found, left, right)
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(PlacePair(first, second, count) for (first, second), count in ordered)


def _count(found: Counter[tuple[str, str]], left: Counter[str], right: Counter[str]) -> None:
    for one, many in left.items():
        for other, more in right.items():
            found[min(one, other), max(one, other)] += many * more


def _common(sharing: Sharing, packed: Bytes) -> tuple[float, tuple[int, ...]]:
    """Weekly minutes inside the hours that begin at these slots, and the weekdays that always have one."""
    starts: Mask = np.unpackbits(packed, count=sharing.rows.matrix.shape[1]).astype(np.bool_)
    return float(_covered(starts).sum()) * 15 / sharing.weeks, _weekdays(sharing, starts)


def _covered(starts: Mask) -> Mask:
    """The slots of the hours that begin at these slots."""
    covered = starts.copy()
    for later in range(1, HOUR):
        covered[later:] |= starts[:-later]
    return covered


def _weekdays(sharing: Sharing, starts: Mask) -> tuple[int, ...]:
    day = (np.arange(len(starts)) + sharing.rows.offset) // DAY
    has: list[bool] = (np.bincount(day, weights=starts) > 0).tolist()
    found = []
    for weekday in range(7):
        days = range((weekday - sharing.rows.start.weekday()) % 7, len(has), 7)
        inner = [n for n in days if 0 < n < len(has) - 1] or days
        if inner and all(has[n] for n in inner):
            found.append(weekday)
    return tuple(found)


def _best_hour(share: NDArray[np.float64], people: NDArray[np.int64]) -> tuple[int, Mask]:
    """The hour of the UTC day that most people work through on most days, and which rows do."""
    # Half of all days is a usual working day: five of seven are, holidays being left out here.
    usual = share >= 0.5
    reach = (usual * people[:, None]).sum(axis=0).astype(np.float64)
    even = np.arange(DAY) % HOUR == 0  # of equals the whole hour, which is easier to agree on
    best = int(np.lexsort((np.arange(DAY), ~even, -(share * people[:, None]).sum(axis=0), -reach))[0])
    return best * 15, usual[:, best]

"""A common hour for a team: whose earlier or later start would make one."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, Change
from farflung.engine.model import Person
from farflung.engine.overlap.sharing import Sharing
from farflung.engine.overlap.shift import STEPS, shifted
from farflung.engine.overlap.team import TeamHours, team_hours

MOST_ROWS = 12
"""Teams with more different days than this need another remedy than moving two of them."""


def common_hour(sharing: Sharing, people: Sequence[str]) -> tuple[Change, TeamHours] | None:
    """The smallest move of one or two groups of people alike that gives the team a common hour, simulated.

    Groups are people who share a row: same hours, same zone. None where no such move gives one.
    """
    groups: dict[int, list[str]] = {}
    for person in people:
        if sharing.works(person):
            groups.setdefault(sharing.row(person), []).append(person)
    if not 2 <= len(groups) <= MOST_ROWS:
        return None
    for moves in _by_effort(groups):
        if _meets(sharing, groups, moves):
            found = _simulated(sharing, groups, moves, people)
            if found is not None:
                return found
    return None


def _by_effort(groups: dict[int, list[str]]) -> list[dict[int, int]]:
    """Moves of one group or of two, those that ask the least of the fewest people first."""
    one: list[dict[int, int]] = [{row: later} for row in groups for later in STEPS]
    two = [{a: x, b: y} for a, b in combinations(groups, 2) for x in STEPS for y in STEPS]
    return sorted(one + two, key=lambda m: sum(abs(later) * len(groups[row]) for row, later in m.items()))


def _meets(sharing: Sharing, groups: dict[int, list[str]], moves: dict[int, int]) -> bool:
    rows = [np.roll(sharing.rows[row], moves.get(row, 0) // 15) for row in groups]
    both: NDArray[np.bool_] = np.logical_and.reduce(rows)
    hours = np.logical_and.reduce([both[n : len(both) - 3 + n] for n in range(4)])
    return bool(hours.sum() >= sharing.weeks)


def _simulated(
    sharing: Sharing, groups: dict[int, list[str]], moves: dict[int, int], people: Sequence[str]
) -> tuple[Change, TeamHours] | None:
    pairs = list(_pairs(sharing.atlas, groups, moves))
    if not all(new is not None for _, new in pairs):
        return None
    change = Change(tuple(old for old, _ in pairs), tuple(new for _, new in pairs if new is not None))
    part = Atlas(
        tuple(sharing.atlas.person(p) for p in people),
        tuple(stay for stay in sharing.atlas.stays if stay.person in set(people)),
        zones=sharing.atlas.zones,
    )
    after = team_hours(Sharing(change.applied(part), sharing.window), people)
    return (change, after) if after is not None and after.common_minutes else None


def _pairs(
    atlas: Atlas, groups: dict[int, list[str]], moves: dict[int, int]
) -> Iterator[tuple[Person, Person | None]]:
    for row, later in moves.items():
        for person in map(atlas.person, groups[row]):
            yield person, shifted(person, later)

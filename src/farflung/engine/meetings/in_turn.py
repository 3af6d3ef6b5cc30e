"""Rotations that take a few start times in turn: all of them are looked at, so the best is the best.

The fairest plan is the one whose worst-off zone area has the least, then the second, and so on (areas
weigh the same, however many live in them; an area's load is that of its worst-off person). Between equals:
less burden in sum, less strain, the earlier times.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.meetings.prices import Cells, Prices

Rows = NDArray[np.int64]
MOST_TIMES = 4
"""More than four times in turn nobody remembers."""

_BLOCK = 100_000
"""So many loads are looked at together: more would not fit into the memory next to the processor."""


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """`pick[i]` is the number of the start time on date i; `key` compares choices, smaller is fairer."""

    pick: Rows
    key: tuple[float, ...]


def best_in_turn(found: Prices, times: int) -> Choice:
    """The fairest rotation of exactly `times` different starts, by looking at every one."""
    count = found.cost.shape[1]
    # Where all dates cost the same and divide evenly, it does not matter who begins.
    plans = _plans(count, times, times if len(found.cost) % times or _changing(found) else 1)
    cells = found.voices[0]
    # Most plans are out for what they ask of the worst-off alone; areas are compared among the others.
    size = max(_BLOCK // cells.shape[2], 1)
    blocks = (plans[first : first + size] for first in range(0, len(plans), size))
    plans = least(plans, np.concatenate([_added(cells, block).max(axis=1) for block in blocks])[:, None])
    plans = least(plans, by_area(found, _added(cells, plans)))
    for cells in found.sums:
        plans = least(plans, _added(cells[:, :, None], plans))
    return choice_of(found, np.resize(plans[0], len(found.cost)))


@lru_cache(maxsize=8)
def _plans(count: int, times: int, turns: int) -> Rows:
    """Every set of so many of the starts, begun with each of its first `turns`; not to be written to."""
    sets = np.array(list(combinations(range(count), times)), np.int64)
    found = np.concatenate([np.roll(sets, -turn, axis=1) for turn in range(turns)])
    found.setflags(write=False)
    return found


def choice_of(found: Prices, pick: Rows) -> Choice:
    """A choice of starts and how fair it is: area loads, heaviest first, then sums."""
    dates = np.arange(len(pick))
    loads = by_area(found, found.voices[0][dates, pick].sum(axis=0)[None, :])[0]
    sums = [float(cells[dates, pick].sum()) for cells in found.sums]
    return Choice(pick, tuple(np.round([*loads, *sums], 6).tolist()))


def _changing(found: Prices) -> bool:
    return bool((found.voices[0] != found.voices[0][:1]).any())


def by_area(found: Prices, loads: Cells) -> Cells:
    """Loads of voices (plans, voices) as sorted loads of areas, heaviest first (plans, areas)."""
    area = found.voices[1]
    first = np.searchsorted(area, np.arange(int(area.max()) + 1))
    heaviest = np.maximum.reduceat(loads, first, axis=1)
    return -np.sort(-heaviest, axis=1)


def _added(cells: Cells, plans: Rows) -> Cells:
    """The sums over all dates (plans, voices), each plan's times being taken in turn."""
    times = plans.shape[1]
    turns = [cells[turn::times].sum(axis=0) for turn in range(times)]
    found: Cells = turns[0].take(plans[:, 0], axis=0)
    for turn in range(1, times):
        found += turns[turn].take(plans[:, turn], axis=0)
    return found


def least(plans: Rows, measure: Cells) -> Rows:
    """The plans with the lexicographically smallest rows of the measure, in the order given."""
    values, left = np.round(measure, 6), np.arange(len(plans))
    for column in values.T:
        left = left[column[left] == column[left].min()]
    return plans[left]

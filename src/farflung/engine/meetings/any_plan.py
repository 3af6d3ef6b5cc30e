"""Plans in which every date may have any start: improved step by step, then proved or not.

Proved means: no plan at all is better for the worst-off person, whatever starts it takes on which dates.
"""

from math import gcd

import numpy as np
from numpy.typing import NDArray

from farflung.engine.meetings.floor import below, floor_of
from farflung.engine.meetings.in_turn import Choice, Rows, by_area, choice_of, least
from farflung.engine.meetings.prices import Cells, Prices

_CLOSE = 1e-6


def best_of_any(found: Prices, first: Choice) -> tuple[Choice, float, bool]:
    """The fairest plan found from a first one on, a floor under its worst cost, and whether it is proved."""
    voices = np.unique(found.hard, axis=2)
    choice, grain = improved(found, first), _grain(voices)
    while True:
        worst = _worst(found.hard, choice.pick)
        floor = floor_of(np.minimum(voices, worst))
        if floor.value > worst - grain + _CLOSE:
            return choice, worst, True
        complete, pick = below(voices, worst, floor.weights)
        if pick is None:
            return choice, worst if complete else floor.value, complete
        choice = improved(found, choice_of(found, pick))


def improved(found: Prices, choice: Choice) -> Choice:
    """The plan after changing the start of one date after another, as long as it gets fairer."""
    better = _one_changed(found, choice.pick)
    while better.key < choice.key:
        choice, better = better, _one_changed(found, better.pick)
    return choice


def spread(found: Prices, pick: Rows) -> Rows:
    """The same starts in an order that brings each of them round evenly, where all dates cost the same."""
    if (found.cost != found.cost[:1]).any():
        return pick
    starts, counts = np.unique(pick, return_counts=True)
    places = [
        ((n + 0.5) / count, start) for start, count in zip(starts, counts, strict=True) for n in range(count)
    ]
    return np.array([start for _, start in sorted(places)], np.int64)


def _one_changed(found: Prices, pick: Rows) -> Choice:
    """The fairest of all plans that differ from this one on one date at most."""
    dates, starts = found.cost.shape[:2]
    now = np.arange(dates)
    cost = found.voices[0]
    loads = cost[now, pick].sum(axis=0)
    moved = (loads + cost - cost[now, pick][:, None, :]).reshape(dates * starts, -1)
    best = int(least(np.arange(dates * starts), by_area(found, moved))[0])
    changed = pick.copy()
    changed[best // starts] = best % starts
    return choice_of(found, changed)


def _worst(cells: Cells, pick: Rows) -> float:
    return float(cells[np.arange(len(pick)), pick].sum(axis=0).max())


def _grain(cells: Cells) -> float:
    """The smallest step by which two plans can differ: points are whole sixtieths of something."""
    sixtieths: NDArray[np.int64] = np.unique(np.round(cells * 60)).astype(np.int64)
    return gcd(*sixtieths.tolist()) / 60

"""A proven floor under the worst-off load of any plan, and the search that closes the gap to it.

For any weights w >= 0 that sum to 1, no plan's worst load is below sum over dates of min over starts of
w . cost: the worst load is at least the weighted mean of the loads. Weights that make it high are found
by giving more to whoever is loaded most (multiplicative weights). What then remains between floor and
best known plan is searched completely, date by date, keeping only loads that could still end below it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.meetings.prices import NOT_OWN, Cells

ROUNDS = 300
MOST_STATES = 40_000
"""So many partial plans are kept at a time; more, and the search gives up without a proof."""

_CLOSE = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Floor:
    """No plan is below `value`; `weights` are the witnesses."""

    value: float
    weights: NDArray[np.float64]


def floor_of(cost: Cells) -> Floor:
    """The best floor found under the worst load of any choice of one start per date.

    `cost` is (dates, starts, voices), in points: levels above burden must have been settled before.
    """
    voices = cost.shape[2]
    scale = max(float(cost.max()), 1.0)
    credit = np.zeros(voices)
    best = Floor(0.0, np.full(voices, 1 / voices))
    for number in range(1, ROUNDS + 1):
        weights = np.exp(credit - credit.max())
        weights /= weights.sum()
        mixed = cost @ weights
        value = float(mixed.min(axis=1).sum())
        if value > best.value:
            best = Floor(value, weights)
        chosen = np.take_along_axis(cost, mixed.argmin(axis=1)[:, None, None], axis=1)[:, 0, :]
        credit += chosen.sum(axis=0) / (scale * len(cost)) * (8 / np.sqrt(number))
    return best


def below(cost: Cells, limit: float, weights: NDArray[np.float64]) -> tuple[bool, NDArray[np.int64] | None]:
    """Looks for a choice whose worst load is under `limit`: whether the search was complete, and one found.

    (True, None) proves that there is none.
    """
    loads = np.zeros((1, cost.shape[2]))
    ahead = np.concatenate([np.cumsum((cost @ weights).min(axis=1)[::-1])[::-1], [0.0]])
    least = np.concatenate([np.cumsum(cost.min(axis=1)[::-1], axis=0)[::-1], np.zeros((1, cost.shape[2]))])
    trail: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for date, cells in enumerate(cost):
        starts = _undominated(cells)
        if len(loads) * len(starts) > 8 * MOST_STATES:
            return False, None
        grown = (loads[:, None, :] + cells[starts][None, :, :]).reshape(-1, cost.shape[2])
        keep = (grown @ weights + ahead[date + 1] < limit - _CLOSE) & (
            (grown + least[date + 1]).max(axis=1) < limit - _CLOSE
        )
        index = _distinct(grown, np.flatnonzero(keep))
        if not len(index):
            return True, None
        if len(index) > MOST_STATES:
            return False, None
        trail.append((index // len(starts), starts[index % len(starts)]))
        loads = grown[index]
    return True, _walked_back(trail, int(loads.max(axis=1).argmin()))


def _undominated(cells: Cells) -> NDArray[np.int64]:
    """The starts than which no other is as good for everybody and better for somebody (or earlier)."""
    better = (cells[:, None, :] <= cells[None, :, :] + _CLOSE).all(axis=2)
    equal = better & better.T
    earlier = np.triu(np.ones_like(better), 1)
    beaten = (better & (~equal | earlier)).any(axis=0)
    return np.flatnonzero(~beaten)


def _distinct(grown: Cells, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """One of each equal load: the order in which dates were paid for does not matter to what follows."""
    if not len(index):
        return index
    _, first = np.unique(np.round(grown[index] / NOT_OWN).astype(np.int64), axis=0, return_index=True)
    return index[np.sort(first)]


def _walked_back(trail: list[tuple[NDArray[np.int64], NDArray[np.int64]]], last: int) -> NDArray[np.int64]:
    pick: list[int] = []
    for parents, starts in reversed(trail):
        pick.append(int(starts[last]))
        last = int(parents[last])
    return np.array(pick[::-1], np.int64)

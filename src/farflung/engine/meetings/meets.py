"""Why no time is good: the fewest people whose hours never meet."""

import numpy as np
from numpy.typing import NDArray

from farflung.engine.meetings.marks import Mask


def smallest_clash(inside: Mask) -> tuple[int, ...]:
    """Rows of `inside` (kinds x starts) that are never all true at once: one, two or three of them.

    Empty where every three rows meet somewhere: then no few people are to blame.
    """
    never = np.flatnonzero(~inside.any(axis=1))
    if len(never):
        return (int(never[0]),)
    shared = inside.astype(np.float32)
    pair = _first_zero(shared @ shared.T)
    if pair is not None:
        return pair
    for first, row in enumerate(shared):
        both = shared * row
        rest = _first_zero(both @ shared.T)
        if rest is not None:
            return (first, *rest)
    return ()


def _first_zero(counts: NDArray[np.float32]) -> tuple[int, int] | None:
    """The first pair of different rows without a start in common."""
    rows, columns = np.nonzero(np.triu(counts == 0, 1))
    return (int(rows[0]), int(columns[0])) if len(rows) else None

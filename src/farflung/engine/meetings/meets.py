"""Why no time is good: the fewest people whose hours never meet."""

from itertools import combinations

import numpy as np

from farflung.engine.meetings.faces import Mask

MOST = 3


def smallest_clash(inside: Mask) -> tuple[int, ...]:
    """Rows of `inside` (kinds x starts) that are never all true at once: one, two or three of them.

    Empty where every three rows meet somewhere: then no few people are to blame.
    """
    # As whole numbers, one bit for a start: thousands of combinations are then a matter of microseconds.
    rows = [int.from_bytes(packed.tobytes(), "big") for packed in np.packbits(inside, axis=1)]
    for size in range(1, MOST + 1):
        for chosen in combinations(range(len(rows)), size):
            met = rows[chosen[0]]
            for number in chosen[1:]:
                met &= rows[number]
            if not met:
                return chosen
    return ()

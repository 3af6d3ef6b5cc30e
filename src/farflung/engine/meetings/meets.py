"""Why no time is good: the fewest people whose hours never meet."""

from collections.abc import Sequence

import numpy as np

from farflung.engine.meetings.faces import Mask

MOST = 3


def smallest_clash(inside: Mask) -> tuple[int, ...]:
    """Rows of `inside` (kinds x starts) that are never all true at once: one, two or three of them.

    Of several such sets the first: the one whose lowest row is lowest, and so on. Empty where every three
    rows meet somewhere: then no few people are to blame.
    """
    # As whole numbers, one bit for a start: thousands of combinations are then a matter of microseconds.
    packed = np.packbits(inside, axis=1)
    first: dict[int, int] = {}
    for number, row in enumerate(packed):
        first.setdefault(int.from_bytes(row.tobytes(), "big"), number)
    rows = list(first)
    for size in range(1, min(MOST, len(rows)) + 1):
        if size < MOST or _first_clash(_least(rows), size):
            found = _first_clash(rows, size)
            if found:
                return tuple(first[rows[number]] for number in found)
    return ()


def _least(rows: Sequence[int]) -> list[int]:
    """Without the rows that are true wherever another is: where one of them clashes, that other does too.

    Mostly few are left, and that no three of them clash, as happens most, is soon known.
    """
    return [row for row in rows if not any(row & other == other != row for other in rows)]


def _first_clash(rows: Sequence[int], size: int, met: int = -1, after: int = 0) -> tuple[int, ...]:
    """The first so many of the rows, from one on, that share no bit with each other and with `met`."""
    for number in range(after, len(rows)):
        if size > 1:
            others = _first_clash(rows, size - 1, met & rows[number], number + 1)
            if others:
                return number, *others
        elif not met & rows[number]:
            return (number,)
    return ()

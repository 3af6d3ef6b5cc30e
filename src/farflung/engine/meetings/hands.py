"""Many moments on the clocks of many kinds of people: a row for each different reading."""

from collections.abc import Iterable

import numpy as np

from farflung.engine.atlas import Kind
from farflung.engine.meetings.faces import Runs, Seconds, runs_of


def hands(kinds: Iterable[Kind], seconds: Seconds) -> tuple[Seconds, list[int]]:
    """What clocks show at some moments (readings, moments), in the order of first sight; each kind's row.

    `seconds` since 1970, at least one. Kinds whose clocks show the same between the first and the last
    moment share a row.
    """
    low, high = int(seconds.min()), int(seconds.max()) + 1
    rows: dict[Runs, int] = {}
    row = [rows.setdefault(runs_of(kind.clock, low, high), len(rows)) for kind in kinds]
    offsets = [_offsets(runs, seconds) for runs in rows]
    return seconds + np.array(offsets, np.int64).reshape(len(rows), -1), row


def _offsets(runs: Runs, seconds: Seconds) -> Seconds:
    since, offsets = (np.array(column, np.int64) for column in zip(*runs, strict=True))
    found: Seconds = offsets[since[1:].searchsorted(seconds, side="right")]
    return found

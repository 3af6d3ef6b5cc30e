"""Whom a moved meeting hits: outside own hours where it was inside, or at a heavier hour than before."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from farflung.engine.checks.question import Question
from farflung.engine.clocks import Move
from farflung.engine.meetings import marks
from farflung.engine.model import MeetingSeries, Shift
from farflung.engine.time import epoch


def hurt_by(question: Question, item: MeetingSeries | Shift, moves: Sequence[Move]) -> tuple[str, ...]:
    """The people (ids) whom the first moved occurrence costs more than the usual one would have.

    For shifts nothing counts but the burden: a shift is its person's working time wherever it falls.
    """
    amount = item.recurrence.elapsed or timedelta(minutes=item.recurrence.end_minutes)
    minutes = max(-(-amount // timedelta(minutes=1)), 1)
    table, kinds = question.packs.burden_points(), question.atlas.kinds(question.window)
    hit: dict[str, None] = {}
    for move in moves:
        now = epoch(move.starts[0])
        pair = np.array([now - int(move.shift.total_seconds()), now], np.int64)
        for kind, ids in kinds.among(move.people):
            found = marks(kind, pair, minutes, table)
            outside = isinstance(item, MeetingSeries) and bool(found.own[0]) and not found.own[1]
            if outside or found.burden[1] > found.burden[0]:
                hit.update(dict.fromkeys(ids))
    return tuple(hit)

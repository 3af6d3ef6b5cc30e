"""Whom a moved meeting hits: outside own hours where it was inside, or at a heavier hour than before."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from farflung.engine.checks.question import Question
from farflung.engine.clocks import Move
from farflung.engine.meetings.bill import Bill
from farflung.engine.meetings.rates import Rates
from farflung.engine.model import MeetingSeries, Shift
from farflung.engine.time import epoch


def hurt_by(question: Question, item: MeetingSeries | Shift, moves: Sequence[Move]) -> list[tuple[str, ...]]:
    """For each move whom (ids) the first moved occurrence costs more than the usual one would have.

    For shifts nothing counts but the burden: a shift is its person's working time wherever it falls.
    """
    if not moves:
        return []
    kinds = question.atlas.kinds(question.window)
    groups = [kinds.among(move.people) for move in moves]
    rates = kinds.once(Rates, question.packs.burden_points())
    lots, which = rates.lots_of(kind for group in groups for kind, _ in group)
    bill = Bill(
        rates, lots, np.array([_starts(move) for move in moves], np.int64).reshape(-1), _minutes(item)
    )
    hurt = bill.burden[:, 1::2] > bill.burden[:, ::2]
    if isinstance(item, MeetingSeries):
        hurt |= bill.own[:, ::2] & ~bill.own[:, 1::2]
    each = iter(which.tolist())
    return [
        tuple(person for _, ids in group if column[next(each)] for person in ids)
        for column, group in zip(hurt.T.tolist(), groups, strict=True)
    ]


def _starts(move: Move) -> tuple[int, int]:
    """When the first occurrence would usually be, on the same clock, and when it is."""
    now = epoch(move.starts[0])
    return now - int(move.shift.total_seconds()), now


def _minutes(item: MeetingSeries | Shift) -> int:
    amount = item.recurrence.elapsed or timedelta(minutes=item.recurrence.end_minutes)
    return max(-(-amount // timedelta(minutes=1)), 1)

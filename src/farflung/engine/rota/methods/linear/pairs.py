"""Pairs as rows: who is never on a duty at the same time as another, or never without them."""

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import Pair

Shifts = tuple[Ints, Ints, Ints]
"""Start, end and column of each."""


def pair_rows(written: Written) -> None:
    """Rows of every pair; both are units of their own."""
    of = {member: unit for unit in written.units for member in unit.members}
    for pair in written.model.pairs:
        if pair.one not in of:
            continue  # of another part
        one, other = of[pair.one], of[pair.other]
        for duty in dict.fromkeys(kind.duty for kind in written.model.kinds):
            mine, theirs = _shifts(written, one, duty), _shifts(written, other, duty)
            _rows(written, pair, mine, theirs, _there(written, pair.other, duty))
            there = _there(written, pair.one, duty)
            if there and not pair.together:
                _rows(written, pair, theirs, mine, there)


def _shifts(written: Written, unit: Unit, duty: str) -> Shifts:
    of: Bools = unit.open & np.array([kind.duty == duty for kind in written.model.kinds])
    start, end = written.model.spans(unit.person)
    return start[of], end[of], unit.at[of]


def _there(written: Written, person: int, duty: str) -> list[tuple[int, int]]:
    """When somebody is on a duty by shifts begun before the plan, and by turns of rotations."""
    minute, standing = written.model.options.minute, written.model.standing(person)
    return [(minute(a.span.start), minute(a.span.end)) for a in standing if a.duty == duty]


def _rows(written: Written, pair: Pair, one: Shifts, other: Shifts, there: list[tuple[int, int]]) -> None:
    """Whenever a shift of theirs begins or ends: no more of the one than of the other, or at most one."""
    known: set[tuple[bytes, bytes, bool]] = set()
    for moment in np.unique(np.concatenate([*one[:2], *other[:2], np.array([m for s in there for m in s])])):
        mine, theirs = (at[(start <= moment) & (moment < end)] for start, end, at in (one, other))
        anyway = any(start <= moment < end for start, end in there)
        key = mine.tobytes(), theirs.tobytes(), anyway
        if len(mine) and key not in known:
            known.add(key)
            _row(written, pair, mine, theirs, anyway)


def _row(written: Written, pair: Pair, mine: Ints, theirs: Ints, anyway: bool) -> None:
    columns = np.concatenate([mine, theirs])
    if pair.together and not anyway:
        signs = np.concatenate([np.ones(len(mine)), -np.ones(len(theirs))])
        written.writer.add_row(columns, signs, high=0.0, rule=pair.rule)
    elif not pair.together and (len(theirs) or anyway):
        written.writer.add_row(columns, 1.0, high=0.0 if anyway else 1.0, rule=pair.rule)

"""Demand as rows: the steps from cell to cell.

A shift covers a stretch of cells, so between two cells only who begins and who ends there counts. Written as
steps each shift stands in two rows of a line, however long it is, instead of in one for every cell it covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Floats, Ints
from farflung.engine.rota.methods.linear.units import Written
from farflung.engine.rota.model.lines import ANY_NUMBER, Line


@dataclass(frozen=True, eq=False)
class Slack:
    """The columns that count who is too few and too many in the cells of all lines, and what each weighs."""

    columns: Ints
    weights: Floats


def cover_rows(written: Written, lines: Sequence[Line], *, weighed: bool) -> Slack:
    """Rows of every line. Where nothing is `weighed`, only of lines on which there may be too many."""
    found = [
        _line(written, line) for line in lines
        if line.cells and (weighed or (line.most < _there(line)).any())
    ]  # fmt: skip
    if not found:
        return Slack(np.zeros(0, np.int64), np.zeros(0))
    return Slack(np.concatenate([of.columns for of in found]), np.concatenate([of.weights for of in found]))


def _there(line: Line) -> int:
    return int(line.people.sum() + line.given.max(initial=0))


def _line(written: Written, line: Line) -> Slack:
    columns, lo, hi = _steps(written, line)
    cell = _merged(line, lo, hi)
    first = np.flatnonzero(np.diff(cell, prepend=-1))
    count = len(first)
    lo, hi = np.append(cell, count)[lo], np.append(cell, count)[hi]
    least, given = line.least[first], line.given[first]
    people = _there(line)
    most = np.minimum(np.maximum(line.most[first], given), people + least)
    writer = written.writer
    short = writer.add_columns(count, high=np.maximum(least, 0), integer=False)
    long = writer.add_columns(count, high=np.maximum(most - least, 0), integer=False)
    # given + begun - ended up to a cell = least - short + long
    rows, at, signs = [lo, hi], [columns, columns], [np.ones(len(lo)), -np.ones(len(hi))]
    each = np.arange(count)
    for slack, sign in ((short, 1.0), (long, -1.0)):
        rows += [each, each[1:]]
        at += [slack, slack[:-1]]
        signs += [np.full(count, sign), np.full(max(0, count - 1), -sign)]
    row, where, sign_ = np.concatenate(rows), np.concatenate(at), np.concatenate(signs)
    inside = row < count
    order = np.argsort(row[inside], kind="stable")
    sizes = np.bincount(row[inside], minlength=count)
    sides = np.diff(least - given, prepend=0).astype(np.float64)
    writer.add_rows(
        sizes,
        where[inside][order],
        sign_[inside][order],
        low=sides,
        high=sides,
        rule=f"demand of {line.duty}",
    )
    under, over = (np.add.reduceat(of, first).astype(np.float64) for of in (line.under, line.over))
    return Slack(np.concatenate([short, long]), np.concatenate([under, over]))


def _steps(written: Written, line: Line) -> tuple[Ints, Ints, Ints]:
    """The columns that count on a line, and the cells that each covers: from the first up to the second."""
    columns, lo, hi = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for unit in written.units:
        if line.people[unit.person]:
            row = written.model.row(unit.person)
            counts: Bools = unit.open & line.kinds & (line.lo[row] < line.hi[row])
            columns.append(unit.at[counts])
            lo.append(line.lo[row][counts].astype(np.int64))
            hi.append(line.hi[row][counts].astype(np.int64))
    return np.concatenate(columns), np.concatenate(lo), np.concatenate(hi)


def _merged(line: Line, lo: Ints, hi: Ints) -> Ints:
    """For each cell its number when neighbours in which always the same people are, and wanted, are one."""
    new = np.zeros(line.cells + 1, bool)
    new[lo] = new[hi] = new[0] = True
    for of in (line.least, np.minimum(line.most, ANY_NUMBER), line.given):
        new[1:-1] |= of[1:] != of[:-1]
    return np.cumsum(new[:-1]) - 1

"""Limits on days in a row as rows, over columns that count who works on a day."""

import numpy as np

from farflung.engine.rota.methods.linear.program import Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import Blocks, Off, Run


def day_rows(written: Written, unit: Unit) -> None:
    """Runs of work, runs of days off, groups of days."""
    for limit in written.model.limits[unit.person]:
        if isinstance(limit, Run):
            _longest(written, unit, limit)
            _shortest(written, unit, limit)
        elif isinstance(limit, Off):
            _off(written, unit, limit)
        elif isinstance(limit, Blocks):
            _blocks(written, unit, limit)


def _longest(written: Written, unit: Unit, limit: Run) -> None:
    """Of any so many days in a row, one is free; the first of them with what was worked right before."""
    if limit.most is None:
        return
    days = written.worked(unit, limit.mark)
    for first in range(limit.first, limit.last + 1 - limit.most):
        _at_most(written, unit, limit, days[first : first + limit.most + 1], limit.most)
    if limit.carried:
        length = max(1, limit.most + 1 - limit.carried)
        carried = days[limit.first : min(limit.first + length, limit.last + 1)]
        if len(carried) == length:
            _at_most(written, unit, limit, carried, max(0, limit.most - limit.carried))


def _at_most(written: Written, unit: Unit, limit: Run, days: Ints, most: int) -> None:
    open_ = days[days >= 0]
    if len(open_) > most:
        written.writer.add_row(open_, 1.0, high=most * unit.count, rule=limit.rule, owner=unit.number)


def _shortest(written: Written, unit: Unit, limit: Run) -> None:
    """Who begins a run goes on: worked today and not yesterday means worked on the days after."""
    days = written.worked(unit, limit.mark) if (limit.least or 0) > 1 else np.zeros(0, np.int64)
    for day in range(limit.first + 1, min(limit.last + 1, len(days))):
        for ahead in range(1, limit.least or 0):
            if day + ahead <= limit.last and days[day] >= 0:
                _signed(
                    written,
                    unit,
                    limit.rule,
                    [(days[day], 1), (days[day - 1], -1), (days[day + ahead], -1)],
                    0,
                )


def _off(written: Written, unit: Unit, limit: Off) -> None:
    """Who begins a pause goes on with it: worked yesterday and not today means not on the days after."""
    days = written.worked(unit) if limit.least > 1 else np.zeros(0, np.int64)
    for day in range(limit.first + 1, min(limit.last + 1, len(days))):
        for ahead in range(1, min(limit.least, limit.last - day + 1)) if day not in limit.there else ():
            ends = (day - 1, day + ahead)
            chosen = [end for end in ends if end not in limit.there]
            if chosen and all(days[end] >= 0 for end in chosen):
                signs = [(int(days[end]), 1) for end in chosen]
                most = unit.count * (len(chosen) - 1)
                _signed(written, unit, limit.rule, [*signs, (int(days[day]), -1)], most)


def _signed(written: Written, unit: Unit, rule: str, signs: list[tuple[int, int]], most: int) -> None:
    there = [(column, sign) for column, sign in signs if column >= 0]
    written.writer.add_row(
        [int(column) for column, _ in there], [float(sign) for _, sign in there],
        high=most, rule=rule, owner=unit.number,
    )  # fmt: skip


def _blocks(written: Written, unit: Unit, limit: Blocks) -> None:
    """A column for each group: it counts whoever works on any day of it."""
    days = written.worked(unit, limit.mark)
    groups = [[int(days[day]) for day in group if days[day] >= 0] for group in limit.groups]
    groups = [group for group in groups if group]
    if len(groups) <= limit.most:
        return
    counted = written.writer.add_columns(len(groups), high=unit.count)
    for column, group in zip(counted, groups, strict=True):
        pairs = np.array([[day, column] for day in group]).ravel()
        signs = np.tile([1.0, -1.0], len(group))
        sizes = np.full(len(group), 2)
        written.writer.add_rows(sizes, pairs, signs, high=0.0, rule=limit.rule, owner=unit.number)
    written.writer.add_row(counted, 1.0, high=limit.most * unit.count, rule=limit.rule, owner=unit.number)

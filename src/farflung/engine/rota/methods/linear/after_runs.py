"""Rest that comes only after several marked days in a row, as rows: longer after a row of nights."""

from collections.abc import Iterator

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import RestAfter


def rest_after_runs(written: Written, unit: Unit, limit: RestAfter) -> None:
    """For each day that could end a run, and each later day within its rest.

    The days of the run, the shifts that end late enough on its last and those that begin too soon are
    together too many by one; a marked shift on the day after takes it back, for then the run goes on.
    """
    start, end = written.model.spans(unit.person)
    marked = written.marked(unit, limit.mark)
    others = written.marked(unit, limit.among) & (~marked if limit.unmarked else marked)
    days = written.worked(unit, limit.mark)
    if limit.since is not None:
        _after_those_before(written, unit, limit, others, days)
    for day in np.flatnonzero(marked.any(axis=1)):
        run = _days_before(written, unit, limit, days, int(day))
        if run is None:
            continue
        goes_on = days[day + 1 : day + 2]
        for after in _days_after(start, end, marked, others, int(day), limit):
            off = goes_on[goes_on >= 0] if after > day + 1 else goes_on[:0]
            for moment in np.unique(end[day][marked[day]]):
                late = unit.at[day][marked[day] & (end[day] >= moment)]
                soon = unit.at[after][others[after] & (start[after] < moment + limit.minutes)]
                if len(soon):
                    columns = np.concatenate([run, late, soon, off])
                    signs = np.append(np.ones(len(columns) - len(off)), -np.ones(len(off)))
                    high = float((len(run) + 1) * unit.count)
                    written.writer.add_row(columns, signs, high=high, rule=limit.rule, owner=unit.number)


def _after_those_before(written: Written, unit: Unit, limit: RestAfter, others: Bools, days: Ints) -> None:
    """What begins within the rest after the run right before the first day: only if it goes on then."""
    start, _ = written.model.spans(unit.person)
    first, until = written.model.bounds(unit.person)[0], (limit.since or 0) + limit.minutes
    goes_on = days[first : first + 1]
    for day in range(first, len(others)):
        soon = unit.at[day][others[day] & (start[day] < until)]
        off = goes_on[goes_on >= 0] if day > first else goes_on[:0]
        if len(soon) and (limit.unmarked or day > first):
            signs = np.append(np.ones(len(soon)), -np.ones(len(off)))
            written.writer.add_row(np.append(soon, off), signs, high=0.0, rule=limit.rule, owner=unit.number)


def _days_before(written: Written, unit: Unit, limit: RestAfter, days: Ints, day: int) -> Ints | None:
    """The columns of the other days of a run that ends on a day; None where there can be no such run."""
    first = written.model.bounds(unit.person)[0]
    inside = min(limit.run - 1, day - first)
    if inside < 0 or limit.run - 1 - inside > limit.carried:
        return None
    found: Ints = days[day - inside : day]
    return None if (found < 0).any() else found


def _days_after(
    start: Ints, end: Ints, marked: Bools, others: Bools, day: int, limit: RestAfter
) -> Iterator[int]:
    """Days on which something could begin too soon; what is marked on the very next goes on with the run."""
    latest = int(end[day][marked[day]].max()) + limit.minutes
    for after in range(day + (1 if limit.unmarked else 2), len(others)):
        if others[after].any():
            if start[after][others[after]].min() >= latest:
                return
            yield after

"""What adds up, as rows: the amount itself, and how many shifts can make it up at all.

Minutes alone are a weak row: 40 h allow five shifts of 8 h and a fraction of one of 9 h. That at most five
fit, whichever they are, is true of every member of a unit and far stronger.
"""

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import Total


def total_rows(written: Written, unit: Unit) -> None:
    """Rows of every total of a unit."""
    for limit in dict.fromkeys(of for of in written.model.limits[unit.person] if isinstance(of, Total)):
        model, first, last = written.model, max(0, limit.first), limit.last + 1
        inside = np.zeros(unit.open.shape, bool)
        inside[first:last] = True
        amounts = model.measures[limit.measure][model.row(unit.person)]
        there = inside & written.marked(unit, limit.mark) & (amounts != 0)
        _amount(written, unit, limit, there, amounts)
        _how_many(written, unit, limit, there, amounts)


def _amount(written: Written, unit: Unit, limit: Total, there: Bools, amounts: Ints) -> None:
    """The sum between its ends, in the greatest unit that divides everything."""
    found = amounts[there]
    by = int(np.gcd.reduce(found)) if len(found) else 1
    sides = {}
    if limit.most is not None and _largest(there, amounts).sum() > limit.most:
        theirs = written.model.open[list(unit.members)] & there
        most = np.where(theirs, amounts, 0).max(axis=2).sum(axis=1)  # all that each could have at all
        sides["high"] = float((np.minimum(most, limit.most) // by).sum())
    if limit.least is not None and limit.least > 0:
        sides["low"] = float(-(-limit.least // by) * unit.count)
    if sides:
        written.writer.add_row(
            unit.at[there], (found // by).astype(np.float64), **sides, rule=limit.rule, owner=unit.number
        )


def _how_many(written: Written, unit: Unit, limit: Total, there: Bools, amounts: Ints) -> None:
    """How many shifts fit into the most, and how many the least needs, with one a day."""
    days = there.any(axis=1)
    if len(np.unique(amounts[there])) < 2:
        return
    sides = {}
    if limit.most is not None:
        smallest = np.sort(np.where(there, amounts, np.iinfo(np.int64).max).min(axis=1)[days])
        fit = int(np.searchsorted(np.cumsum(smallest), limit.most, side="right"))
        if fit < days.sum():
            sides["high"] = float(fit * unit.count)
    if limit.least is not None and limit.least > 0:
        need = (
            int(np.searchsorted(np.cumsum(np.sort(_largest(there, amounts))[::-1]), limit.least, side="left"))
            + 1
        )
        sides["low"] = float(min(need, int(days.sum())) * unit.count)
    if sides:
        written.writer.add_row(unit.at[there], 1.0, **sides, rule=limit.rule, owner=unit.number)


def _largest(there: Bools, amounts: Ints) -> Ints:
    """The greatest amount of each day."""
    found: Ints = np.where(there, amounts, 0).max(axis=1, initial=0)  # there may be no kinds at all
    return found

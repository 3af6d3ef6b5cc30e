"""A stretch without shifts in every group of days, as rows: one more interval in the cliques of rest."""

import numpy as np

from farflung.engine.rota.limits import Gap
from farflung.engine.rota.linear.apart import cliques
from farflung.engine.rota.linear.program import Ints
from farflung.engine.rota.linear.units import Unit, Written
from farflung.engine.rota.model import Model
from farflung.engine.time import day_span


def gap_rows(written: Written, unit: Unit) -> None:
    """For each group one of the stretches in it is free: it begins with the group or when a shift ends."""
    start, end = written.model.spans(unit.person)
    for limit in (of for of in written.model.limits[unit.person] if isinstance(of, Gap)):
        marked = written.marked(unit, limit.mark)
        order = np.argsort(start[marked], kind="stable")
        begin, until = start[marked][order], end[marked][order]
        columns = unit.at[marked][order]
        for first, last in limit.windows:
            opened, closed = _edges(written.model, unit.person, limit, first, last)
            met = (begin < closed) & (until > opened)
            stretches = _stretches(limit, opened, closed, until[met])
            _one_free(written, unit, limit, stretches, (begin[met], until[met], columns[met]))


def _edges(model: Model, person: int, limit: Gap, first: int, last: int) -> tuple[int, int]:
    """From the midnight of the first day, or `since`, to the midnight after the last, or beyond."""
    zone, options = model.atlas.zone_of(model.people[person], model.window.start), model.options
    opened = options.minute(day_span(options.day(first), zone).start) if limit.since is None else limit.since
    return opened, options.minute(day_span(options.day(last), zone).end) + limit.beyond


def _stretches(limit: Gap, opened: int, closed: int, ends: Ints) -> Ints:
    """When a free stretch may begin, if it is to lie inside the group."""
    begins = np.unique(np.append(ends[ends > opened], opened))
    found: Ints = begins[begins + limit.minutes <= closed]
    return found


def _one_free(
    written: Written, unit: Unit, limit: Gap, stretches: Ints, shifts: tuple[Ints, Ints, Ints]
) -> None:
    """One of the stretches is chosen, and no shift lies in a chosen one."""
    begin, until, columns = shifts
    free = written.writer.add_columns(len(stretches), high=unit.count)
    written.writer.add_row(free, 1.0, low=unit.count, high=unit.count, rule=limit.rule, owner=unit.number)
    starts = np.concatenate([begin, stretches])
    order = np.argsort(starts, kind="stable")
    ends = np.concatenate([until, stretches + limit.minutes])[order]
    sizes, members = cliques(starts[order], ends)
    every = np.concatenate([columns, free])[order][members]
    written.writer.add_rows(sizes, every, 1.0, high=unit.count, rule=limit.rule, owner=unit.number)

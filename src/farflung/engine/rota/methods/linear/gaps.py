"""A stretch without shifts in every group of days, as rows: it follows a shift, or the group begins with it.

A column for each day says that the stretch comes after that day's shift. So there are few columns for a week,
whatever the number of moments at which a stretch could begin: there can be hundreds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from farflung.engine.rota.methods.linear.program import Bools, Ints
from farflung.engine.rota.methods.linear.units import Unit, Written
from farflung.engine.rota.model.limits import Gap
from farflung.engine.rota.model.model import Model
from farflung.engine.time import day_span


def gap_rows(written: Written, unit: Unit) -> None:
    """For each group at least one stretch that is long enough is free."""
    start, end = written.model.spans(unit.person)
    for limit in (of for of in written.model.limits[unit.person] if isinstance(of, Gap)):
        marked = written.marked(unit, limit.mark)
        for first, last in limit.windows:
            groups = (
                _Group(written, unit, limit, start, end, marked & (end > opened), opened, closed)
                for opened, closed in _free(limit, *_edges(written.model, unit.person, limit, first, last))
            )
            chosen = [group.write() for group in groups]
            columns = np.concatenate(chosen) if chosen else np.zeros(0, np.int64)
            written.writer.add_row(columns, 1.0, low=unit.count, rule=limit.rule, owner=unit.number)


def _edges(model: Model, person: int, limit: Gap, first: int, last: int) -> tuple[int, int]:
    """From the midnight of the first day, or `since`, to the midnight after the last, or beyond."""
    zone, options = model.atlas.zone_of(model.people[person], model.window.start), model.options
    opened = options.minute(day_span(options.day(first), zone).start) if limit.since is None else limit.since
    return opened, options.minute(day_span(options.day(last), zone).end) + limit.beyond


def _free(limit: Gap, opened: int, closed: int) -> Iterator[tuple[int, int]]:
    """The stretches between what stands there whatever is chosen."""
    for start, end in sorted(limit.busy):
        if opened + limit.minutes <= min(start, closed):
            yield opened, min(start, closed)
        opened = max(opened, end)
    if opened + limit.minutes <= closed:
        yield opened, closed


@dataclass(frozen=True, eq=False)
class _Group:
    """One stretch of a unit; `shifts` are those that end in it or after it, of shape (days, kinds)."""

    written: Written
    unit: Unit
    limit: Gap
    start: Ints
    end: Ints
    shifts: Bools
    opened: int
    closed: int

    def write(self) -> Ints:
        """The columns that say where in it a long enough stretch is free."""
        after = self.shifts & (self.end + self.limit.minutes <= self.closed)
        days = np.flatnonzero(after.any(axis=1))
        chosen = self.written.writer.add_columns(len(days) + 1, high=self.unit.count)
        for day, column in zip(days, chosen, strict=False):
            self._after(int(day), int(column), after[day])
        self._none_before(int(chosen[-1]), self.opened + self.limit.minutes, 0)
        return chosen

    def _after(self, day: int, column: int, ends: Bools) -> None:
        """The stretch follows a shift of this day, and none begins within it."""
        worked = self.unit.at[day][ends]
        self._signed(np.append(worked, column), np.append(-np.ones(len(worked)), 1.0))
        moments = np.unique(self.end[day][ends])
        self._none_before(column, int(moments[0]) + self.limit.minutes, day + 1)
        for earlier, moment in pairwise(moments):
            late = self.unit.at[day][ends & (self.end[day] >= moment)]
            self._late(column, late, int(earlier), int(moment), day + 1)

    def _none_before(self, column: int, moment: int, first: int) -> None:
        """Nothing of the days from one on begins before a moment."""
        for day in range(first, len(self.shifts)):
            soon = self.shifts[day] & (self.start[day] < moment)
            if soon.any():
                self._row(np.append(self.unit.at[day][soon], column), high=self.unit.count)
            elif self.shifts[day].any():
                return

    def _late(self, column: int, late: Ints, earlier: int, moment: int, first: int) -> None:
        """Likewise after what ends at a later moment, where that leaves less room than what ends earlier."""
        for day in range(first, len(self.shifts)):
            soon = self.shifts[day] & (self.start[day] < moment + self.limit.minutes)
            if (soon & (self.start[day] >= earlier + self.limit.minutes)).any():
                columns = np.concatenate([self.unit.at[day][soon], late, [column]])
                self._row(columns, high=2 * self.unit.count)
            elif self.shifts[day].any() and not soon.any():
                return

    def _row(self, columns: Ints, *, high: float) -> None:
        self.written.writer.add_row(columns, 1.0, high=high, rule=self.limit.rule, owner=self.unit.number)

    def _signed(self, columns: Ints, signs: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
        self.written.writer.add_row(columns, signs, high=0.0, rule=self.limit.rule, owner=self.unit.number)

"""A typical week: how many people work in each half hour of the reader's week."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from farflung.draw.heat import Week
from farflung.engine.overlap import HalfHours
from farflung.report.summary import Summary
from farflung.report.times import city


class Halves:
    """The reader's half hours of a window, sorted into weeks: made once for all that is asked about them."""

    def __init__(self, summary: Summary) -> None:
        grid = self._grid = summary.atlas.grid(summary.window)
        self._summary = summary
        self._halves = HalfHours(grid.start, grid.slots, summary.reader)

    def typical(self, people: Sequence[str] | None = None) -> Week:
        """The median over the window's weeks, so that one holiday does not bend the picture."""
        counts = self._summary.at_work if people is None else self._grid.counts(people)
        size = len(self._summary.atlas.people) if people is None else len(people)
        return Week(self._halves.typical(counts), size, city(self._summary.reader))

    def shared(self, people: Sequence[str]) -> timedelta:
        """`shared_hours` of their typical week, from the time in which all of them are at work alone."""
        rows = sorted(set(self._grid.row_of[[self._grid.index[person] for person in people]].tolist()))
        return self._halves.usual(np.logical_and.reduce(self._grid.rows[rows], axis=0))


def typical_week(summary: Summary, people: Sequence[str] | None = None) -> Week:
    """How many of some people, or of all, are at work in each half hour of the reader's typical week."""
    return Halves(summary).typical(people)


def shared_hours(week: Week) -> timedelta:
    """Elapsed time a week in which everybody of a typical week is at work."""
    halves = sum(1 for day in week.counts for n in day if n == week.people and n > 0)
    return halves * timedelta(minutes=30)

"""Demand as lines of cells: stretches of time (or dates) in which the same number of people is wanted.

A shift covers the cells `lo` up to `hi` of a line, so what it is worth is a difference of two prefix sums.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from farflung.engine.model import Person
from farflung.engine.rota.demand import Demand, Headcount
from farflung.engine.rota.kind import ShiftKind
from farflung.engine.rota.options import NEVER, Options
from farflung.engine.time import Span, Zone, ZoneDatabase, clipped, merged
from farflung.engine.time.civil import date_shown, local_span

Ints = NDArray[np.int64]
ANY_NUMBER = 2**30
"""`most` where nothing is said: more people than there are."""


@dataclass(frozen=True, eq=False)
class Line:
    """One demand. Cell c lasts from `borders[c, 0]` to `borders[c, 1]` (minutes of the options' base).

    `least`, `most`, `under` and `over` are of shape (cells,); the weights are for the whole cell and each
    person too few or too many. `people` and `kinds` are the indexes that count; `lo` and `hi`, of shape
    (rows, days, kinds), say which cells a shift covers (none where they are equal). `given` counts who is
    there anyway: shifts begun before the window. `duty` and `of` say what it is the demand of.
    """

    duty: str
    of: Demand | str
    borders: Ints
    least: Ints
    most: Ints
    under: Ints
    over: Ints
    given: Ints
    people: NDArray[np.bool_]
    kinds: NDArray[np.bool_]
    lo: NDArray[np.int32]
    hi: NDArray[np.int32]

    @property
    def cells(self) -> int:
        """How many."""
        return len(self.least)


def line_of_demand(
    demand: Demand, people: Sequence[Person], kinds: Sequence[ShiftKind], options: Options,
    window: Span, zones: ZoneDatabase,
) -> Line | None:  # fmt: skip
    """The line of a demand by time; None where it wants nobody inside the window."""
    of_kind = np.array([kind.duty == demand.duty for kind in kinds])
    wanted = [(options.minute(s.start), options.minute(s.end)) for s in wanted_spans(demand, window, zones)]
    if not wanted:
        return None
    cuts = {m for span in wanted for m in span}
    for of in (options.start, options.end):
        cuts |= set(np.unique(of[:, :, of_kind]).tolist())
    cells = [
        (a, b) for start, end in wanted
        for a, b in pairwise([start, *sorted(c for c in cuts if start < c < end), end])
    ]  # fmt: skip
    borders = np.array(cells, np.int64)
    lo = np.searchsorted(borders[:, 0], options.start).astype(np.int32)
    hi = np.searchsorted(borders[:, 1], options.end, side="right").astype(np.int32)
    none = (options.start == NEVER) | ~of_kind | (hi < lo)
    minutes, n = borders[:, 1] - borders[:, 0], len(cells)
    return Line(
        demand.duty, demand, borders,
        np.full(n, demand.least, np.int64),
        np.full(n, ANY_NUMBER if demand.most is None else demand.most, np.int64),
        demand.under * minutes, demand.over * minutes, np.zeros(n, np.int64),
        np.array([demand.skills <= p.skills and demand.languages <= p.languages for p in people]),
        of_kind, np.where(none, 0, lo), np.where(none, 0, hi),
    )  # fmt: skip


def wanted_spans(demand: Demand, window: Span, zones: ZoneDatabase) -> tuple[Span, ...]:
    """When a demand holds inside a window."""
    zone = zones.zone(demand.zone or "UTC")
    spans: list[Span] = []
    for day in _dates(demand, window, zone):
        if demand.window is None:
            spans.append(local_span(day, 0, 1440, zone))
        else:
            spans += (local_span(day, b.start, b.end, zone) for b in demand.window.on(day.weekday()))
    return clipped(merged(spans), window)


def _dates(demand: Demand, window: Span, zone: Zone) -> Iterator[date]:
    day = date_shown(window.start, zone) - timedelta(days=1)  # whose block reaches over midnight
    last = date_shown(window.end, zone)
    while day <= last:
        if (demand.first is None or demand.first <= day) and (demand.last is None or day <= demand.last):
            yield day
        day += timedelta(days=1)


def line_of_headcounts(
    counts: Sequence[Headcount], people: int, kinds: Sequence[ShiftKind], options: Options
) -> Line:
    """The line of the shifts wanted of one kind, a cell for each date."""
    number = next(n for n, kind in enumerate(kinds) if kind.name == counts[0].kind)
    ordered = sorted(counts, key=lambda count: count.day)
    days, n = options.days, len(ordered)
    cell = np.full(days, -1, np.int32)
    for index, count in enumerate(ordered):
        if 0 <= options.index(count.day) < days:
            cell[options.index(count.day)] = index
    lo = np.zeros(options.start.shape, np.int32)
    hi = np.zeros(options.start.shape, np.int32)
    there = (options.start[:, :, number] != NEVER) & (cell >= 0)[None, :]
    lo[:, :, number] = np.where(there, cell[None, :], 0)
    hi[:, :, number] = np.where(there, cell[None, :] + 1, 0)
    of_kind = np.zeros(len(kinds), bool)
    of_kind[number] = True
    starts = np.array([options.index(c.day) * 1440 for c in ordered], np.int64)
    return Line(
        kinds[number].duty, kinds[number].name, np.stack([starts, starts + 1440], axis=1),
        np.array([c.people for c in ordered], np.int64),
        np.array([ANY_NUMBER if c.most is None else c.most for c in ordered], np.int64),
        np.array([c.under for c in ordered], np.int64), np.array([c.over for c in ordered], np.int64),
        np.zeros(n, np.int64), np.ones(people, bool), of_kind, lo, hi,
    )  # fmt: skip

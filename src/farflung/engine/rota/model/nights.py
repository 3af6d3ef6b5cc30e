"""How much of each shift is night, on the clock of whoever works it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.rota.model.options import NEVER, Options
from farflung.engine.time import Span, Zone
from farflung.engine.time.civil import date_shown, local_span
from farflung.rulepacks import NightWindow


def night_spans(first: date, last: date, zone: Zone, window: NightWindow) -> list[Span]:
    """The nights that begin on the dates from the day before `first` to `last`, as elapsed time."""
    start, end = _minutes(window.start), _minutes(window.end)
    until = end if end > start else end + 1440
    days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 1)]
    return [local_span(day, start, until, zone) for day in days]


def night_minutes_of(span: Span, zone: Zone, window: NightWindow) -> int:
    """Elapsed minutes of a span that are night in a zone."""
    nights = night_spans(date_shown(span.start, zone), date_shown(span.end, zone), zone, window)
    shared = (min(span.end, n.end) - max(span.start, n.start) for n in nights)
    return sum(int(s / timedelta(minutes=1)) for s in shared if s > timedelta())


def night_minutes(atlas: Atlas, options: Options, window: NightWindow) -> NDArray[np.int64]:
    """The same of every shift that could be, of shape (rows, days, kinds)."""
    found = np.zeros(options.start.shape, np.int64)
    longest = int((options.end - options.start)[options.start != NEVER].max(initial=0))
    until = options.day(options.days - 1) + timedelta(days=longest // 1440 + 1)
    for row, clocks in enumerate(options.clocks):
        for key in dict.fromkeys(clocks):
            spans = night_spans(options.first, until, atlas.zones.zone(key), window)
            here = np.array([clock == key for clock in clocks])
            shared = shared_minutes(options.start[row], options.end[row], _edges(options, spans))
            found[row][here] = shared[here]
    return np.where(options.start == NEVER, 0, found)


def _edges(options: Options, spans: Sequence[Span]) -> NDArray[np.int64]:
    return np.array([(options.minute(s.start), options.minute(s.end)) for s in spans], np.int64)


def shared_minutes(
    start: NDArray[np.int32], end: NDArray[np.int32], edges: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Minutes that spans (any shape) share with sorted, disjoint ones (n, 2)."""
    if not len(edges):
        return np.zeros(start.shape, np.int64)
    lengths = np.concatenate([[0], np.cumsum(edges[:, 1] - edges[:, 0])])

    def until(minute: NDArray[np.int32]) -> NDArray[np.int64]:
        index = np.searchsorted(edges[:, 0], minute, side="right")
        before = np.maximum(index - 1, 0)
        over = np.maximum(0, edges[before, 1] - minute) * (index > 0)
        found: NDArray[np.int64] = lengths[index] - over
        return found

    return until(end) - until(start)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute

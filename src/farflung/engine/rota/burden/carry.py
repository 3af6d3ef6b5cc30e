"""Writes the burden ledger: what was carried on duties, by the shifts that were worked, and in meetings."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import numpy as np

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.burden.points import Rates
from farflung.engine.rota.burden.presence import days_there
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span, merged


def ledger_of(
    atlas: Atlas,
    people: Iterable[str],
    worked: Iterable[Assignment],
    window: Span,
    weights: Weights,
    meetings: Mapping[str, float] | None = None,
    shares: Mapping[str, float] | None = None,
) -> Ledger:
    """The ledger of a stretch of time.

    Shifts weigh by `weights`, cut to the window; two at the same time are credited once, by the heavier duty.
    `meetings` are points that people carried in meetings in it (`engine.meetings`), added as they are.
    `shares` are the parts of a full load that contracts ask for, 1 where nothing is said: half a load is half
    the days.
    """
    shifts: dict[str, list[Assignment]] = {}
    for shift in worked:
        if shift.span.overlaps(window):
            shifts.setdefault(shift.person, []).append(shift)
    extra = meetings or {}
    found = {}
    for key in people:
        person = atlas.person(key)
        points = _points(atlas, person, shifts.get(key, []), window, weights) + extra.get(key, 0.0)
        days = days_there(atlas, person, window) * (shares or {}).get(key, 1.0)
        found[key] = Carried(points, days)
    return Ledger(found)


def _points(atlas: Atlas, person: Person, shifts: list[Assignment], window: Span, weights: Weights) -> float:
    if not shifts:
        return 0.0
    rates = Rates.of(atlas, person, window, weights).rates.astype(np.float64)
    factors = np.zeros(len(rates))
    for shift in shifts:
        for span in merged([Span(max(shift.span.start, window.start), min(shift.span.end, window.end))]):
            low, high = ((m - window.start) // timedelta(minutes=1) for m in (span.start, span.end))
            factors[low:high] = np.maximum(factors[low:high], weights.factor(shift.duty))
    return float((rates * factors).sum()) / 60

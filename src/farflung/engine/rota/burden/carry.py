"""Writes the burden ledger: what was carried on duties, by the shifts that were worked, and in meetings."""

from collections.abc import Iterable, Mapping

from farflung.engine.atlas import Atlas
from farflung.engine.rota.burden.points import credited
from farflung.engine.rota.burden.presence import days_there
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span


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
        mine = shifts.get(key)
        points = (credited(atlas, person, mine, window, weights) if mine else 0.0) + extra.get(key, 0.0)
        days = days_there(atlas, person, window) * (shares or {}).get(key, 1.0)
        found[key] = Carried(points, days)
    return Ledger(found)

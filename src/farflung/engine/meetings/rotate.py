"""The rotation that shares a meeting's burden, and the proof that no other shares it better."""

from dataclasses import replace

import numpy as np

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.any_plan import best_of_any, spread
from farflung.engine.meetings.in_turn import MOST_TIMES, Choice, Rows, best_in_turn
from farflung.engine.meetings.prices import Prices, prices
from farflung.engine.meetings.rotation_values import AreaLoad, Rotation, RotationRequest
from farflung.engine.time import Span, from_epoch
from farflung.rulepacks import BurdenTable


def rotate(atlas: Atlas, request: RotationRequest, table: BurdenTable) -> Rotation:
    """The fairest rotation: of so many times in turn where `times` says so, else of any starts."""
    found = prices(atlas, request, table)
    if request.times is not None:
        choice = best_in_turn(found, request.times)
        return _rotation(found, choice.pick, None, proved=True)
    choice, floor, proved = best_of_any(found, _best_of_few(found))
    return _rotation(found, spread(found, choice.pick), floor, proved)


def rotate_by_few(atlas: Atlas, request: RotationRequest, table: BurdenTable, most: int) -> Rotation:
    """The fairest rotation of at most so many times in turn, and of equals the one with the fewest."""
    found = prices(atlas, request, table)
    choice = _best_of_few(found, most)
    return _rotation(found, choice.pick, None, proved=True)


def in_turn(
    atlas: Atlas, request: RotationRequest, table: BurdenTable, most: int, within: Span | None = None
) -> tuple[Rotation, ...]:
    """The fairest rotation of one time, of two in turn, and so on up to `most`.

    `within` may name a wider window that other questions are asked about: what is known of it is used.
    """
    return _in_turn(prices(atlas, request, table, within), most)


def compared(
    atlas: Atlas, request: RotationRequest, table: BurdenTable, minute: int, most: int, within: Span
) -> tuple[Rotation, tuple[Rotation, ...]]:
    """The meeting as it is, at a minute of the day that is among the request's starts, and `in_turn`."""
    found = prices(atlas, request, table, within)
    now = np.full(len(request.days), request.starts.index(minute), np.int64)
    return _rotation(found, now, None, proved=False), _in_turn(found, most)


def _in_turn(found: Prices, most: int) -> tuple[Rotation, ...]:
    limit = min(most, *found.cost.shape[:2])
    picks = [best_in_turn(found, times).pick for times in range(1, limit + 1)]
    return tuple(_rotation(found, pick, None, proved=True) for pick in picks)


def as_it_is(atlas: Atlas, request: RotationRequest, table: BurdenTable, minute: int) -> Rotation:
    """The plan that nobody rotates: the same start, a minute of the day, on every date."""
    found = prices(atlas, replace(request, starts=(minute,), times=None), table)
    return _rotation(found, np.zeros(len(request.days), np.int64), None, proved=False)


def _best_of_few(found: Prices, most: int = MOST_TIMES) -> Choice:
    dates, starts = found.cost.shape[:2]
    # Half-hour starts make a hundred times more sets of four: there three in turn have to do.
    limit = min(most, dates, starts, 3 if starts > 24 else MOST_TIMES)
    return min((best_in_turn(found, times) for times in range(1, limit + 1)), key=lambda choice: choice.key)


def _rotation(found: Prices, pick: Rows, floor: float | None, proved: bool) -> Rotation:
    dates = np.arange(len(pick))
    request, loads = found.request, found.burden[dates, pick].sum(axis=0)
    each = [round(load, 2) for load in loads.tolist()]
    worst = round(float(loads.max()), 2)
    ordered = dict.fromkeys(request.starts[number] for number in pick.tolist())
    return Rotation(
        request=request,
        starts=tuple(from_epoch(int(s)) for s in found.instants[dates, pick]),
        times=tuple(ordered),
        loads=tuple([(person, each[lot]) for person, lot in found.seats]),
        areas=_areas(found, pick),
        worst=worst,
        bound=_bound(worst, floor, proved),
        proved=proved,
    )


def _bound(worst: float, floor: float | None, proved: bool) -> float:
    """The floor in points; where it speaks of hours broken rather than of points, only zero is certain."""
    if proved:
        return worst
    return round(floor, 2) if floor is not None and floor <= worst else 0.0


def _areas(found: Prices, pick: Rows) -> tuple[AreaLoad, ...]:
    dates, area, people = np.arange(len(pick)), found.area, found.people
    burden, outside, off = (
        each[dates, pick].sum(axis=0) for each in (found.burden, found.outside, found.off)
    )
    worst = np.zeros(len(found.areas))
    np.maximum.at(worst, area, burden)
    living = np.bincount(area, weights=people)
    shares = (np.bincount(area, weights=each * people) / living for each in (outside, off))
    columns = ([round(value, 2) for value in each.tolist()] for each in (worst, *shares))
    rows = [AreaLoad(*row) for row in zip(found.areas, *columns, strict=True)]
    return tuple(sorted(rows, key=lambda row: (-row.points, -row.outside, row.area.label)))

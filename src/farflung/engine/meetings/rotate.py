"""The rotation that shares a meeting's burden, and the proof that no other shares it better."""

from dataclasses import replace
from datetime import datetime

import numpy as np

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.any_plan import best_of_any, spread
from farflung.engine.meetings.in_turn import MOST_TIMES, Choice, Rows, best_in_turn
from farflung.engine.meetings.prices import Prices, prices
from farflung.engine.meetings.rotation_values import AreaLoad, Outline, Rotation, RotationRequest
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
) -> tuple[Outline, ...]:
    """The fairest rotation of one time, of two in turn, and so on up to `most`.

    `within` may name a wider window that other questions are asked about: what is known of it is used.
    """
    return _in_turn(prices(atlas, request, table, within), most)


def compared(
    atlas: Atlas, request: RotationRequest, table: BurdenTable, minute: int, most: int, within: Span
) -> tuple[Outline, tuple[Outline, ...]]:
    """The meeting as it is, at a minute of the day that is among the request's starts, and `in_turn`."""
    found = prices(atlas, request, table, within)
    now = np.full(len(request.days), request.starts.index(minute), np.int64)
    return _outline(found, now), _in_turn(found, most)


def _in_turn(found: Prices, most: int) -> tuple[Outline, ...]:
    limit = min(most, *found.cost.shape[:2])
    picks = [best_in_turn(found, times).pick for times in range(1, limit + 1)]
    return tuple(_outline(found, pick) for pick in picks)


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
    each = _loads(found, pick)
    worst = max(each)
    return Rotation(
        request=found.request,
        starts=_starts(found, pick),
        times=_times(found, pick),
        loads=tuple([(person, each[lot]) for person, lot in found.seats]),
        areas=_areas(found, pick),
        worst=worst,
        bound=_bound(worst, floor, proved),
        proved=proved,
    )


def _outline(found: Prices, pick: Rows) -> Outline:
    each, people = _loads(found, pick), found.people.tolist()
    _, outside, off = _by_area(found, pick)
    living = np.bincount(found.area, weights=found.people).tolist()
    return Outline(
        starts=_starts(found, pick),
        times=_times(found, pick),
        worst=max(each),
        total=round(sum(load * many for load, many in zip(each, people, strict=True)), 2),
        off=round(sum(off), 2),
        outside=int(sum(many for share, many in zip(outside, living, strict=True) if share)),
    )


def _loads(found: Prices, pick: Rows) -> list[float]:
    """The points of each lot."""
    loads = found.burden[np.arange(len(pick)), pick].sum(axis=0)
    return [round(load, 2) for load in loads.tolist()]


def _starts(found: Prices, pick: Rows) -> tuple[datetime, ...]:
    return tuple(map(from_epoch, found.instants[np.arange(len(pick)), pick].tolist()))


def _times(found: Prices, pick: Rows) -> tuple[int, ...]:
    return tuple(dict.fromkeys(found.request.starts[number] for number in pick.tolist()))


def _bound(worst: float, floor: float | None, proved: bool) -> float:
    """The floor in points; where it speaks of hours broken rather than of points, only zero is certain."""
    if proved:
        return worst
    return round(floor, 2) if floor is not None and floor <= worst else 0.0


def _areas(found: Prices, pick: Rows) -> tuple[AreaLoad, ...]:
    rows = [AreaLoad(*row) for row in zip(found.areas, *_by_area(found, pick), strict=True)]
    return tuple(sorted(rows, key=lambda row: (-row.points, -row.outside, row.area.label)))


def _by_area(found: Prices, pick: Rows) -> tuple[list[float], ...]:
    """Points, and dates outside the hours and on a day off, as in `AreaLoad`: by the number of the area."""
    dates, area, people = np.arange(len(pick)), found.area, found.people
    burden, outside, off = (
        each[dates, pick].sum(axis=0) for each in (found.burden, found.outside, found.off)
    )
    living = np.bincount(area, weights=people)
    worst = np.zeros(len(living))
    np.maximum.at(worst, area, burden)
    shares = (np.bincount(area, weights=each * people) / living for each in (outside, off))
    return tuple([round(value, 2) for value in each.tolist()] for each in (worst, *shares))

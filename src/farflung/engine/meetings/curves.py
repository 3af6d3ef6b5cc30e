"""Points and own hours of meetings on one clock's face, by the hours in force on the day of each start."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from farflung.engine.meetings.burden import WEEK, WeekCurve
from farflung.engine.meetings.days import Days
from farflung.engine.meetings.faces import Face, Mask, Seconds
from farflung.rulepacks import BurdenTable

Points = NDArray[np.float64]


def points_at(days: Days, face: Face, table: BurdenTable, columns: Seconds | None = None) -> Points:
    """The points of each start, or of those whose numbers are given."""
    curves = days.curves(table)
    week = face.week if columns is None else face.week.take(columns)
    if len(curves) == 1:
        found = curves[0].burden(week, face.minutes)
    else:
        which, found = _which(days, face, columns), np.zeros(len(week))
        for number in set(which.tolist()):
            held = which == number
            found[held] = curves[number].burden(week[held], face.minutes)
    for start, pieces in face.jumps:
        at = start if columns is None else columns == start
        found[at] = sum(
            float(curves[days.which[day - days.first]].burden(minute, length))
            for day, minute, length in pieces
        )
    return found


def own_at(days: Days, face: Face, table: BurdenTable) -> Mask:
    """Whether all of the meeting is inside own hours, for each start."""
    curves = days.curves(table)
    if len(curves) == 1:
        found: Mask = own_left(curves[0]).take(face.week) >= face.minutes
    else:
        which, found = _which(days, face), np.zeros(len(face.week), np.bool_)
        for number in set(which.tolist()):
            held = which == number
            found[held] = own_left(curves[number]).take(face.week[held]) >= face.minutes
    for start, pieces in face.jumps:
        found[start] = all(
            own_left(curves[days.which[day - days.first]])[minute] >= length for day, minute, length in pieces
        )
    return found


@lru_cache(maxsize=512)
def own_left(curve: WeekCurve) -> NDArray[np.int16]:
    """For how many minutes own hours go on from each minute of the week: 0 outside them."""
    ends = np.append(np.flatnonzero(np.diff(curve.own) == 0), 2 * WEEK)
    minutes = np.arange(WEEK)
    return (ends[ends.searchsorted(minutes)] - minutes).astype(np.int16)


def _which(days: Days, face: Face, columns: Seconds | None = None) -> Seconds:
    """The number of the pattern in force on the day of each start."""
    day = face.day if columns is None else face.day.take(columns)
    found: Seconds = days.which.take(day - days.first)
    return found

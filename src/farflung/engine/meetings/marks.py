"""What many possible starts mean to one kind of people: the arrays that every question here is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Clock, Kind
from farflung.engine.meetings.burden import burden_by, local_day, own_by
from farflung.engine.meetings.days import Days, days_between
from farflung.engine.meetings.faces import Face, Hours, Mask, Seconds, face_of
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, eq=False, slots=True)
class Marks:
    """One value per start. Local ones by the clock of the kind.

    `burden` in points; `own`: all of it inside own hours; `weekday`: on a day of the week on which they
    work; `holiday`: touches a public holiday of theirs; `fits`: inside the hours asked for (all true
    where none were).
    """

    local: Seconds
    burden: NDArray[np.float64]
    own: Mask
    weekday: Mask
    holiday: Mask
    fits: Mask

    @property
    def free(self) -> Mask:
        """Starts on days on which they are at work at all."""
        return (self.own | self.weekday) & ~self.holiday


def marks(
    kind: Kind, starts: Seconds, minutes: int, table: BurdenTable, acceptable: Hours | None = None
) -> Marks:
    """The marks of meetings of `minutes` that start at `starts` (seconds since 1970)."""
    return marks_on(kind, face_of(kind.clock, starts, minutes, acceptable), table)


def marks_of_all(
    kinds: Iterable[Kind], starts: Seconds, minutes: int, table: BurdenTable, acceptable: Hours | None = None
) -> list[Marks]:
    """The marks for several kinds; those who live by the same clock share what it shows."""
    faces: dict[Clock, Face] = {}
    found = []
    for kind in kinds:
        if kind.clock not in faces:
            faces[kind.clock] = face_of(kind.clock, starts, minutes, acceptable)
        found.append(marks_on(kind, faces[kind.clock], table))
    return found


def marks_on(kind: Kind, face: Face, table: BurdenTable) -> Marks:
    """The marks of a kind for what its clock shows."""
    if not len(face.starts):
        none = np.zeros(0, np.bool_)
        return Marks(face.local, np.zeros(0), none, none, none, none)
    days = days_between(kind, face.first, face.final)
    at, until = face.day - days.first, face.until - days.first
    points, own = _by_pattern(days, at, face, table)
    for number in face.jumps:
        start = int(face.starts[number])
        end = start + face.minutes * 60
        points[number] = burden_by(kind.clock, kind.person, start, end, table)
        own[number] = own_by(kind.clock, kind.person, start, end, table)
    weekday, holiday = days.works[at] & days.works[until], days.holiday[at] | days.holiday[until]
    return Marks(face.local, points, own, weekday, holiday, face.fits)


def burdens_of_all(
    kinds: Iterable[Kind], starts: Seconds, minutes: int, table: BurdenTable
) -> list[NDArray[np.float64]]:
    """The points alone, for who needs nothing else."""
    faces: dict[Clock, Face] = {}
    found = []
    for kind in kinds:
        if kind.clock not in faces:
            faces[kind.clock] = face_of(kind.clock, starts, minutes)
        found.append(_burdens_on(kind, faces[kind.clock], table))
    return found


def _burdens_on(kind: Kind, face: Face, table: BurdenTable) -> NDArray[np.float64]:
    if not len(face.starts):
        return np.zeros(0)
    days = days_between(kind, face.first, face.final)
    if len(days.patterns) > 1 or face.jumps:
        return marks_on(kind, face, table).burden
    return days.curves(table)[0].burden(face.week, face.minutes)


def works_on(kind: Kind, day: date) -> bool:
    """Whether a local date is a working day of theirs: in their week, and no public holiday."""
    number = day.toordinal() - local_day(0).toordinal()
    days = days_between(kind, number, number)
    return bool(days.works[number - days.first] and not days.holiday[number - days.first])


def _by_pattern(days: Days, at: Seconds, face: Face, table: BurdenTable) -> tuple[NDArray[np.float64], Mask]:
    """Burden and own hours, by the pattern in force on the day of each start (nearly always one)."""
    curves = days.curves(table)
    if len(curves) == 1:
        return curves[0].burden(face.week, face.minutes), curves[0].inside(face.week, face.minutes)
    points, own, which = np.zeros(len(at)), np.zeros(len(at), np.bool_), days.which[at]
    for number in np.unique(which).tolist():
        held = which == number
        points[held] = curves[number].burden(face.week[held], face.minutes)
        own[held] = curves[number].inside(face.week[held], face.minutes)
    return points, own

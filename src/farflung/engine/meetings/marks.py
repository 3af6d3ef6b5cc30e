"""What many possible starts mean to one kind of people: the arrays that every question here is made of."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.burden import burden_by, local_day, minute_of_week, week_curve
from farflung.engine.meetings.days import Days, days_between
from farflung.engine.model import DAY_MINUTES
from farflung.rulepacks import BurdenTable

Hours = tuple[int, int]
"""Local minutes of a day: from, and up to (1440 is midnight)."""

Seconds = NDArray[np.int64]
Mask = NDArray[np.bool_]
_DAY = 86400


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
    local = kind.clock.local(starts)
    last = kind.clock.local(starts + (minutes * 60 - 1))
    if not len(starts):
        none = np.zeros(0, np.bool_)
        return Marks(local, np.zeros(0), none, none, none, none)
    days = days_between(kind, int(local.min()) // _DAY, int(last.max()) // _DAY)
    at, until = local // _DAY - days.first, last // _DAY - days.first
    points, own = _by_pattern(kind, days, at, minute_of_week(local), minutes, table)
    for index in np.flatnonzero(last - local != minutes * 60 - 1).tolist():
        start = int(starts[index])
        points[index] = burden_by(kind.clock, kind.person, start, start + minutes * 60, table)
    weekday, holiday = days.works[at] & days.works[until], days.holiday[at] | days.holiday[until]
    return Marks(local, points, own, weekday, holiday, fitting(local, last, acceptable))


def burdens(kind: Kind, starts: Seconds, minutes: int, table: BurdenTable) -> NDArray[np.float64]:
    """The points alone, for who needs nothing else."""
    if not len(starts):
        return np.zeros(0)
    local, last = kind.clock.local(starts), kind.clock.local(starts + (minutes * 60 - 1))
    days = days_between(kind, int(local.min()) // _DAY, int(last.max()) // _DAY)
    if len(days.patterns) > 1 or (last - local != minutes * 60 - 1).any():
        return marks(kind, starts, minutes, table).burden
    return week_curve(table, days.patterns[0], kind.person.rest).burden(minute_of_week(local), minutes)


def works_on(kind: Kind, day: date) -> bool:
    """Whether a local date is a working day of theirs: in their week, and no public holiday."""
    number = day.toordinal() - local_day(0).toordinal()
    days = days_between(kind, number, number)
    return bool(days.works[number - days.first] and not days.holiday[number - days.first])


def fitting(local: Seconds, last: Seconds, acceptable: Hours | None) -> Mask:
    """Whether all of it lies inside the hours, `last` being the local second before the end."""
    if acceptable is None:
        return np.ones(len(local), np.bool_)
    low, high = acceptable
    start, end = local // 60 % DAY_MINUTES, last // 60 % DAY_MINUTES
    found: Mask = (local // _DAY == last // _DAY) & (start >= low) & (end < high)
    return found


def _by_pattern(
    kind: Kind, days: Days, at: Seconds, week: Seconds, minutes: int, table: BurdenTable
) -> tuple[NDArray[np.float64], Mask]:
    """Burden and own hours, by the pattern in force on the day of each start (nearly always one)."""
    if len(days.patterns) == 1:
        curve = week_curve(table, days.patterns[0], kind.person.rest)
        return curve.burden(week, minutes), curve.inside(week, minutes)
    points, own, which = np.zeros(len(at)), np.zeros(len(at), np.bool_), days.which[at]
    for number in np.unique(which).tolist():
        curve = week_curve(table, days.patterns[number], kind.person.rest)
        held = which == number
        points[held] = curve.burden(week[held], minutes)
        own[held] = curve.inside(week[held], minutes)
    return points, own

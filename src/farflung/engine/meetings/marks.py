"""What many possible starts mean to one kind of people: the arrays that every question here is made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Kind
from farflung.engine.meetings.curves import own_at, points_at
from farflung.engine.meetings.days import OPEN, WORKS, days_between
from farflung.engine.meetings.faces import Hours, Mask, Seconds, faces_of
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


def inside_own(kind: Kind, starts: Seconds, minutes: int, table: BurdenTable) -> Mask:
    """`Marks.own` alone."""
    faces = faces_of((kind.clock,), starts, minutes)
    return own_at(days_between(kind, *faces.reach), faces.of[kind.clock], table)


def marks(
    kind: Kind, starts: Seconds, minutes: int, table: BurdenTable, acceptable: Hours | None = None
) -> Marks:
    """The marks of meetings of `minutes` that start at `starts` (seconds since 1970)."""
    faces = faces_of((kind.clock,), starts, minutes, acceptable)
    days, face = days_between(kind, *faces.reach), faces.of[kind.clock]
    signs = days.signs_at(face)
    points, own = points_at(days, face, table), own_at(days, face, table)
    return Marks(face.local, points, own, signs & WORKS > 0, signs & OPEN == 0, face.fits)

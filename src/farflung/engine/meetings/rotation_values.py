"""Rotating a meeting's hour: the question and the answer as values."""

from dataclasses import dataclass
from datetime import date, datetime

from farflung.engine.atlas import ZoneArea
from farflung.engine.meetings.faces import Hours

HOURLY = tuple(range(0, 1440, 60))
"""Every whole hour of the clock, as minutes after midnight."""


@dataclass(frozen=True, slots=True)
class RotationRequest:
    """A meeting of `minutes` on each of `days` (dates on the clock of `zone`), for `required` people.

    `starts` are the start times that may be chosen, in minutes of the day on that clock. `times` asks for
    exactly so many different ones, taken in turn; None lets the answer find how many are best.
    """

    required: tuple[str, ...]
    days: tuple[date, ...]
    minutes: int
    zone: str = "UTC"
    starts: tuple[int, ...] = HOURLY
    times: int | None = None
    acceptable: Hours | None = None

    def __post_init__(self) -> None:
        if not self.required or not self.days:
            raise ValueError("a rotation needs at least one required person and one date")
        if self.minutes <= 0:
            raise ValueError(f"a meeting of {self.minutes} minutes cannot be rotated")
        if not self.starts or not all(0 <= start < 1440 for start in self.starts):
            raise ValueError("the start times of a rotation are minutes of a day, 0 to 1439")
        if self.times is not None and not 1 <= self.times <= min(len(self.starts), len(self.days)):
            raise ValueError(
                f"{self.times} times in turn need so many dates ({len(self.days)}) "
                f"and starts to choose from ({len(self.starts)})"
            )


@dataclass(frozen=True, slots=True)
class AreaLoad:
    """What a plan asks of one zone area: points of its worst-off person over all dates, the number of
    dates on which the meeting is outside the hours asked for (own hours, where none were) of its people
    (a fraction where it is so for some of them only), and on which it falls on their day off."""

    area: ZoneArea
    points: float
    outside: float
    off: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan in figures. `starts`, `times`, `worst` and `total` are those of a `Rotation`.

    `off` is on how many dates it falls on a day off, zone area by zone area, added up; `outside` is how many
    people live in the zone areas in which it is ever outside the hours asked for.
    """

    starts: tuple[datetime, ...]
    times: tuple[int, ...]
    worst: float
    total: float
    off: float
    outside: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """A plan. `starts` are instants, one per date; `times` the different start minutes, in turn.

    `worst` is the heaviest load of one person in points; `bound` a proven floor under it for any plan of
    the kind that was asked for, so that `proved` means that no such plan is better for the worst-off.
    """

    request: RotationRequest
    starts: tuple[datetime, ...]
    times: tuple[int, ...]
    loads: tuple[tuple[str, float], ...]
    areas: tuple[AreaLoad, ...]
    worst: float
    bound: float
    proved: bool

    @property
    def total(self) -> float:
        """Points of everybody together."""
        return round(sum(points for _, points in self.loads), 2)

    def load(self, person: str) -> float:
        """The points of one person over all dates."""
        return dict(self.loads)[person]

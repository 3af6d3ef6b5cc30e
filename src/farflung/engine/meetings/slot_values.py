"""Finding a time: the question and the answer as values."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from farflung.engine.meetings.elsewhere import NOTHING, Elsewhere
from farflung.engine.meetings.faces import Hours
from farflung.engine.time import CivilTime, Span

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SlotRequest:
    """What is asked: a meeting of `length` inside `window`, starting every `step` on somebody's even clock.

    `acceptable` are local minutes of each person's day, for example (420, 1320). `moving` is the id of
    the series that is to be moved, whose own times are no obstacle. `most` bounds the options given.
    `elsewhere` is when people are taken by other calendars of theirs.
    """

    required: tuple[str, ...]
    window: Span
    length: timedelta
    optional: tuple[str, ...] = ()
    step: timedelta = timedelta(minutes=30)
    acceptable: Hours | None = None
    moving: str | None = None
    most: int = 12
    elsewhere: Elsewhere = field(default=NOTHING, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.required:
            raise ValueError("a meeting needs at least one required person")
        if not timedelta(minutes=5) <= self.length <= DAY:
            raise ValueError(f"a meeting of {self.length} is not between 5 minutes and a day long")
        if self.step < timedelta(minutes=5) or DAY % self.step:
            raise ValueError(f"starts every {self.step} do not divide a day: take 15, 30 or 60 minutes")
        if self.acceptable and not 0 <= self.acceptable[0] < self.acceptable[1] <= 1440:
            raise ValueError(f"the hours {self.acceptable} are not minutes of one day, in order")

    @property
    def minutes(self) -> int:
        """The length in minutes, rounded up."""
        return -(-self.length // timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a time is to one person: their clock's reading, its points, and where it falls.

    `own`: inside own hours; `fits`: inside the hours asked for (own ones, where none were); `off`: on a
    day on which they do not work, be it a weekend, a public holiday or an absence: which is not said.
    `busy`: taken by another calendar of theirs, so that it does not fit; `perhaps`: tentatively.
    """

    person: str
    local: CivilTime
    burden: float
    own: bool
    fits: bool
    off: bool = False
    required: bool = True
    busy: bool = False
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class SlotOption:
    """One possible time; `worst` and `total` are points of the required people.

    `outside` are the required people whom it takes out of the hours asked for.
    """

    span: Span
    attendance: tuple[Attendance, ...]
    worst: float
    total: float
    outside: tuple[str, ...]

    @property
    def start(self) -> datetime:
        """When it starts, in UTC."""
        return self.span.start

    @property
    def kept(self) -> int:
        """How many required people it keeps inside the hours asked for."""
        return sum(a.required for a in self.attendance) - len(self.outside)


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """`options` best first. `none_good`: no time keeps every required person inside the hours asked for.

    `reason` says so in a sentence; `clash` names the fewest places whose hours never meet (empty where it
    is not the hours). `tried` starts were looked at; `open` of them are nobody's day off and clash with
    nothing that they are busy with; `good` of those keep everybody inside.
    """

    request: SlotRequest
    options: tuple[SlotOption, ...]
    none_good: bool
    reason: str
    clash: tuple[str, ...]
    tried: int
    open: int
    good: int

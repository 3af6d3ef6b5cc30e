"""Kinds of shift: the ways in which somebody can be on a duty."""

from collections.abc import Iterable
from dataclasses import dataclass

from farflung.engine.model import DAY_MINUTES, clock_text

LONGEST = 31 * DAY_MINUTES
"""A turn of a month is the longest that is one shift."""


@dataclass(frozen=True, slots=True)
class ShiftKind:
    """A shift on `duty` from minute `start` to `end` after the local midnight of the day on which it begins.

    `end` may be days later (a turn of a week is start + 10,080), and both ends follow the wall clock: over a
    clock change the shift is an hour longer or shorter. `zone` is an IANA name; None is the clock of whoever
    works it, wherever they are. `weekdays` (0 is Monday, None all) are the days on which it may begin, on the
    clock it is written in. `unpaid` minutes of break count as presence, not as work.
    """

    name: str
    duty: str
    start: int
    end: int
    zone: str | None = None
    weekdays: frozenset[int] | None = None
    unpaid: int = 0

    def __post_init__(self) -> None:
        if not self.name or not self.duty:
            raise ValueError("a kind of shift needs a name and the duty that it is for")
        if not 0 <= self.start < DAY_MINUTES:
            raise ValueError(f"shift {self.name!r} begins at minute {self.start}, outside its day")
        if not self.start < self.end <= self.start + LONGEST:
            raise ValueError(
                f"shift {self.name!r} from minute {self.start} to {self.end} is empty or too long"
            )
        if self.weekdays is not None and not (self.weekdays and self.weekdays <= set(range(7))):
            raise ValueError(f"shift {self.name!r} begins on no day of the week: 0 is Monday, 6 Sunday")
        if not 0 <= self.unpaid < self.end - self.start:
            raise ValueError(f"shift {self.name!r} has {self.unpaid} min of break in {self.end - self.start}")

    @property
    def hours(self) -> str:
        """Like "22:00-06:00", with the days after which it ends where there are any."""
        later = (self.end - 1) // DAY_MINUTES - (1 if self.end - self.start < DAY_MINUTES else 0)
        return f"{clock_text(self.start)}-{clock_text(self.end)}" + (f" +{later} d" if later > 0 else "")


def kinds_between(
    duty: str, earliest: int, latest: int, lengths: Iterable[int], step: int = 30, zone: str | None = None
) -> tuple[ShiftKind, ...]:
    """A kind for each start from `earliest` to `latest` by `step`, and each of the lengths, in minutes."""
    if step < 1:
        raise ValueError(f"shifts cannot begin every {step} min")
    return tuple(
        ShiftKind(
            f"{duty} {clock_text(start)}-{clock_text(start + length)}", duty, start, start + length, zone
        )
        for start in range(earliest, latest + 1, step)
        for length in lengths
    )

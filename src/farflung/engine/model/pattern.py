"""Weekly patterns in floating local time: they mean the same wall-clock hours wherever the person is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAY_MINUTES = 1440
WEEK_MINUTES = 7 * DAY_MINUTES
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_CLOCK = re.compile(r"^(\d{1,2})(?::?(\d{2}))?$")


def clock(text: str) -> int:
    """Minutes after midnight of "9", "09", "0930" or "09:30"; "24:00" is 1440. `ValueError` otherwise."""
    match = _CLOCK.match(text.strip())
    minutes = int(match[1]) * 60 + int(match[2] or 0) if match else -1
    if match is None or int(match[2] or 0) > 59 or not 0 <= minutes <= DAY_MINUTES:
        raise ValueError(f"{text!r} is not a time of day: write it like 09:30")
    return minutes


def clock_text(minutes: int) -> str:
    """570 as "09:30"; past midnight it wraps, and 1440 is "24:00"."""
    shown = minutes if minutes == DAY_MINUTES else minutes % DAY_MINUTES
    return f"{shown // 60:02d}:{shown % 60:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Work that starts on `weekday` (0 is Monday) at `start` and ends at `end`, in local minutes.

    `end` may be up to 1440 minutes after `start`, so 21:00-03:00 is (1260, 1620).
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is not in 0 (Monday) to 6 (Sunday)")
        if not (0 <= self.start < DAY_MINUTES and self.start < self.end <= self.start + DAY_MINUTES):
            raise ValueError(f"a block from minute {self.start} to {self.end} is empty or over a day long")

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {clock_text(self.start)}-{clock_text(self.end)}"


@dataclass(frozen=True, slots=True)
class WeeklyPattern:
    """One or more blocks per weekday. `assumed` says that nobody wrote it down and it was filled in."""

    blocks: tuple[Block, ...]
    assumed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(sorted(self.blocks)))

    @classmethod
    def daily(
        cls, start: int, end: int, weekdays: Iterable[int] = range(5), *, assumed: bool = False
    ) -> "WeeklyPattern":
        """The same hours on each of the weekdays; an `end` at or before `start` is on the next day."""
        stop = end if end > start else end + DAY_MINUTES
        return cls(tuple(Block(day, start, stop) for day in weekdays), assumed)

    def on(self, weekday: int) -> tuple[Block, ...]:
        """The blocks that start on that weekday."""
        return tuple(block for block in self.blocks if block.weekday == weekday)

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays on which work starts."""
        return frozenset(block.weekday for block in self.blocks)

    @property
    def weekly_minutes(self) -> int:
        """Nominal minutes a week (a block counted twice where two overlap)."""
        return sum(block.end - block.start for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PatternPeriod:
    """A pattern with its effective local dates, inclusive; None is open."""

    pattern: WeeklyPattern
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the pattern is in force on a local date."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class RestWindow:
    """Daily hours in which nothing reaches the person, local minutes; the end is usually the next morning."""

    start: int = 22 * 60
    end: int = 7 * 60 + DAY_MINUTES

    def __post_init__(self) -> None:
        Block(0, self.start, self.end)

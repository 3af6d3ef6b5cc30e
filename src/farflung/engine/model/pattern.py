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


def days_text(weekdays: Iterable[int]) -> str:
    """[0, 1, 2, 5] as "Mon-Wed,Sat"; runs of two are written apart."""
    runs: list[list[int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    named = [[WEEKDAYS[day] for day in run] for run in runs]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(run) for run in named)


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

    @property
    def hours(self) -> str:
        """The hours without the day: "21:00-03:00"."""
        return f"{clock_text(self.start)}-{clock_text(self.end)}"

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.hours}"


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

    def __str__(self) -> str:
        """As people write it, "Mon-Thu 09:00-18:00; Fri 09:00-13:00"; parsing that gives the pattern back."""
        days: dict[tuple[str, ...], list[int]] = {}
        for weekday in range(7):
            hours = tuple(b.hours for b in self.on(weekday))
            if hours:
                days.setdefault(hours, []).append(weekday)
        return "; ".join(f"{days_text(on)} {', '.join(hours)}" for hours, on in days.items())

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

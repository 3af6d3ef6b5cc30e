"""Published tables such as "08:00 Los Angeles = 17:00 Paris", held against the clocks day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.time import ZoneDatabase
from farflung.engine.time.civil import local_seconds

_DAY = 86400


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time of day, in minutes after midnight, on the clocks of a zone."""

    zone: str
    minutes: int


@dataclass(frozen=True, slots=True)
class BrokenDays:
    """From `first` to `last` (inclusive) the times are not one instant: `late` says who is off by how much.

    Minutes after the instant that most of the times mean; negative is before.
    """

    first: date
    last: date
    late: tuple[tuple[WallTime, int], ...]


@dataclass(frozen=True, slots=True)
class SameInstant:
    """On which of the days asked for all the times are one instant, and when they are not."""

    times: tuple[WallTime, ...]
    days: int
    held: tuple[date, ...]
    broken: tuple[BrokenDays, ...]


def same_instant(times: Sequence[WallTime], first: date, last: date, zones: ZoneDatabase) -> SameInstant:
    """Checks a table of times on every date from `first` to `last` (inclusive, dates of the first zone)."""
    if len(times) < 2:
        raise ValueError("a table of equal times needs at least two of them")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    late = [_late(times, day, zones) for day in days]
    held = tuple(day for day, minutes in zip(days, late, strict=True) if not any(minutes))
    return SameInstant(tuple(times), len(days), held, _broken(times, days, late))


def _late(times: Sequence[WallTime], day: date, zones: ZoneDatabase) -> tuple[int, ...]:
    """How many minutes each time is after the instant that most of them mean on that day."""
    moments = [zones.zone(t.zone).first_valid(local_seconds(day, t.minutes * 60)) for t in times]
    # Another date on the other side of the date line is no disagreement: only the clock is compared.
    apart = [(m - moments[0] + _DAY // 2) % _DAY - _DAY // 2 for m in moments]
    usual = max(sorted(set(apart)), key=apart.count)
    return tuple((seconds - usual) // 60 for seconds in apart)


def _broken(
    times: Sequence[WallTime], days: Sequence[date], late: Sequence[tuple[int, ...]]
) -> tuple[BrokenDays, ...]:
    out: list[BrokenDays] = []
    before: tuple[int, ...] = ()
    for day, minutes in zip(days, late, strict=True):
        off = tuple((t, m) for t, m in zip(times, minutes, strict=True) if m)
        if any(minutes) and minutes == before:
            out[-1] = BrokenDays(out[-1].first, day, off)
        elif any(minutes):
            out.append(BrokenDays(day, day, off))
        before = minutes
    return tuple(out)

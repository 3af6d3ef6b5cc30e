"""Weekly rest, nights, averages and rest after nights against a reading by the minute that shares no code."""

import itertools
import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from farflung.engine.model import Place
from farflung.engine.rota.rules import AverageHours, NightHours, NightShift, RestAfterNights, Rule, WeeklyRest
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span, as_instant
from farflung.rulepacks import NightWindow
from tests.cli.wall import zone as on_the_wall
from tests.engine.rota.by_hand import breaks

ZONES = (
    "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo", "America/Santiago",
    "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns",
)  # fmt: skip
MONDAYS = (date(2027, 3, 22), date(2027, 3, 29), date(2026, 9, 28), date(2028, 2, 28), date(2027, 10, 25))
"""Each of them is followed by a clock change of some of the zones, or by a leap day."""

NIGHT = NightShift(NightWindow(time(22), time(6)), 1)
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
Plan = Sequence[Assignment]
ReadBy = Callable[[Plan, Span, ZoneInfo], list[int]]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a date: some have no midnight."""
    found = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
    while found.astimezone(zone).date() < day:
        found += timedelta(minutes=15)
    return found


def _drawn(pick: random.Random, zone: ZoneInfo, monday: date) -> tuple[list[Assignment], Span]:
    """Shifts over four weeks, one on most days and none within another; the last two weeks are planned."""
    found: list[Assignment] = []
    rare = pick.choice((0.0, 0.1, 0.4, 0.8))
    for n in range(28):
        day = monday + n * DAY
        start = _midnight(day, zone) + timedelta(minutes=pick.choice((0, 360, 540, 840, 1200, 1290, 1320)))
        start = max(start, found[-1].span.end) if found else start
        if pick.random() < rare or start.astimezone(zone).date() != day:
            continue
        minutes = pick.choice((240, 480, 481, 540, 720))
        span = Span(as_instant(start), as_instant(start + minutes * MINUTE))
        found.append(Assignment(span, "Nele", "watch", "s", day, minutes))
    ends = (_midnight(monday + n * WEEK, zone) for n in (2, 4))
    return found, Span(*map(as_instant, ends))


def _is_night(shift: Assignment, zone: ZoneInfo) -> bool:
    count = shift.span.elapsed // MINUTE
    clocks = ((shift.span.start + n * MINUTE).astimezone(zone).hour for n in range(count))
    return any(hour >= 22 or hour < 6 for hour in clocks)


def _weekly_rest(least: int) -> ReadBy:
    def read(plan: Plan, window: Span, zone: ZoneInfo) -> list[int]:
        found = []
        monday = window.start.astimezone(zone).date()
        edges = [datetime.min.replace(tzinfo=UTC), *(t for a in plan for t in (a.span.start, a.span.end)),
                 datetime.max.replace(tzinfo=UTC)]  # fmt: skip
        free = list(zip(edges[::2], edges[1::2], strict=True))
        for week in (monday, monday + WEEK):
            start, end = _midnight(week, zone), _midnight(week + WEEK, zone)
            if not any(
                a.span.start >= window.start and a.span.start < end and a.span.end > start for a in plan
            ):
                continue
            longest = 0
            for low, high in free:
                inside = max(0, (min(high, end) - max(low, start)) // MINUTE)
                longest = max(longest, (high - low) // MINUTE if inside >= min(least, 1440) else inside)
            if longest < least:
                found.append(least - longest)
        return found

    return read


def _night_hours(most: int) -> ReadBy:
    def read(plan: Plan, window: Span, zone: ZoneInfo) -> list[int]:
        nights = (a for a in plan if a.span.start >= window.start and _is_night(a, zone))
        return [a.minutes - most for a in nights if a.minutes > most]

    return read


def _average(most: int, weeks: int) -> ReadBy:
    def read(plan: Plan, window: Span, zone: ZoneInfo) -> list[int]:
        found, monday = [], window.start.astimezone(zone).date()
        for after in (monday + WEEK, monday + 2 * WEEK):
            period = [a for a in plan if after - weeks * WEEK <= a.span.start.astimezone(zone).date() < after]
            over = sum(a.minutes for a in period) - most * weeks
            if over > 0 and any(a.span.start >= window.start for a in period):
                found.append(over)
        return found

    return read


def _after_nights(least: int, count: int) -> ReadBy:
    def read(plan: Plan, window: Span, zone: ZoneInfo) -> list[int]:
        found = []
        dark = {a.day: _is_night(a, zone) for a in plan}
        for before, after in itertools.pairwise(plan):
            row, day = 0, before.day
            while dark.get(day, False):
                row, day = row + 1, day - DAY
            goes_on = count > 1 and after.day == before.day + DAY and dark[after.day]
            pause = (after.span.start - before.span.end) // MINUTE
            if row >= count and not goes_on and after.span.start >= window.start and pause < least:
                found.append(least - pause)
        return found

    return read


CASES: dict[str, tuple[Rule, ReadBy]] = {
    **{f"weekly rest {m}": (WeeklyRest(m), _weekly_rest(m)) for m in (1440, 2100, 2160, 2880)},
    **{f"night hours {m}": (NightHours(m, NIGHT), _night_hours(m)) for m in (480, 540)},
    **{f"average {w}": (AverageHours(40 * 60, w), _average(40 * 60, w)) for w in (1, 2, 4)},
    **{
        f"after {n} nights {m}": (RestAfterNights(m, NIGHT, n), _after_nights(m, n))
        for m, n in ((840, 1), (2760, 2), (2760, 3))
    },
}


@pytest.mark.parametrize("case", CASES)
def test_what_breaks_a_rule_is_what_breaks_it_by_the_minute(case: str) -> None:
    rule, read = CASES[case]
    seen = set()
    for zone in ZONES:
        clock = on_the_wall(zone)
        for seed in range(15):
            pick = random.Random(f"{zone} {seed}")
            plan, window = _drawn(pick, clock, MONDAYS[seed % len(MONDAYS)] - WEEK)
            told = [violation.by for violation in breaks(rule, Place(zone), window, plan)]
            assert sorted(told) == sorted(read(plan, window, clock)), (zone, seed)
            seen.add(bool(told))
    assert seen == {True, False}, "some of the plans break it and some do not"

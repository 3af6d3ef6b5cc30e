"""Times for a meeting of 50 people over four weeks, in a company of 5,000; against a loop per person.

The loop does the same work in the obvious way: for each start, each person's clock by `zoneinfo`, own
hours and days off, and points by the quarter hour; then the same order of preference.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo, reset_tzpath

from benchmarks.company import WINDOW, company
from benchmarks.measure import HEADER, compare, peak_megabytes
from farflung.engine.atlas import Atlas
from farflung.engine.meetings import Busy, Elsewhere, SlotRequest, find_slots
from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.rulepacks import BurdenTable, load_packs

HOUR, QUARTER, STEP = timedelta(hours=1), timedelta(minutes=15), timedelta(minutes=30)
PEOPLE = 50
TIMES = 30
WEEKS = Span(WINDOW.start + timedelta(weeks=9), WINDOW.start + timedelta(weeks=13))
"""Four weeks in which North America's clocks change."""

Row = tuple[bool, bool, float]
Best = list[tuple[datetime, float, float]]


def ours(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> Best:
    """Start, worst and total of the best options."""
    return [(o.start, o.worst, o.total) for o in find_slots(atlas, request, table).options]


def naive(atlas: Atlas, request: SlotRequest, table: BurdenTable) -> Best:
    """The same, a person and a start at a time."""
    people = [(p, ZoneInfo(p.place.zone), _days_off(atlas, p)) for p in map(atlas.person, request.required)]
    found = []
    start = WEEKS.start
    while start + HOUR <= WEEKS.end:
        rows = [_row(person, zone, off, start, table) for person, zone, off in people]
        if all(free for free, _, _ in rows):
            points = [round(row[2], 2) for row in rows]
            outside = sum(not own for _, own, _ in rows)
            worst, whole = max(points), round(sum(points), 2)
            found.append(((outside > 0, worst, whole, outside, start), (start, worst, whole)))
        start += STEP
    return [best for _, best in sorted(found)[: request.most]]


def _days_off(atlas: Atlas, person: Person) -> frozenset[date]:
    calendar = atlas.calendar(person.place)
    holidays = {h.date for h in calendar.holidays} if calendar else set()
    return frozenset(holidays | {day for absence in atlas.absences_of(person) for day in absence.days})


def _row(person: Person, zone: ZoneInfo, off: frozenset[date], start: datetime, table: BurdenTable) -> Row:
    """Whether they are free that day, whether it is inside own hours, and the points."""
    pattern, own, points = person.patterns[0].pattern, True, 0.0
    first, last = start.astimezone(zone), (start + HOUR - timedelta(seconds=1)).astimezone(zone)
    days = {first.date(), last.date()}
    free = not days & off and all(day.weekday() in pattern.weekdays for day in days)
    for number in range(4):
        local = (start + number * QUARTER).astimezone(zone)
        minute = local.hour * 60 + local.minute
        if any(block.start <= minute < block.end for block in pattern.on(local.weekday())):
            continue
        own = False
        points += table.points_at(minute) / 4
    return free, own, points


def main() -> None:
    """Prints the comparison, and what the answer takes for other people each time, and at the very first."""
    reset_tzpath(to=())  # the pinned database for both sides, not the machine's own
    atlas, table = company(5000), load_packs().burden_points()
    hourly = [p.id for p in atlas.people if _even(p)]
    request = SlotRequest(tuple(hourly[:PEOPLE]), WEEKS, HOUR)
    assert ours(atlas, request, table) == naive(atlas, request, table)
    print(HEADER)
    what = f"times for {PEOPLE} people, 4 weeks, every half hour"
    print(
        compare(
            what,
            lambda: ours(atlas, request, table),
            "a loop per person",
            lambda: naive(atlas, request, table),
            runs=5,
        ).row()
    )
    print(compare("the same, 25 runs of ours alone", lambda: ours(atlas, request, table), runs=25).row())
    for person in hourly:
        atlas.kinds(WEEKS).number(person)
    others = cycle([SlotRequest(part, WEEKS, HOUR) for part in _parts(hourly)])
    print(compare("other people each time", lambda: ours(atlas, next(others), table), runs=25).row())
    asked = replace(request, acceptable=(360, 1380), optional=tuple(hourly[PEOPLE : 2 * PEOPLE]))
    print(
        compare(
            "with hours asked for, and 50 optional people", lambda: ours(atlas, asked, table), runs=25
        ).row()
    )
    for count, weeks in ((20, 2), (200, 4)):
        print(_busy(atlas, hourly[:count], weeks, table))
    fresh = [atlas.with_(people=atlas.people) for _ in range(6)]
    print(compare("the first question of all", lambda: ours(fresh.pop(), request, table), runs=5).row())
    least, middle = _processor(lambda: ours(atlas, request, table))
    print(
        f"\nOf one answer the processor's time alone: {middle:.1f} ms (median of 50), {least:.1f} ms at least"
    )
    print(f"Peak memory of this run: {peak_megabytes():,.0f} MB")


def _busy(atlas: Atlas, people: list[str], weeks: int, table: BurdenTable) -> str:
    """People who have joined calendars of their own, busy thirty times each; the peer asks without these."""
    window = Span(WEEKS.start, WEEKS.start + timedelta(weeks=weeks))
    plain = SlotRequest(tuple(people), window, HOUR)
    known = {person: Busy.of(_times(number, window)) for number, person in enumerate(people)}
    perhaps = {person: Busy.of(_times(number + 7, window)[:5]) for number, person in enumerate(people)}
    asked = replace(plain, elsewhere=Elsewhere(known, perhaps))
    what = f"{len(people)} people, {weeks} weeks, each busy {TIMES} times elsewhere"
    return compare(
        what,
        lambda: find_slots(atlas, asked, table),
        "without",
        lambda: find_slots(atlas, plain, table),
        runs=15,
    ).row()


def _times(number: int, window: Span) -> list[Span]:
    """Thirty times of half an hour to two hours, spread over the window otherwise for each number."""
    gap = window.elapsed / TIMES
    starts = [window.start + gap * one + QUARTER * (number * 7 % 40) for one in range(TIMES)]
    return [Span(start, start + STEP * (1 + (number + one) % 4)) for one, start in enumerate(starts)]


def _processor(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the processor, least and median: what a busy machine blurs less than the clock's."""
    taken = []
    for _ in range(50):
        begun = process_time()
        work()
        taken.append((process_time() - begun) * 1e3)
    return min(taken), median(taken)


def _parts(people: list[str]) -> list[tuple[str, ...]]:
    """Groups of so many people, nobody in two of them."""
    return [tuple(people[n : n + PEOPLE]) for n in range(0, len(people) - PEOPLE, PEOPLE)]


def _even(person: Person) -> bool:
    """Clocks on the half hour, where both sides try the same starts, and a working week they share."""
    offset = datetime(2027, 3, 15, tzinfo=UTC).astimezone(ZoneInfo(person.place.zone)).utcoffset()
    return offset is not None and not offset % STEP


if __name__ == "__main__":
    main()

"""Clock changes of 500 series over a year, and a proved rotation for 50 people; each against a plain loop.

The loops do the same work in the obvious way: every occurrence on every person's clock by `zoneinfo`; and
every set of three whole hours, added up person by person.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from random import Random
from zoneinfo import ZoneInfo, reset_tzpath

from benchmarks.company import company
from benchmarks.measure import HEADER, compare
from farflung.engine.atlas import Atlas
from farflung.engine.clocks import forecast
from farflung.engine.meetings import HOURLY, RotationRequest, rotate
from farflung.engine.model import MeetingSeries, Person, Recurrence
from farflung.engine.time import CivilTime, Span
from farflung.rulepacks import BurdenTable, load_packs

SERIES, EACH, PEOPLE, DATES = 500, 8, 50, 12
YEAR = Span(datetime(2027, 1, 4, tzinfo=UTC), datetime(2028, 1, 3, tzinfo=UTC))
WEEK, QUARTER = timedelta(weeks=1), timedelta(minutes=15)
WEDNESDAY = date(2027, 1, 6)

Met = dict[str, frozenset[str]]
"""By series, the people for whom a clock change moves it."""


def many(atlas: Atlas) -> tuple[MeetingSeries, ...]:
    """Weekly series of eight people each, on the clock of the first of them."""
    random, found = Random(500), []
    for number in range(SERIES):
        people = random.sample(atlas.people, EACH)
        start = CivilTime(WEDNESDAY, time(random.randrange(8, 18)), people[0].place.zone)
        rule = Recurrence(start, 60, "FREQ=WEEKLY;BYDAY=WE")
        found.append(MeetingSeries(f"s{number}", "", rule, tuple(person.id for person in people)))
    return tuple(found)


def ours(atlas: Atlas, series: tuple[MeetingSeries, ...]) -> Met:
    """The people of every move, on a map of which nothing is known yet."""
    fresh = atlas.with_(people=atlas.people)
    return {
        one.id: frozenset(person for move in forecast(fresh, one, YEAR).moves for person in move.people)
        for one in series
    }


def plain(atlas: Atlas, series: tuple[MeetingSeries, ...]) -> Met:
    """Those whose clock shows more than one time over the year, an occurrence at a time."""
    found = {}
    for one in series:
        start = one.recurrence.start
        zone, day, shown = ZoneInfo(start.zone), start.date, dict[str, set[time]]()
        while datetime.combine(day, start.time, zone) < YEAR.end:
            at = datetime.combine(day, start.time, zone).astimezone(UTC)
            for person in one.required:
                local = at.astimezone(ZoneInfo(atlas.person(person).place.zone))
                shown.setdefault(person, set()).add(local.time())
            day += WEEK
        found[one.id] = frozenset(person for person, times in shown.items() if len(times) > 1)
    return found


def plain_rotation(people: list[Person], days: tuple[date, ...], table: BurdenTable) -> float:
    """The least load of the worst-off person over every set of three whole hours, taken in turn."""
    cost = [[[_points(person, day, hour, table) for person in people] for hour in range(24)] for day in days]
    best = float("inf")
    for hours in combinations(range(24), 3):
        for first in range(3):
            turn = hours[first:] + hours[:first]
            loads = [
                sum(cost[number][turn[number % 3]][who] for number in range(len(days)))
                for who in range(len(people))
            ]
            best = min(best, max(loads))
    return round(best, 2)


def _points(person: Person, day: date, hour: int, table: BurdenTable) -> float:
    points, begin = 0.0, datetime.combine(day, time(hour), tzinfo=UTC)
    for number in range(4):
        local = (begin + number * QUARTER).astimezone(ZoneInfo(person.place.zone))
        minute = local.hour * 60 + local.minute
        pattern = person.pattern_on(local.date())
        blocks = pattern.on(local.weekday()) if pattern else ()
        if not any(block.start <= minute < block.end for block in blocks):
            points += table.points_at(minute) / 4
    return points


def main() -> None:
    """Prints both comparisons."""
    reset_tzpath(to=())  # the pinned database for both sides, not the machine's own
    atlas, table = company(5000), load_packs().burden_points()
    series = many(atlas)
    mine, theirs = ours(atlas, series), plain(atlas, series)
    assert mine == theirs, next((key, mine[key] ^ theirs[key]) for key in mine if mine[key] != theirs[key])
    print(HEADER)
    what = f"clock changes of {SERIES} series over a year"
    print(
        compare(what, lambda: ours(atlas, series), "every date", lambda: plain(atlas, series), runs=5).row()
    )
    people = [person for person in atlas.people if _even(person)][:PEOPLE]
    days = tuple(WEDNESDAY + number * WEEK for number in range(DATES))
    request = RotationRequest(tuple(person.id for person in people), days, 60, starts=HOURLY, times=3)
    plan = rotate(atlas, request, table)
    assert plan.proved
    assert plan.worst == plain_rotation(people, days, table), plan.worst
    what = f"the fairest three hours in turn for {PEOPLE} people, {DATES} dates, proved"
    print(
        compare(
            what,
            lambda: rotate(atlas, request, table),
            "every set of three",
            lambda: plain_rotation(people, days, table),
            runs=3,
        ).row()
    )


def _even(person: Person) -> bool:
    """Clocks that are whole hours or halves off, so that quarter hours are enough."""
    offset = datetime(2027, 1, 6, tzinfo=UTC).astimezone(ZoneInfo(person.place.zone)).utcoffset()
    return offset is not None and not offset % QUARTER and not person.patterns[0].pattern.assumed


if __name__ == "__main__":
    main()

"""Where one more colleague would close the most: every clock there is, in their own working day.

A new colleague works five days in a row of their own week, by day: nobody is hired into a night.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.covers import weekly_rule
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import Kind, Proposal, clocks_text
from farflung.engine.coverage.sightings import days_of
from farflung.engine.coverage.stints import asks
from farflung.engine.coverage.words import listed
from farflung.engine.model import PatternPeriod, Person, Place, Recurrence, Shift, WeeklyPattern
from farflung.engine.model.pattern import days_text
from farflung.engine.said import NOTHING, Value, said
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, intersection, total
from farflung.engine.time.civil import local_span

NEW = "new colleague"
"""The id of whoever is hired, before they have a name."""

LENGTH = 8 * 60
NINE = 9 * 60
DAY_STARTS = tuple(range(7 * 60, 11 * 60 + 1, 30))
"""The starts that are tried where the place is given: from 07:00 to 11:00."""

MOST_TRIED = 4
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Post:
    """A place and the hours of a post there, local minutes, on five weekdays in a row."""

    place: Place
    start: int
    weekdays: tuple[int, ...]


def hires(
    coverage: Coverage, atlas: Atlas, places: Sequence[Place], starts: Sequence[int] = (NINE,)
) -> Iterator[Proposal]:
    """The few posts that would be there in the most of the time that is short, the most first.

    Of places with the same clock through the window only the first is looked at.
    """
    if not coverage.short or coverage.rule.minimum <= 0:
        return
    missing = _missing_one(coverage)
    scored = (
        (total(spans), number, post, spans)
        for number, (post, spans) in enumerate(
            (post, intersection(spans, missing))
            for place in one_of_each_clock(places, coverage.window, atlas.zones)
            for start in starts
            for post, spans in _posts(place, start, missing, coverage.window, atlas.zones)
        )
    )
    best = nlargest(MOST_TRIED, scored, key=lambda item: (item[0], -abs(item[2].start - NINE), -item[1]))
    for hours, _, post, _ in best:
        if hours:
            yield _proposal(coverage, post, atlas)


def one_of_each_clock(places: Iterable[Place], window: Span, zones: ZoneDatabase) -> list[Place]:
    """The first place of each clock in a window, whatever its zone is called."""
    found: dict[object, Place] = {}
    for place in places:
        zone = zones.zone(place.zone)
        found.setdefault((zone.utc_offset(window.start), tuple(zone.changes_in(window))), place)
    return list(found.values())


def _missing_one(coverage: Coverage) -> tuple[Span, ...]:
    """The time in which one more is enough; where there is none, all that is short."""
    one = [level.span for level in coverage.levels if 0 <= level.count == coverage.rule.minimum - 1]
    return intersection(one, coverage.short) or coverage.short


def _posts(
    place: Place, start: int, missing: Sequence[Span], window: Span, zones: ZoneDatabase
) -> Iterator[tuple[Post, list[Span]]]:
    """The best five days in a row there, with the time they take."""
    zone = zones.zone(place.zone)
    days = [(day, local_span(day, start, start + LENGTH, zone)) for day in _dates(window)]
    closed = [timedelta()] * _WEEK
    for day, span in days:
        closed[day.weekday()] += total(intersection([span], missing))
    runs = [tuple((first + n) % _WEEK for n in range(5)) for first in range(_WEEK)]
    best = max(runs, key=lambda run: sum((closed[day] for day in run), timedelta()))
    yield Post(place, start, best), [span for day, span in days if day.weekday() in best]


def _dates(window: Span) -> list[date]:
    """The dates of a window anywhere, so with one more on each side."""
    inside = days_of(window)
    return [inside[0] - timedelta(days=1), *inside, inside[-1] + timedelta(days=1)]


def _proposal(coverage: Coverage, post: Post, atlas: Atlas) -> Proposal:
    rule, zone = coverage.rule, atlas.zones.zone(post.place.zone)
    pattern = WeeklyPattern.daily(post.start, post.start + LENGTH, sorted(post.weekdays))
    person = Person(
        NEW,
        NEW,
        post.place,
        (PatternPeriod(pattern),),
        skills=rule.skills,
        languages=rule.languages | set(sorted(rule.speaks)[:1]),
        teams=(rule.team,) if rule.team else (),
    )
    shifts = (_shift(rule.duty, person, pattern, coverage.window, zone),) if rule.duty else ()
    where: dict[str, Value] = {
        "place": post.place.label,
        "days": days_text(post.weekdays),
        "hours": clocks_text(post.start, post.start + LENGTH),
    }
    action = (
        said(
            "Hire one person with {knows} on the clock of {place}, {days} {hours} there",
            knows=listed([*sorted(person.skills), *sorted(person.languages)]),
            **where,
        )
        if asks(rule)
        else said("Hire one person on the clock of {place}, {days} {hours} there", **where)
    )
    note = NOTHING if post.place.country else said("without the public holidays there")
    return Proposal(Kind.HIRE, action, Change(add=(person, *shifts)), coverage.short, (NEW,), note=note)


def _shift(duty: str, person: Person, pattern: WeeklyPattern, window: Span, zone: Zone) -> Shift:
    """From the first date on that is wholly in the window or begins in it."""
    day = CivilTime.of(window.start, zone).date
    while day.weekday() not in pattern.weekdays:
        day += timedelta(days=1)
    minute = pattern.blocks[0].start
    start = CivilTime.of(local_span(day, minute, minute + 1, zone).start, zone)
    dates = [date(2024, 1, 1) + timedelta(days=number) for number in pattern.weekdays]
    return Shift(duty, person.id, Recurrence(start, LENGTH, weekly_rule(dates)))

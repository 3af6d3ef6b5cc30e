"""The search for a time as one would do it by hand: every start, every person, every minute.

It shares no array and no kind with the search it is there to judge, only the model's own answers: where
somebody is, what a clock shows, which pattern holds on a day, when an absence and a meeting are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotRequest
from farflung.engine.meetings.busy import absence_span
from farflung.engine.model import Person, RestWindow, WeeklyPattern
from farflung.engine.time import CivilTime, Span, Zone, epoch
from farflung.rulepacks import BurdenTable

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Row:
    """What a start is to one person; `free`: neither a day off of theirs nor absent."""

    local: CivilTime
    burden: float
    own: bool
    fits: bool
    free: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """Every start with its row for each person, the open ones best first, and how many of them are good."""

    rows: dict[datetime, dict[str, Row]]
    ranked: list[datetime]
    good: int


@dataclass(frozen=True, slots=True)
class Tick:
    """One minute of somebody's clock: what it shows, its offset in seconds, the minute of the week."""

    civil: CivilTime
    offset: int
    week: int


class _Clock(dict[datetime, Tick]):
    """What a person's clock shows, minute by minute; each minute is asked for once."""

    def __init__(self, atlas: Atlas, person: Person) -> None:
        super().__init__()
        self._atlas, self._person = atlas, person
        self._hours = dict[datetime, tuple[Zone, Zone]]()

    def __missing__(self, instant: datetime) -> Tick:
        civil = CivilTime.of(instant, self._zone(instant))
        week = civil.date.weekday() * 1440 + civil.time.hour * 60 + civil.time.minute
        self[instant] = Tick(civil, civil.local_seconds - epoch(instant), week)
        return self[instant]

    def _zone(self, instant: datetime) -> Zone:
        """Whoever begins and ends an hour in a zone is there all the hour: a stay has whole days."""
        hour = instant.replace(minute=0, second=0)
        if hour not in self._hours:
            first, last = (self._atlas.zone_of(self._person, hour + MINUTE * n) for n in (0, 59))
            self._hours[hour] = first, last
        first, last = self._hours[hour]
        return first if first == last else self._atlas.zone_of(self._person, instant)


class _Prices(dict[int, tuple[bool, float]]):
    """Whether a minute of the week is own time in a pattern, and its points for an hour."""

    def __init__(self, pattern: WeeklyPattern | None, rest: RestWindow | None, table: BurdenTable) -> None:
        super().__init__()
        self._pattern, self._rest, self._table = pattern, rest, table

    def __missing__(self, week: int) -> tuple[bool, float]:
        own = week in _own_minutes(self._pattern)
        self[week] = own, _points(own, week % 1440, self._pattern, self._rest, self._table)
        return self[week]


class _Dial:
    """One person's clock and hours."""

    def __init__(self, atlas: Atlas, person: Person, table: BurdenTable) -> None:
        self.person, self.clock, self._table = person, _Clock(atlas, person), table
        self._prices = dict[int, _Prices]()

    def prices(self, pattern: WeeklyPattern | None) -> _Prices:
        """Those of a pattern, which lives as long as the person."""
        if id(pattern) not in self._prices:
            self._prices[id(pattern)] = _Prices(pattern, self.person.rest, self._table)
        return self._prices[id(pattern)]


def plain_search(atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Iterable[datetime]) -> Plain:
    """The whole search over these starts."""
    invited = dict.fromkeys(request.required + request.optional)
    dials = [_Dial(atlas, atlas.person(key), table) for key in invited]
    rows = {start: {d.person.id: _row(atlas, request, d, start) for d in dials} for start in starts}
    taken = _taken(atlas, request)
    asked = {
        start: [row[key] for key in dict.fromkeys(request.required)]
        for start, row in rows.items()
        if not any(Span(start, start + request.length).overlaps(span) for span in taken)
    }
    possible = {start: row for start, row in asked.items() if all(r.free for r in row)}
    ranked = sorted(
        possible, key=lambda start: _wishes(possible[start], start, asked=bool(request.acceptable))
    )
    good = sum(all(row.fits for row in each) for each in possible.values())
    return Plain(rows, ranked, good)


def _wishes(rows: list[Row], start: datetime, *, asked: bool) -> tuple[object, ...]:
    outside = sum(not row.fits for row in rows) if asked else 0
    late = sum(not row.own for row in rows)
    worst, whole = max(row.burden for row in rows), sum(row.burden for row in rows)
    return outside, late > 0, round(worst, 6), round(whole, 6), late, start


def _row(atlas: Atlas, request: SlotRequest, dial: _Dial, start: datetime) -> Row:
    ticks = [dial.clock[start + MINUTE * number] for number in range(request.minutes)]
    hours = _hours_in_force(dial.person, ticks)
    known = {id(pattern): pattern for pattern in hours}
    prices = {key: dial.prices(pattern) for key, pattern in known.items()}
    priced = [prices[id(pattern)][tick.week] for tick, pattern in zip(ticks, hours, strict=True)]
    mine, points = zip(*priced, strict=True)
    own = all(mine)
    free = _free(atlas, dial.person, ticks, Span(start, start + request.length), own=own)
    burden = sum(points) / 60
    return Row(ticks[0].civil, burden, own, _fits(request, ticks, own=own), free)


def _free(atlas: Atlas, person: Person, ticks: list[Tick], span: Span, *, own: bool) -> bool:
    days, calendar = {ticks[0].civil.date, ticks[-1].civil.date}, atlas.calendar(person.place)
    kept = [held.date for held in calendar.holidays if person.keeps_holiday(held.date)] if calendar else []
    holiday = not days.isdisjoint(kept)
    away = any(span.overlaps(absence_span(atlas, person, absence)) for absence in atlas.absences_of(person))
    return (own or all(_works(person, day) for day in days)) and not holiday and not away


def _hours_in_force(person: Person, ticks: list[Tick]) -> list[WeeklyPattern | None]:
    """The pattern of the day of the start, and after a change of the clock that of the day it shows then."""
    if ticks[0].offset == ticks[-1].offset:
        return [person.pattern_on(ticks[0].civil.date)] * len(ticks)
    found = [person.pattern_on(ticks[0].civil.date)]
    for before, tick in pairwise(ticks):
        same = (before.offset, before.civil.zone) == (tick.offset, tick.civil.zone)
        found.append(found[-1] if same else person.pattern_on(tick.civil.date))
    return found


def _points(
    own: bool, minute: int, pattern: WeeklyPattern | None, rest: RestWindow | None, table: BurdenTable
) -> float:
    if own and pattern and not pattern.assumed:
        return 0.0
    if rest and rest != RestWindow() and (minute - rest.start) % 1440 < rest.end - rest.start:
        return float(max(band.points for band in table.bands))
    return float(table.points_at(minute))


def _fits(request: SlotRequest, ticks: list[Tick], *, own: bool) -> bool:
    if request.acceptable is None:
        return own
    low, high = request.acceptable
    first, last = ticks[0].week, ticks[-1].week
    return ticks[0].civil.date == ticks[-1].civil.date and first % 1440 >= low and last % 1440 < high


def _works(person: Person, day: date) -> bool:
    pattern = person.pattern_on(day)
    return pattern is not None and day.weekday() in pattern.weekdays


@cache
def _own_minutes(pattern: WeeklyPattern | None) -> frozenset[int]:
    blocks = pattern.blocks if pattern else ()
    return frozenset((b.weekday * 1440 + m) % 10080 for b in blocks for m in range(b.start, b.end))


def _taken(atlas: Atlas, request: SlotRequest) -> list[Span]:
    near = Span(request.window.start - timedelta(days=2), request.window.end + timedelta(days=2))
    return [
        Span(held.start, held.end)
        for series in atlas.meetings
        if series.id != request.moving and set(series.required) & set(request.required)
        for held in atlas.occurrences(series, near)
    ]

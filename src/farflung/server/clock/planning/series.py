"""One series of meetings: its next dates, what clock changes do to it, and what it would be in turns.

What it costs is told to whom it costs: each reader has figures of their own. The load of the worst-off person
of a plan is a number about one of those invited: it is told of five or more (N5), and never who it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from farflung.draw.world import FEWEST
from farflung.engine.atlas import Atlas
from farflung.engine.clocks import Clash, Move, forecast, new_clashes
from farflung.engine.meetings import (
    HOURLY,
    Rotation,
    RotationRequest,
    SlotRequest,
    as_it_is,
    burden,
    meetings_of,
    options_at,
    rotate,
)
from farflung.engine.model import MeetingSeries, Occurrence, Person, Recurrence
from farflung.engine.time import CivilTime, Span
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.recurring import WRITTEN_AHEAD, Turns, makes, recurrence_of
from farflung.server.clock.planning.restless import part_without_rest
from farflung.server.clock.planning.revising import called_off, length_of
from farflung.server.clock.planning.slots import MOST_PEOPLE, Option, option_of, points

AHEAD, YEAR = timedelta(days=120), timedelta(days=366)
MOST_DATES, MOST_TIMES, MOST_TURNED = 12, 3, 12
"""Dates that are shown; times that are taken in turn; dates that a rotation is worked out over."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date of a series, and the points that it costs the reader; None where they need not come."""

    occurrence: Occurrence
    cost: float | None

    @property
    def key(self) -> str:
        """How it is named in an address."""
        return key_of(self.occurrence.civil)


@dataclass(frozen=True, slots=True)
class Plan:
    """A rotation: minutes of the day in turn on the series' own clock, over `dates`, as it is on each.

    `worst` is the load of the worst-off person (None where fewer than five are invited), `own` the reader's.
    `now` says that it is as the series is without one.
    """

    times: tuple[int, ...]
    worst: float | None
    own: float | None
    shown: tuple[Option, ...]
    now: bool = False


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """Everything that the page shows of a series to a reader; `written_until`: hours in turn in calendars."""

    series: MeetingSeries
    dates: tuple[Date, ...]
    off: tuple[Date, ...]
    usual: Option | None
    moves: tuple[Move, ...]
    clashes: tuple[Clash, ...]
    plans: tuple[Plan, ...]
    turns: Turns | None
    written_until: datetime | None
    required: tuple[Person, ...]
    optional: tuple[Person, ...]

    @property
    def own(self) -> float | None:
        """The points that the dates shown cost the reader; None where they need not come to any."""
        costs = [one.cost for one in self.dates if one.cost is not None]
        return round(sum(costs), 1) if costs else None


def series_of(atlas: Atlas, code: str) -> MeetingSeries | None:
    """The series on a map with meetings; None where it came after the map was made."""
    return next((one for one in atlas.meetings if one.id == code), None)


def series_page(
    atlas: Atlas, row: Meeting, series: MeetingSeries, reader: Person | None, now: datetime
) -> SeriesPage:
    """The page of a series at an instant."""
    parts = parts_of(atlas, series)
    dated = coming(atlas, parts, now)
    held = [one for _, one in dated]
    year = _from(now, YEAR)
    recurs = len(held) > 1
    turns = None if row.rotation is None else Turns.of(row.rotation)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    return SeriesPage(
        series=series,
        dates=tuple(Date(one, _cost(atlas, part, one, reader)) for part, one in dated[:MOST_DATES]),
        off=tuple(Date(one, None) for one in off_dates(atlas, base, now)[:MOST_DATES]),
        usual=_option(atlas, dated[0][0], held[0], reader) if held else None,
        moves=_moves(atlas, {part.id: part for part, _ in dated}, year) if recurs and turns is None else (),
        clashes=_clashes(atlas, series, year, now) if recurs else (),
        plans=plans(atlas, base, reader, now) if recurs else (),
        turns=turns,
        written_until=row.told_at + WRITTEN_AHEAD if turns is not None else None,
        required=tuple(map(atlas.person, series.required)),
        optional=tuple(map(atlas.person, series.optional)),
    )


def upcoming(atlas: Atlas, series: MeetingSeries, now: datetime) -> list[Occurrence]:
    """The dates of a series that are not over, a third of a year ahead; of a rarer one the next year's."""
    return [one for _, one in coming(atlas, parts_of(atlas, series), now)]


def at_own_hours(atlas: Atlas, base: MeetingSeries, now: datetime) -> list[Occurrence]:
    """The dates to come that nobody has moved by hand, each at its own hour where hours are taken in turn.

    `base` is the series at its own hour; what it was before is so on no map. A date of which the turn has
    come already is none: it took place.
    """
    *earlier, _ = parts = parts_of(atlas, base)
    rows = Meeting.objects.filter(code__in=[part.id for part in earlier], rotation__isnull=False)
    own = dict(rows.values_list("code", "recurrence")) if earlier else {}
    rules = {str(code): recurrence_of(kept) for code, kept in own.items()}
    parts = tuple(replace(part, recurrence=rules.get(part.id, part.recurrence)) for part in parts)
    held = {one.civil for one in upcoming(atlas, series_of(atlas, base.id) or base, now) if one.start > now}
    found = (one for _, one in coming(atlas, parts, now) if not one.moved and one.start > now)
    return [one for one in found if one.civil in held]


def coming(
    atlas: Atlas, parts: Sequence[MeetingSeries], now: datetime
) -> list[tuple[MeetingSeries, Occurrence]]:
    """The same of a series in its parts, each date with the part that it is of."""
    soon = _held(atlas, parts, _from(now, AHEAD), now)
    return soon if len(soon) > 1 else _held(atlas, parts, _from(now, YEAR), now)


def _held(
    atlas: Atlas, parts: Sequence[MeetingSeries], window: Span, now: datetime
) -> list[tuple[MeetingSeries, Occurrence]]:
    held = [(part, one) for part in parts for one in atlas.occurrences(part, window) if one.end > now]
    return held if len(parts) == 1 else sorted(held, key=lambda pair: pair[1])


def parts_of(atlas: Atlas, series: MeetingSeries) -> tuple[MeetingSeries, ...]:
    """A series that was moved: what it was before each time, then itself as it is handed in."""
    before = _earlier.get(atlas, None, "", lambda: _by_later(atlas))
    return (*before.get(series.id, ()), series)


def _by_later(atlas: Atlas) -> dict[str, list[MeetingSeries]]:
    found: dict[str, list[MeetingSeries]] = defaultdict(list)
    for series in atlas.meetings:
        if series.goes_on_as is not None:
            found[series.goes_on_as].append(series)
    return dict(found)


_earlier: ManyAbout[dict[str, list[MeetingSeries]]] = ManyAbout(1)


def off_dates(atlas: Atlas, base: MeetingSeries, now: datetime) -> list[Occurrence]:
    """The dates to come that are called off, as they would be."""
    return sorted(one for part in parts_of(atlas, base) for one in _off(atlas, part.recurrence, now))


def _off(atlas: Atlas, rule: Recurrence, now: datetime) -> Iterator[Occurrence]:
    zone, length = atlas.zones.zone(rule.zone), timedelta(minutes=length_of(rule))
    for civil in called_off(rule, CivilTime.of(now, zone).date):
        start = civil.instant(zone)
        if start > now and (rule.until is None or civil.date <= rule.until):
            yield Occurrence(start, start + length, civil)


def part_of(atlas: Atlas, series: MeetingSeries, civil: CivilTime) -> MeetingSeries:
    """The part of a series that has a date, by where its rule has it; itself where none has."""
    parts = parts_of(atlas, series)
    return next((part for part in parts if makes(part.recurrence, civil, atlas.zones)), series)


def key_of(civil: CivilTime) -> str:
    """How a date of a series is named in an address: by when the rule has it, on the series' own clock."""
    return f"{civil.date:%Y%m%d}T{civil.time:%H%M}"


def _from(now: datetime, ahead: timedelta) -> Span:
    """From the beginning of the day in UTC on: the same for all who ask on it, so dates are found once."""
    start = datetime.combine(now.astimezone(UTC).date(), time(0), tzinfo=UTC)
    return Span(start, start + ahead)


def _moves(atlas: Atlas, parts: Mapping[str, MeetingSeries], year: Span) -> tuple[Move, ...]:
    """What clock changes move of what is ahead of a series."""
    return tuple(move for part in parts.values() for move in forecast(atlas, part, year).moves)


def _clashes(atlas: Atlas, series: MeetingSeries, year: Span, now: datetime) -> tuple[Clash, ...]:
    """Dates on which a clock change makes it run into another meeting of somebody who must come to both."""
    near = meetings_of(atlas, set(series.required), series.id)
    found = new_clashes(atlas.with_(meetings=(series, *near)), year, [series])
    return tuple(one for one in found if one.overlap.end > now)


def _cost(atlas: Atlas, series: MeetingSeries, one: Occurrence, reader: Person | None) -> float | None:
    if reader is None or reader.id not in series.required or one.start >= one.end:
        return None
    return round(burden(atlas, reader, Span(one.start, one.end), points()), 2)


def _request(series: MeetingSeries, span: Span) -> SlotRequest:
    length = min(max(span.elapsed, timedelta(minutes=5)), timedelta(days=1))
    return SlotRequest(series.required, span, length, series.optional, moving=series.id)


def _option(atlas: Atlas, series: MeetingSeries, one: Occurrence, reader: Person | None) -> Option | None:
    if not series.required or one.start >= one.end:
        return None
    (found,) = options_at(atlas, _request(series, Span(one.start, one.end)), points(), [one.start])
    return option_of(atlas, found, reader)


# --- rotations -------------------------------------------------------------------------


def plans(atlas: Atlas, base: MeetingSeries, reader: Person | None, now: datetime) -> tuple[Plan, ...]:
    """The series at its own hour, then what costs its worst-off person less: one hour, two, three in turn.

    The fairest first. Each is proved: no other plan of so many whole hours is better for the worst-off.
    """
    held = at_own_hours(atlas, base, now)[:MOST_TURNED]
    if len(held) < 2 or not 2 <= len(base.required) <= MOST_PEOPLE:
        return ()
    request = _rotation_request(base, held)
    clock = held[0].civil.time
    minute = clock.hour * 60 + clock.minute
    # Others read which hours are fair: a rest window that somebody chose would be told by them (N15).
    public = part_without_rest(atlas, base.required)
    today = as_it_is(public, request, points(), minute)
    turned = (
        rotate(public, replace(request, times=times), points())
        for times in range(1, min(MOST_TIMES, len(held)) + 1)
    )
    fairer = sorted(
        (one for one in turned if one.worst < today.worst), key=lambda one: (one.worst, len(one.times))
    )
    return tuple(_plan(atlas, base, one, reader, now=one is today) for one in (today, *fairer))


def _rotation_request(base: MeetingSeries, held: Sequence[Occurrence]) -> RotationRequest:
    minutes = max(int((held[0].end - held[0].start) / timedelta(minutes=1)), 1)
    clocks = {one.civil.time.hour * 60 + one.civil.time.minute for one in held}
    return RotationRequest(
        base.required,
        tuple(one.civil.date for one in held),
        minutes,
        zone=base.recurrence.zone,
        starts=tuple(sorted({*HOURLY, *clocks})),
    )


def _plan(atlas: Atlas, base: MeetingSeries, plan: Rotation, reader: Person | None, *, now: bool) -> Plan:
    starts = plan.starts[: len(plan.times)]
    length = timedelta(minutes=plan.request.minutes)
    span = Span(min(starts), max(starts) + length)
    shown = options_at(atlas, replace(_request(base, span), length=length), points(), sorted(starts))
    return Plan(
        times=plan.times,
        worst=plan.worst if len(set(base.required)) >= FEWEST else None,
        own=_own(atlas, base, plan, reader),
        shown=tuple(option_of(atlas, one, reader) for one in shown),
        now=now,
    )


def _own(atlas: Atlas, base: MeetingSeries, plan: Rotation, reader: Person | None) -> float | None:
    """What a plan costs the reader, whose own rest window counts for themself."""
    if reader is None or reader.id not in base.required:
        return None
    length = timedelta(minutes=plan.request.minutes)
    spans = (Span(start, start + length) for start in plan.starts)
    return round(sum(burden(atlas, reader, span, points()) for span in spans), 2)


def first_turn(
    atlas: Atlas, base: MeetingSeries, now: datetime, times: Sequence[int] = (), zone: str = ""
) -> date | None:
    """The date from which on a rotation would hold: that of the next one that nobody has moved by hand.

    Nor is it one of which the first of the `times`, on the clock of that zone, is past.
    """
    clock = atlas.zones.zone(zone or base.recurrence.zone)

    def ahead(day: date) -> bool:
        if not times:
            return True
        return CivilTime(day, time(times[0] // 60, times[0] % 60), clock.key).instant(clock) > now

    return next((one.civil.date for one in at_own_hours(atlas, base, now) if ahead(one.civil.date)), None)


# --- of a person, of a team --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Next:
    """A series with its next date; None where it has none any more."""

    series: MeetingSeries
    occurrence: Occurrence | None


def listed(atlas: Atlas, codes: Iterable[str], now: datetime) -> list[Next]:
    """These series by their next dates; those without one are left out."""
    wanted = set(codes)
    found = []
    for series in atlas.meetings:
        if series.id in wanted and series.goes_on_as not in wanted:
            parts = [one for one in parts_of(atlas, series) if one.id in wanted]
            held = coming(atlas, parts, now)
            if held:
                found.append(Next(series, held[0][1]))
    return sorted(found, key=lambda one: (one.occurrence.start if one.occurrence else now, one.series.title))


def of_day(atlas: Atlas, person: Person, window: Span) -> list[tuple[MeetingSeries, Occurrence]]:
    """The meetings of somebody that begin in a window of two days at most, in order."""
    wide = _from(window.start - timedelta(days=1), timedelta(days=5))
    own = _by_person.get(atlas, None, "", lambda: _due(atlas)).get(person.id, ())
    held = (
        (series, one)
        for series in own
        for one in atlas.occurrences(series, wide)
        if window.start <= one.start < window.end
    )
    return sorted(held, key=lambda pair: (pair[1].start, pair[0].title))


def _due(atlas: Atlas) -> dict[str, list[MeetingSeries]]:
    """The series of everybody, by person."""
    found: dict[str, list[MeetingSeries]] = defaultdict(list)
    for series in atlas.meetings:
        for person in series.attendees:
            found[person].append(series)
    return dict(found)


_by_person: ManyAbout[dict[str, list[MeetingSeries]]] = ManyAbout(1)

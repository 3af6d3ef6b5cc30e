"""When a person works, exactly. The grid answers the same for the whole company, by quarter hours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from farflung.engine.atlas.whereabouts import Whereabouts, local_dates
from farflung.engine.model import DAY_MINUTES, Absence, HolidayCalendar, Person, Place, RestWindow
from farflung.engine.time import Span, ZoneDatabase, clipped, difference, merged
from farflung.engine.time.civil import local_span

CalendarOf = Callable[[Place], HolidayCalendar | None]

HORIZON = timedelta(days=400)
"""How far ahead a next working hour is looked for: over a year, so a yearly gap never hides it."""


class NoWorkingTimeError(LookupError):
    """There is not enough working time within `HORIZON`."""


def working_spans(
    person: Person,
    pieces: Sequence[Whereabouts],
    absences: Sequence[Absence],
    calendar: CalendarOf,
    zones: ZoneDatabase,
) -> tuple[Span, ...]:
    """The person's working time inside the pieces: blocks, less absences, less public holidays.

    An absence or a holiday takes its whole local date, also from a block that began the evening before.
    A holiday that was swapped is worked; the day taken for it is among the absences (`Atlas.absences_of`).
    """
    return merged(
        span for piece in pieces for span in _in_piece(person, piece, absences, calendar(piece.base), zones)
    )


def _in_piece(
    person: Person,
    piece: Whereabouts,
    absences: Sequence[Absence],
    calendar: HolidayCalendar | None,
    zones: ZoneDatabase,
) -> tuple[Span, ...]:
    zone, days = zones.zone(piece.place.zone), local_dates(piece, zones)
    blocks = [local_span(day, start, end, zone) for day, start, end in _blocks(person, days)]
    off = [local_span(day, start, end, zone) for day, start, end in _off(person, absences, calendar, days)]
    return clipped(difference(blocks, off), piece.span)


def _blocks(person: Person, days: Iterable[date]) -> Iterator[tuple[date, int, int]]:
    for day in days:
        pattern = person.pattern_on(day)
        for block in pattern.on(day.weekday()) if pattern else ():
            yield day, block.start, block.end


def _off(
    person: Person, absences: Sequence[Absence], calendar: HolidayCalendar | None, days: Sequence[date]
) -> Iterator[tuple[date, int, int]]:
    for day in days:
        for absence in absences:
            minutes = absence.minutes_on(day)
            if minutes:
                yield day, *minutes
    for holiday in calendar.between(days[0], days[-1]) if calendar else ():
        if person.keeps_holiday(holiday.date):
            yield holiday.date, 0, DAY_MINUTES


def rest_spans(rest: RestWindow, pieces: Sequence[Whereabouts], zones: ZoneDatabase) -> tuple[Span, ...]:
    """The daily rest window wherever the person is, holiday or not."""
    return merged(
        cut
        for piece in pieces
        for day in local_dates(piece, zones)
        for cut in clipped([local_span(day, rest.start, rest.end, zones.zone(piece.place.zone))], piece.span)
    )


def after(spans_of: Callable[[Span], tuple[Span, ...]], start: datetime) -> Iterator[Span]:
    """Working spans from `start` on, looked for in growing windows up to `HORIZON`."""
    limit, begin, step = start + HORIZON, start, timedelta(days=8)
    while begin < limit:
        end = min(begin + step, limit)
        yield from spans_of(Span(begin, end))
        begin, step = end, step * 4

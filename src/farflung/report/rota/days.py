"""The reader's days of a plan, and what of each is a shift, or night where the person is."""

from collections.abc import Sequence
from datetime import date, timedelta

from farflung.draw.day import Day
from farflung.engine.model import Person
from farflung.engine.rota.model.nights import night_spans
from farflung.engine.time import Span, clipped
from farflung.engine.time.civil import date_shown
from farflung.report.rota.view import PlanView

_DAY = timedelta(days=1)


def days_of(view: PlanView) -> tuple[Day, ...]:
    """Every date on the reader's clock that the plan touches.

    Days of one zone begin and end inside days of another: such a day is left out where less than half of it
    is planned and no shift begins on it.
    """
    first = date_shown(view.window.start, view.reader)
    last = date_shown(view.window.end - timedelta(seconds=1), view.reader)
    days = [Day(first + n * _DAY, view.reader) for n in range((last - first).days + 1)]
    shown = [day for n, day in enumerate(days) if 0 < n < len(days) - 1 or _counts(view, day)]
    return tuple(shown or days)


def _counts(view: PlanView, day: Day) -> bool:
    planned = min(view.window.end, day.span.end) - max(view.window.start, day.span.start)
    return planned * 2 >= day.span.elapsed or any(shift.span.start in day.span for shift in view.shifts)


def stretches(days: Sequence[Day], most: int) -> tuple[tuple[Day, ...], ...]:
    """The days in rows of about the same length, none longer than `most`."""
    rows = -(-len(days) // most)
    length = -(-len(days) // rows)
    return tuple(tuple(days[n : n + length]) for n in range(0, len(days), length))


def nights_in(view: PlanView, person: Person, around: Span) -> tuple[Span, ...]:
    """When it is night where somebody is, by the hours that the plan calls night."""
    found: list[Span] = []
    for piece in view.atlas.whereabouts(person, around):
        zone = view.atlas.zones.zone(piece.place.zone)
        first, last = date_shown(piece.span.start, zone), date_shown(piece.span.end, zone)
        found += clipped(night_spans(first, last, zone, view.night), piece.span)
    return tuple(found)


def off_dates(view: PlanView, person: Person, first: date, last: date) -> dict[date, str]:
    """Dates on the person's clock on which a public holiday or an absence lies: no more than that is said."""
    calendar = view.atlas.calendar(person.place)
    found = {
        holiday.date: holiday.name
        for holiday in (calendar.between(first, last) if calendar else ())
        if person.keeps_holiday(holiday.date)
    }
    for absence in view.atlas.absences_of(person):
        found |= {day: "unavailable" for day in absence.days if first <= day <= last}
    return found

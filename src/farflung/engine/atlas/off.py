"""When a person is off, and what may be said about it.

An absence has no reason, here as everywhere: it reads *unavailable*. So does the time before the first
and after the last day of employment, because a resignation is not the rota's to announce.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from farflung.engine.atlas.whereabouts import Whereabouts, date_range
from farflung.engine.model import DAY_MINUTES, Absence, Person
from farflung.engine.time import Span, Zone, clipped, day_span
from farflung.engine.time.civil import local_span

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

HOLIDAYS = "holidays"
"""The rule kind that an exemption names where public holidays are worked."""


class OffKind(StrEnum):
    """Why somebody planned is not there."""

    HOLIDAY = "holiday"
    UNAVAILABLE = "unavailable"
    NOT_ELIGIBLE = "not eligible"


@dataclass(frozen=True, slots=True, order=True)
class Off:
    """`label` is ready to be read: the holiday's name with "(estimated)" kept, or "unavailable"."""

    span: Span
    kind: OffKind
    label: str
    place: str


def off_time(
    atlas: "Atlas", person: Person, window: Span, absences: Sequence[Absence] | None = None
) -> tuple[Off, ...]:
    """Public holidays, absences and time outside employment, sorted; they may overlap one another.

    The absences are the person's own where none are given.
    """
    found: list[Off] = []
    away = atlas.absences_of(person) if absences is None else absences
    for piece in atlas.whereabouts(person, window):
        zone = atlas.zones.zone(piece.place.zone)
        days = date_range(piece, atlas.zones)
        off = chain(
            _holidays(atlas, person, piece, days, zone),
            _absences(away, piece, days, zone),
            _outside(person, piece, zone),
        )
        found += _clipped(off, piece.span)
    return tuple(sorted(found))


def _clipped(found: Iterable[Off], window: Span) -> Iterator[Off]:
    for off in found:
        for span in clipped([off.span], window):
            yield off if span is off.span else Off(span, off.kind, off.label, off.place)


def _holidays(
    atlas: "Atlas", person: Person, piece: Whereabouts, days: tuple[date, date], zone: Zone
) -> Iterator[Off]:
    calendar = atlas.calendar(piece.base)
    for holiday in calendar.between(*days) if calendar else ():
        worked = works_holidays(atlas, piece.base.country, holiday.date)
        if not worked and person.keeps_holiday(holiday.date):
            label = f"{holiday.name} (estimated)" if holiday.estimated else holiday.name
            yield Off(day_span(holiday.date, zone), OffKind.HOLIDAY, label, piece.base.label)


def works_holidays(atlas: "Atlas", country: str | None, day: date) -> bool:
    """Whether an agreement in force that day says that people of the country work on public holidays."""
    return any(
        HOLIDAYS in exemption.rules
        and country in exemption.countries
        and (exemption.until is None or day <= exemption.until)
        for agreement in atlas.agreements
        for exemption in agreement.exemptions
        if agreement.expires is None or day <= agreement.expires
    )


def _absences(
    absences: Sequence[Absence], piece: Whereabouts, days: tuple[date, date], zone: Zone
) -> Iterator[Off]:
    for absence in absences:
        first, last = max(absence.start, days[0]), min(absence.end, days[1])
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            minutes = absence.minutes_on(day)
            if minutes:
                span = local_span(day, *minutes, zone)
                yield Off(span, OffKind.UNAVAILABLE, "unavailable", piece.base.label)


def _outside(person: Person, piece: Whereabouts, zone: Zone) -> Iterator[Off]:
    place = piece.base.label
    if person.started is not None:
        begun = local_span(person.started, 0, DAY_MINUTES, zone).start
        yield from _unemployed(piece.start, begun, place)
    if person.ended is not None:
        yield from _unemployed(local_span(person.ended, 0, DAY_MINUTES, zone).end, piece.end, place)


def _unemployed(start: datetime, end: datetime, place: str) -> Iterator[Off]:
    if start < end:
        yield Off(Span(start, end), OffKind.UNAVAILABLE, "unavailable", place)

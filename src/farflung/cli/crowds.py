"""Who is asked to a session: crowds of a zone, and the public holidays that keep some of them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from farflung.cli.inputs import Company
from farflung.cli.times import day_text
from farflung.engine.atlas.off import OffKind, off_time
from farflung.engine.meetings.sessions import Crowd, SessionRequest, crowds
from farflung.engine.model import Holiday, Person
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase
from farflung.intake.holidays import calendars
from farflung.intake.inline import place_named, zone_remark
from farflung.intake.notebook import Notebook

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Invited:
    """A crowd, the public holidays of its people by date, and what its place was taken for."""

    crowd: Crowd
    holidays: Mapping[date, str]
    remark: str = ""


def typed_crowd(text: str, people: int, day: date, zones: ZoneDatabase) -> Invited:
    """So many people of a place that was typed; on a public holiday of theirs they do not come."""
    place = place_named(text, zones)
    known = calendars([place], [day.year - 1, day.year, day.year + 1], Notebook()) if place.country else {}
    calendar = known.get((place.country or "", place.subdivision)) or known.get((place.country or "", None))
    near = [day + n * _DAY for n in (-1, 0, 1)]
    off = calendar.between(near[0], near[-1]) if calendar else ()
    free = frozenset(near) - {holiday.date for holiday in off}
    crowd = Crowd(text, place.zone, people, free if off else None)
    return Invited(crowd, {holiday.date: _name(holiday) for holiday in off}, zone_remark(text, zones))


def known_crowds(company: Company, people: Iterable[Person], day: date) -> list[Invited]:
    """The people of the files by the zone they are in that day, with the holidays of any of them."""
    asked = list(people)
    window = _utc_day(day)
    noon = window.start + _DAY / 2
    holidays: dict[str, dict[date, str]] = {}
    for person in asked:
        zone = company.atlas.zone_of(person, noon)
        for off in off_time(company.atlas, person, window):
            if off.kind == OffKind.HOLIDAY:
                holidays.setdefault(zone.key, {})[CivilTime.of(off.span.start, zone).date] = off.label
    found = crowds(company.atlas, [person.id for person in asked], day)
    return [Invited(crowd, holidays.get(crowd.zone, {})) for crowd in found]


def why_missed(invited: Invited, request: SessionRequest, zones: ZoneDatabase) -> str:
    """Why no session is one for them, as far as their days tell."""
    dates = _own_dates(request, zones.zone(invited.crowd.zone))
    off = [f"{name} on {day_text(day)}" for day, name in sorted(invited.holidays.items()) if day in dates]
    if off:
        return f"public holiday, {', '.join(off)}"
    working = invited.crowd.dates
    return "not a working day" if working is not None and not working & dates else "no start in their own day"


def _own_dates(request: SessionRequest, zone: Zone) -> frozenset[date]:
    """The local dates on which a start of the day lies in the hours asked for."""
    first, last = request.hours[0], request.hours[1] - request.minutes
    starts = (_utc_day(request.day).start + timedelta(minutes=n) for n in range(0, 1440, request.step))
    shown = (CivilTime.of(start, zone) for start in starts)
    return frozenset(c.date for c in shown if first <= c.time.hour * 60 + c.time.minute <= last)


def _utc_day(day: date) -> Span:
    start = datetime.combine(day, time(0), UTC)
    return Span(start, start + _DAY)


def _name(holiday: Holiday) -> str:
    return f"{holiday.name} (estimated)" if holiday.estimated else holiday.name

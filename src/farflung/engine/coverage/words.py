"""How coverage speaks of times, places and people: always with the zone, never with a bare hour."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.stints import Stint, known_person
from farflung.engine.model import WEEKDAYS
from farflung.engine.said import NOTHING, Said, said
from farflung.engine.said_values import (
    at_moment,
    enumerated,
    first_of,
    from_to,
    hours_of,
    lasting,
    on_day,
    on_weekday,
)
from farflung.engine.time import CivilTime, Span, ZoneDatabase

_HOUR, _HALF_DAY, _DAY = timedelta(hours=1), timedelta(hours=12), timedelta(days=1)
_TICK = timedelta.resolution


def day_text(day: date) -> Said:
    """ "Mon 29 Mar 2027"."""
    return on_day(f"{WEEKDAYS[day.weekday()]} {day.day} {day:%b %Y}", day)


def date_text(day: date) -> Said:
    """ "28 March 2027"."""
    return on_day(f"{day.day} {day:%B %Y}", day)


def dated_text(span: Span) -> Said:
    """ "Fri 26 Mar 2027 15:00-23:00Z"."""
    return from_to(f"{day_text(span.start.date())} {utc_text(span)}", span.start, span.end)


def moment_text(instant: datetime, by: str = " ") -> Said:
    """ "Fri 26 Mar 2027 15:00Z"."""
    return at_moment(f"{day_text(instant.date())}{by}{instant:%H:%M}Z", instant)


def period_text(first: date, last: date | None) -> Said:
    """ "from Mon 29 Mar 2027", with "to" where it ends."""
    if last is None:
        return said("from {day}", day=day_text(first))
    return said("from {first} to {last}", first=day_text(first), last=day_text(last))


def utc_text(span: Span) -> Said:
    """ "14:00-15:00Z", "21:00-24:00Z"; from half a day on with the date of an end on another date."""
    if _same_day(span) or span.elapsed < _HALF_DAY:
        return repeated_text(span)
    return from_to(_utc(span), span.start, span.end)


def _utc(span: Span) -> str:
    end = span.end.date()
    day = day_text(end) if end.year != span.start.year else f"{WEEKDAYS[end.weekday()]} {end.day} {end:%b}"
    return f"{_clock(span.start)}Z to {day} {_clock(span.end)}Z"


def repeated_text(span: Span) -> Said:
    """For what recurs: the hours alone, "14:00-15:00Z", or weekdays, "Fri 22:00Z to Mon 07:00Z"."""
    return hours_of(_repeated(span), span.start, span.end)


def _repeated(span: Span) -> str:
    if _same_day(span) or span.elapsed < _DAY:
        return f"{_clock(span.start)}-{_end(span.end.time())}Z"
    first, last = WEEKDAYS[span.start.weekday()], WEEKDAYS[span.end.weekday()]
    return f"{first} {_clock(span.start)}Z to {last} {_clock(span.end)}Z"


def _same_day(span: Span) -> bool:
    """A day ends at its midnight, not on the next date."""
    return (span.end - _TICK).date() == span.start.date()


def local_text(span: Span, zone: str, label: str, zones: ZoneDatabase) -> Said:
    """ "16:00-17:00 in Warsaw": the same on the clocks of a zone."""
    found = zones.zone(zone)
    start, end = CivilTime.of(span.start, found), CivilTime.of(span.end, found)
    return said("{hours} in {place}", hours=f"{_clock(start.time)}-{_end(end.time)}", place=label)


def _end(clock: time) -> str:
    """A day ends at 24:00."""
    return "24:00" if clock == time() else _clock(clock)


def _clock(moment: time | datetime) -> str:
    """ "09:30", as `%H:%M` says it in three times the time."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def hours_text(amount: timedelta) -> Said:
    """ "1 h", "5.5 h", "20 min"."""
    if amount < _HOUR:
        return lasting(f"{amount // timedelta(minutes=1)} min", amount)
    return lasting(f"{round(amount / _HOUR, 2):g} h", amount)


def listed(words: Sequence[str], most: int = 4) -> Said:
    """ "Ana, Tomás and 3 more"."""
    return first_of(words, most) if len(words) > most else enumerated(words)


def name_of(atlas: Atlas, key: str) -> str:
    """The person's name; the id itself where a rota names somebody who is not among the people."""
    person = known_person(atlas, key)
    return person.name if person else key


def names_of(atlas: Atlas, keys: Iterable[str], most: int = 4) -> Said:
    """Some people by name."""
    return listed([name_of(atlas, key) for key in keys], most)


def zone_label(atlas: Atlas, stint: Stint | None, zone: str) -> str:
    """What to call the clocks of a zone: the city of whoever works by them, else the zone's own city."""
    for key in stint.people if stint else ():
        person = known_person(atlas, key)
        if person and person.place.zone == zone:
            return person.place.label
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def repetition(starts: Sequence[datetime]) -> Said:
    """How a row of starts recurs: "daily", "Mon to Fri", "Sat and Sun", or "" for a single one."""
    days = sorted({start.date() for start in starts})
    if len(days) < 2:
        return NOTHING
    weekdays = sorted({day.weekday() for day in days})
    between = (days[-1] - days[0]).days + 1
    expected = sum((days[0].weekday() + n) % 7 in weekdays for n in range(between))
    if len(days) < 0.6 * expected:
        return said("on {number} days", number=len(days))
    if len(weekdays) == 7 or between == len(days):
        return said("daily")
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return said("{first} to {last}", first=_weekday(weekdays[0]), last=_weekday(weekdays[-1]))
    return listed([_weekday(day) for day in weekdays], 7)


def _weekday(day: int) -> Said:
    return on_weekday(WEEKDAYS[day], day)

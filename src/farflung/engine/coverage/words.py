"""How coverage speaks of times, places and people: always with the zone, never with a bare hour."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.stints import Stint, known_person
from farflung.engine.model import WEEKDAYS
from farflung.engine.time import CivilTime, Span, ZoneDatabase

_HOUR, _HALF_DAY, _DAY = timedelta(hours=1), timedelta(hours=12), timedelta(days=1)
_TICK = timedelta.resolution


def day_text(day: date) -> str:
    """ "Mon 29 Mar 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {day:%b %Y}"


def date_text(day: date) -> str:
    """ "28 March 2027"."""
    return f"{day.day} {day:%B %Y}"


def utc_text(span: Span) -> str:
    """ "14:00-15:00Z", "21:00-24:00Z"; from half a day on with the date of an end on another date."""
    if _same_day(span) or span.elapsed < _HALF_DAY:
        return repeated_text(span)
    end = span.end.date()
    day = day_text(end) if end.year != span.start.year else f"{WEEKDAYS[end.weekday()]} {end.day} {end:%b}"
    return f"{_clock(span.start)}Z to {day} {_clock(span.end)}Z"


def repeated_text(span: Span) -> str:
    """For what recurs: the hours alone, "14:00-15:00Z", or weekdays, "Fri 22:00Z to Mon 07:00Z"."""
    if _same_day(span) or span.elapsed < _DAY:
        return f"{_clock(span.start)}-{_end(span.end.time())}Z"
    first, last = WEEKDAYS[span.start.weekday()], WEEKDAYS[span.end.weekday()]
    return f"{first} {_clock(span.start)}Z to {last} {_clock(span.end)}Z"


def _same_day(span: Span) -> bool:
    """A day ends at its midnight, not on the next date."""
    return (span.end - _TICK).date() == span.start.date()


def local_text(span: Span, zone: str, label: str, zones: ZoneDatabase) -> str:
    """ "16:00-17:00 in Warsaw": the same on the clocks of a zone."""
    found = zones.zone(zone)
    start, end = CivilTime.of(span.start, found), CivilTime.of(span.end, found)
    return f"{_clock(start.time)}-{_end(end.time)} in {label}"


def _end(clock: time) -> str:
    """A day ends at 24:00."""
    return "24:00" if clock == time() else _clock(clock)


def _clock(moment: time | datetime) -> str:
    """ "09:30", as `%H:%M` says it in three times the time."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def hours_text(amount: timedelta) -> str:
    """ "1 h", "5.5 h", "20 min"."""
    if amount < _HOUR:
        return f"{amount // timedelta(minutes=1)} min"
    return f"{round(amount / _HOUR, 2):g} h"


def listed(words: Sequence[str], most: int = 4) -> str:
    """ "Ana, Tomás and 3 more"."""
    shown = list(words[:most])
    if len(words) > most:
        return f"{', '.join(shown)} and {len(words) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def name_of(atlas: Atlas, key: str) -> str:
    """The person's name; the id itself where a rota names somebody who is not among the people."""
    person = known_person(atlas, key)
    return person.name if person else key


def names_of(atlas: Atlas, keys: Iterable[str], most: int = 4) -> str:
    """Some people by name."""
    return listed([name_of(atlas, key) for key in keys], most)


def zone_label(atlas: Atlas, stint: Stint | None, zone: str) -> str:
    """What to call the clocks of a zone: the city of whoever works by them, else the zone's own city."""
    for key in stint.people if stint else ():
        person = known_person(atlas, key)
        if person and person.place.zone == zone:
            return person.place.label
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def repetition(starts: Sequence[datetime]) -> str:
    """How a row of starts recurs: "daily", "Mon to Fri", "Sat and Sun", or "" for a single one."""
    days = sorted({start.date() for start in starts})
    if len(days) < 2:
        return ""
    weekdays = sorted({day.weekday() for day in days})
    between = (days[-1] - days[0]).days + 1
    expected = sum((days[0].weekday() + n) % 7 in weekdays for n in range(between))
    if len(days) < 0.6 * expected:
        return f"on {len(days)} days"
    if len(weekdays) == 7 or between == len(days):
        return "daily"
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"{WEEKDAYS[weekdays[0]]} to {WEEKDAYS[weekdays[-1]]}"
    return listed([WEEKDAYS[day] for day in weekdays], 7)

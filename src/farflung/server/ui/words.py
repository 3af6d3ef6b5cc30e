"""Dates, clock times and lengths of time as people of a language write them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import dateformat
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from farflung.engine.model import WeeklyPattern
from farflung.engine.time import CivilTime, Zone
from farflung.server.ui.reader import Reader
from farflung.server.ui.spoken import spoken

_MINUTE = timedelta(minutes=1)
_LEFT_TO_RIGHT, _AS_BEFORE = "\u2066", "\u2069"
"""Unicode's isolate: what stands between has an order of its own, and takes part in no other."""


def clock_text(clock: time) -> str:
    """ "09:30", in every language."""
    return f"{clock:%H:%M}"


def minutes_text(minutes: int) -> str:
    """Local minutes as a clock time, past midnight as on the clock of the next day; 1440 is "24:00"."""
    shown = minutes if minutes == 1440 else minutes % 1440
    return f"{shown // 60:02d}:{shown % 60:02d}"


def range_text(first: str, last: str) -> str:
    """ "09:00–18:00", from left to right among Arabic letters too, where figures with a dash turn round."""
    text = f"{first}–{last}"
    return f"{_LEFT_TO_RIGHT}{text}{_AS_BEFORE}" if get_language_bidi() else text


@spoken
def day_text(day: date, today: date) -> str:
    """ "Mon 15 Mar", with the year where it is not this one.

    Without the point of an abbreviation ("avr."): it would stand double at the end of a sentence.
    """
    text = dateformat.format(day, pgettext("date with weekday, short: a pattern of Django", "D j M"))
    text = text.replace(".", "")
    return text if day.year == today.year else f"{text} {day.year}"


@spoken
def long_day_text(day: date) -> str:
    """ "Monday 15 March"."""
    return dateformat.format(day, pgettext("date with weekday, long: a pattern of Django", "l j F"))


def moment_text(civil: CivilTime, today: date, *, brief: bool = False) -> str:
    """The clock time; with its weekday where it is one of the next six days, with its date on others.

    `brief` leaves the clock time out where there is a date: nobody asks at what hour of next week.
    """
    shown = clock_text(civil.time)
    if civil.date == today:
        return shown
    if 0 < (civil.date - today).days < 7:
        return f"{weekday_text(civil.date.weekday())} {shown}"
    date_text = day_text(civil.date, today)
    return date_text if brief else f"{date_text} {shown}"


def weekday_clock_text(civil: CivilTime) -> str:
    """ "Mon 11:15": for the clocks of many places, of which some are a day on."""
    return f"{weekday_text(civil.date.weekday())} {clock_text(civil.time)}"


@spoken
def length_text(length: timedelta) -> str:
    """ "6 h 45 min", "45 min"; never negative, never finer than minutes."""
    minutes = max(round(length / _MINUTE), 0)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def offset_text(zone: Zone, instant: datetime) -> str:
    """ "UTC+5:30": for reading only, an offset is never kept."""
    minutes = round(zone.utc_offset(instant) / _MINUTE)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def span_text(start: datetime, end: datetime, reader: Reader) -> str:
    """ "09:00–18:00"; days are named where they are not today."""
    first, last = reader.civil(start), reader.civil(end)
    begin, clock = moment_text(first, reader.today), clock_text(first.time)
    if last.date != first.date:
        return f"{begin}–{moment_text(last, first.date)}"
    return begin.removesuffix(clock) + range_text(clock, clock_text(last.time))


def whole(reader: Reader, instant: datetime) -> str:
    """Everything about an instant for the reader: day, time, place and offset."""
    civil = reader.civil(instant)
    shown = f"{day_text(civil.date, reader.today)} {clock_text(civil.time)}"
    if not reader.own:
        return f"{shown} UTC"
    return f"{shown} {reader.place} ({offset_text(reader.zone, instant)})"


@spoken
def pattern_text(pattern: WeeklyPattern) -> str:
    """ "Mon–Thu 09:00–18:00; Fri 09:00–13:00", days in the order of the language's weeks."""
    days: dict[tuple[str, ...], list[int]] = {}
    for at, weekday in enumerate(weekdays()):
        hours = tuple(range_text(minutes_text(b.start), minutes_text(b.end)) for b in pattern.on(weekday))
        if hours:
            days.setdefault(hours, []).append(at)
    return "; ".join(f"{_days_text(on)} {', '.join(hours)}" for hours, on in days.items())


def _days_text(places: Sequence[int]) -> str:
    """Places in the week as names, with runs of three and more as "Mon–Fri"."""
    order, runs = weekdays(), list[list[int]]()
    for at in places:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    named = [[weekday_text(order[at]) for at in run] for run in runs]
    return comma().join(f"{run[0]}–{run[-1]}" if len(run) > 2 else comma().join(run) for run in named)


def comma() -> str:
    """What stands between the parts of a list."""
    return pgettext("between the names of a list", ", ")


@spoken
def count_text(number: int) -> str:
    """A number with the separators of the language."""
    return number_format(number, force_grouping=True)


@spoken
def people_text(number: int) -> str:
    """ "1 person", "4,988 people"."""
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": count_text(number)}


@spoken
def more_text(number: int) -> str:
    """ "4 more": how many names of a list are left out."""
    return ngettext("%(number)s more", "%(number)s more", number) % {"number": count_text(number)}


def week_from() -> int:
    """The weekday (0 is Monday) with which weeks begin in the language."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def weekdays() -> tuple[int, ...]:
    """The weekdays (0 is Monday) in the order of the language's weeks."""
    first = week_from()
    return tuple((first + n) % 7 for n in range(7))


@spoken
def weekday_text(weekday: int, *, short: bool = True) -> str:
    """The name of a weekday (0 is Monday)."""
    return str((WEEKDAYS_ABBR if short else WEEKDAYS)[weekday])

"""Times as people read them: never without a zone, and in the reader's own time beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from farflung.engine.time import CivilTime, Span, Zone, total
from farflung.report.summary import Summary

_MOST_PLACES = 3
_MOST_ASKED = 60
"""Of so many people the places are looked up; the zones of more are those of most of them."""


@dataclass(frozen=True, slots=True)
class When:
    """The times of a finding in words.

    `main` is the first time hit on the reader's clock (in UTC where nobody named a zone), `beside` the
    same on other clocks: UTC first, then those of the people hit. `more` says how often and until when.
    """

    main: str
    beside: tuple[str, ...] = ()
    more: str = ""


def city(zone: Zone) -> str:
    """The zone's city, which everybody can read: "Buenos Aires"."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def day(value: date, *, year: bool = False) -> str:
    """ "Tue 30 Mar", with the year where it is asked for."""
    return f"{value:%a} {value.day} {value:%b}" + (f" {value.year}" if year else "")


def moment(instant: datetime, zone: Zone, *, year: bool = False) -> str:
    """ "Tue 30 Mar 14:00 UTC"."""
    civil = CivilTime.of(instant, zone)
    return f"{day(civil.date, year=year)} {civil.time:%H:%M} {city(zone)}"


def span(
    value: Span, zone: Zone, *, beside: date | None = None, year: bool = False, name: str | None = None
) -> str:
    """ "Tue 30 Mar 14:00–15:00 UTC"; without the date where it is `beside`, which the line already says.

    `name` is what to call the zone, where a place in it is better known than the city it is named after.
    """
    where = name or city(zone)
    start, end = CivilTime.of(value.start, zone), CivilTime.of(value.end, zone)
    head = "" if start.date == beside else f"{day(start.date, year=year)} "
    if value.start == value.end:
        return f"{head}{start.time:%H:%M} {where}"
    return f"{head}{start.time:%H:%M}–{_end(start, end)} {where}"


def _end(start: CivilTime, end: CivilTime) -> str:
    """The end of a span, with its day where that is another: a weekday says enough within a week."""
    if end.date == start.date:
        return f"{end.time:%H:%M}"
    if _midnight(start, end):
        return "24:00"
    near = end.date - start.date < timedelta(days=7)
    return f"{f'{end.date:%a}' if near else day(end.date)} {end.time:%H:%M}"


def _midnight(start: CivilTime, end: CivilTime) -> bool:
    """Whether the end is the midnight that closes the day of the start: that is 24:00, not 00:00."""
    return end.date - start.date == timedelta(days=1) and end.time.hour == end.time.minute == 0


def length(amount: timedelta) -> str:
    """ "2 h 30 min", "45 min", "72 h": hours however many, so that one length can be held against another."""
    hours, rest = divmod(round(amount / timedelta(minutes=1)), 60)
    parts = [f"{hours:,} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not parts else parts)


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 person", "5,000 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def when(summary: Summary, spans: Sequence[Span], who: Iterable[str] = ()) -> When | None:
    """The times of a finding on the reader's clock, in UTC, and on the clocks of those hit."""
    if not spans:
        return None
    first, reader = spans[0], summary.reader
    day = CivilTime.of(first.start, reader).date
    main = span(first, reader, year=True)
    found = _clocks(summary, who, first.start)
    clocks = [(zone, place) for zone, place in found if not _alike(zone, reader, first)]
    beside = [span(first, zone, beside=day, name=place) for zone, place in clocks[:_MOST_PLACES]]
    if summary.viewer is not None and city(reader) != "UTC":
        main += ", your time"
        beside.insert(0, span(first, summary.atlas.zones.zone("UTC"), beside=day))
    return When(main, tuple(beside), _more(spans, reader))


def _alike(one: Zone, other: Zone, spans: Span) -> bool:
    """Whether two clocks show the same throughout a span, so that saying both says nothing more."""
    return all(one.utc_offset(at) == other.utc_offset(at) for at in (spans.start, spans.end))


def _more(spans: Sequence[Span], zone: Zone) -> str:
    if len(spans) == 1:
        return ""
    last = CivilTime.of(spans[-1].start, zone).date
    times = count(len(spans) - 1, "more time", "more times")
    return f"and {times} until {day(last, year=True)}, {length(total(spans))} in all"


def _clocks(summary: Summary, who: Iterable[str], at: datetime) -> list[tuple[Zone, str]]:
    """The zones in which those hit then are, each under the name of a place there, most people first."""
    found: Counter[str] = Counter()
    places: dict[str, str] = {}
    for person in summary.people(who)[:_MOST_ASKED]:
        place = summary.atlas.where(person, at).place
        found[place.zone] += 1
        places.setdefault(place.zone, place.label)
    ordered = sorted(found, key=lambda key: (-found[key], key))
    return [(summary.atlas.zones.zone(key), places[key]) for key in ordered]


def window(summary: Summary) -> str:
    """The window in words: "Mon 15 Mar – Sat 12 Jun 2027 (90 days)", its days those of the reader.

    A window of whole days in one zone ends inside a day of another: what is less than half of a day at
    its end names no day.
    """
    start = CivilTime.of(summary.window.start, summary.reader).date
    last = CivilTime.of(summary.window.end - timedelta(hours=12), summary.reader).date
    days = round(summary.window.elapsed / timedelta(days=1))
    last = max(start, last)
    return f"{day(start, year=start.year != last.year)} – {day(last, year=True)} ({count(days, 'day')})"

"""When somebody is busy by a calendar of their own: times, and nothing else of what stands in it.

Each event counts by what it says of itself and of its owner's answer (`busy.py`). Dates and times that name
no zone are read on the owner's clock. What cannot be placed is counted and left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from farflung.engine.atlas.expand import expand
from farflung.engine.time import Span, Zone, ZoneDatabase, clipped, difference, intersection, merged
from farflung.intake.ics.busy import Busy, status_of
from farflung.intake.ics.event import BadEventError, Event
from farflung.intake.ics.file_clock import FLOATING, FileClock, file_clock
from farflung.intake.ics.free_busy import periods_of
from farflung.intake.ics.recurrence import recurrence_of, span_of
from farflung.intake.ics.series import Series, grouped, read_events
from farflung.intake.ics.tree import Component, calendar_text, read_tree
from farflung.intake.notebook import Notebook

MOST_SPANS: Final = 5_000
"""Somebody who is busy more often in a few weeks has no calendar but a mistake."""
MOST_HELD: Final = 250_000
"""Components and properties of one document that are in memory at once: some hundred bytes each, of ten and
more for an event."""

_MARGIN: Final = timedelta(days=2)
"""No zone is further from another."""

_DAY: Final = timedelta(days=1)
_TIMES: Final = re.compile(r"\s*(RRULE|RDATE|FREEBUSY|BEGIN)\b", re.IGNORECASE)
"""Lines that make times: one that is passed over, as it cannot be read, would read as free."""
_UNTIL: Final = re.compile(r"UNTIL=(\d{8})")


class NoCalendarError(ValueError):
    """There is no calendar in what was given."""


class CutOffError(ValueError):
    """It ends in the middle: what is missing would read as free."""


class TooMuchError(ValueError):
    """It would take longer, or makes more, than a calendar of one person does."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose calendar it is: their `addresses` in lower case, their clock for what names none, what an
    invitation without an answer means, and the UIDs that are `known` of them otherwise."""

    zone: Zone
    addresses: frozenset[str] = frozenset()
    unanswered: Busy = "tentative"
    known: Callable[[str], bool] = lambda _uid: False


@dataclass(frozen=True, slots=True)
class Taken:
    """Times apart from one another, in order; `perhaps` has none of `busy`. `left_out` events have no
    place."""

    busy: tuple[Span, ...]
    perhaps: tuple[Span, ...]
    left_out: int = 0


@dataclass(slots=True)
class _Count(Notebook):
    """Counts events that cannot be used, and holds nothing of what it is told."""

    left_out: int = 0

    def _add(self, _severity: object, code: str, *said: object) -> None:
        if code == "ics-cut-off":
            raise CutOffError
        if code == "ics-too-many":
            raise TooMuchError
        where = said[-1] if said else None
        line = str(where.get("read", "")) if isinstance(where, dict) else ""
        if code == "ics-event" or (code == "ics-line" and _TIMES.match(line)):
            self.one_more()

    def one_more(self) -> None:
        """Something that has no place."""
        self.left_out += 1

    def note(self, *_said: object) -> None:
        """Nobody reads it."""


@dataclass(slots=True)
class _Found:
    busy: list[Span] = field(default_factory=list)
    tentative: list[Span] = field(default_factory=list)

    def add(self, status: Busy, spans: Iterable[Span]) -> None:
        if status != "free":
            (self.busy if status == "busy" else self.tentative).extend(spans)
            if len(self.busy) + len(self.tentative) > MOST_SPANS:
                raise TooMuchError


def taken_of(
    documents: Iterable[bytes], owner: Owner, window: Span, zones: ZoneDatabase, late: Callable[[], bool]
) -> Taken:
    """What the calendar says of a window, in as many documents as it comes in.

    `late` is asked every few lines, before each part of a zone and before each series whether to give up.
    Raises `NoCalendarError`, `CutOffError` and `TooMuchError`.
    """
    found, count = _Found(), _Count()

    def watch(held: int = 0) -> None:
        if held > MOST_HELD or late():
            raise TooMuchError

    for data in documents:
        calendars = read_tree(data, "", count, watch)
        if not calendars:
            raise NoCalendarError
        clock = file_clock(calendars, "", zones, {FLOATING: owner.zone.key}, count, watch)
        _read(calendars, clock, _named(calendars, owner), window, late, found, count)
    busy = merged(found.busy)
    return Taken(busy, difference(merged(found.tentative), busy), count.left_out)


def taken_through(
    documents: Sequence[bytes],
    owner: Owner,
    stays: Iterable[tuple[Span, Zone]],
    zones: ZoneDatabase,
    late: Callable[[], bool],
) -> Taken:
    """The same of somebody who is in several zones, one after the other, each of a stretch of time: what
    names no zone is read on the clock on which they are then."""
    of_zone: dict[str, tuple[Zone, list[Span]]] = {}
    for span, zone in stays:
        of_zone.setdefault(zone.key, (zone, []))[1].append(span)
    busy, perhaps, left_out = list[Span](), list[Span](), 0
    for zone, spans in of_zone.values():
        window = Span(min(span.start for span in spans), max(span.end for span in spans))
        found = taken_of(documents, replace(owner, zone=zone), window, zones, late)
        busy += intersection(found.busy, spans)
        perhaps += intersection(found.perhaps, spans)
        left_out = max(left_out, found.left_out)
    return Taken(merged(busy), difference(merged(perhaps), merged(busy)), left_out)


def _named(calendars: list[Component], owner: Owner) -> Owner:
    """With the address that Google calls a calendar by."""
    name = calendar_text(calendars, "X-WR-CALNAME").casefold()
    if "@" not in name or " " in name:
        return owner
    return replace(owner, addresses=owner.addresses | {name})


def _read(
    calendars: list[Component],
    clock: FileClock,
    owner: Owner,
    window: Span,
    late: Callable[[], bool],
    found: _Found,
    count: _Count,
) -> None:
    for status, span in periods_of(calendars, clock, count.one_more):
        found.add(status, clipped([span], window))
    for series in grouped(read_events(calendars, "", count)):
        if late():
            raise TooMuchError
        if owner.known(series.master.uid):
            continue
        try:
            for event, spans in _occasions(series, clock, window, count):
                found.add(_means(event, owner), clipped(spans, window))
        except TooMuchError:
            raise
        except (ValueError, OverflowError):  # without a known zone, impossible, or beyond all calendars
            count.left_out += 1


def _means(event: Event, owner: Owner) -> Busy:
    """What an event means for its owner, who may have several addresses."""
    answers = [one.partstat for one in event.attendees if one.address.casefold() in owner.addresses]
    return status_of(event, answers[0] if answers else "ACCEPTED", owner.unanswered)


def _occasions(
    series: Series, clock: FileClock, window: Span, count: _Count
) -> Iterator[tuple[Event, list[Span]]]:
    """The series by its rule, and each changed date with what it says of itself."""
    master = series.master
    if not master.cancelled and not _apart(master, window):
        rest = recurrence_of(master, [one.called_off() for one in series.overrides], clock, count)
        # Whatever somebody's calendar says is not remembered: the rules of the map are few, these are not.
        occasions = expand(rest, window, clock.zones, remember=False)
        yield master, [Span(o.start, o.end) for o in occasions if o.start < o.end]
    for event in series.overrides:
        if event.cancelled:
            continue
        try:
            start, end = span_of(event, clock)
        except BadEventError:
            count.left_out += 1
            continue
        if start < end:
            yield event, [Span(start, end)]


def _apart(event: Event, window: Span) -> bool:
    """Whether it is plain, without looking closer, that none of it is in the window: so most of an old
    calendar is passed over."""
    first, length = event.start.day, event.length or _DAY
    if event.extra:
        return False
    if event.end is not None:
        length = max(event.end.day - first, _DAY)
    low = (window.start - _MARGIN).date()
    if event.rules:
        until = _UNTIL.search(event.rules[0].upper())
        last = date.fromisoformat(until[1]) if until else date.max - length
    else:
        last = first
    return first > (window.end + _MARGIN).date() or last + length < low

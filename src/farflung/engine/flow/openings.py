"""When messages may reach a person, and what holds them: spans of time, made once for many messages.

*Rest time* is the rest window, leave, public holidays and the time outside employment; where no rest window
is on record, whatever is outside own hours. Nothing lands in it, except what is urgent and finds its
recipient on duty.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from farflung.engine.atlas import Atlas, Whereabouts
from farflung.engine.atlas.off import OffKind, off_time
from farflung.engine.atlas.presence import working_spans
from farflung.engine.flow.agreed import Agreed
from farflung.engine.flow.messages import HeldBy
from farflung.engine.flow.modes import Modes, Ruling, codes
from farflung.engine.model import Absence, Person
from farflung.engine.time import Span, Zone, clipped, difference, intersection, merged
from farflung.engine.time.civil import date_shown, local_span
from farflung.rulepacks import Mode

T = TypeVar("T")

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """Sorted, disjoint spans that can be asked about a moment."""

    spans: tuple[Span, ...]
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Times":
        """The union of some spans."""
        return cls.apart(merged(spans))

    @classmethod
    def apart(cls, spans: tuple[Span, ...]) -> "Times":
        """Spans that are sorted and disjoint already."""
        return cls(spans, tuple([span.start for span in spans]), tuple([span.end for span in spans]))

    def first(self, at: datetime) -> datetime | None:
        """The first moment in them at or after `at`."""
        number = bisect_right(self.ends, at)
        if number == len(self.ends):
            return None
        start = self.starts[number]
        return max(at, start)

    def __contains__(self, at: datetime) -> bool:
        number = bisect_right(self.ends, at)
        return number < len(self.ends) and self.starts[number] <= at


@dataclass(frozen=True, slots=True)
class Openings:
    """Through `window`: when messages land (`open`), with a sound (`loud`) and without, and what holds them.

    `rulings` (the mode that holds) and `zones` (whose clock the person lives by) tile the window, each with
    its first moment.
    """

    window: Span
    loud: Times
    quiet: Times
    open: Times
    rest: Times
    away: Times
    holidays: Times
    rulings: tuple[tuple[datetime, Ruling], ...]
    zones: tuple[tuple[datetime, str], ...]

    def held_by(self, at: datetime) -> HeldBy:
        """What holds a message at a moment."""
        if at in self.open:
            return HeldBy.NOTHING
        for times, reason in (
            (self.away, HeldBy.UNAVAILABLE), (self.holidays, HeldBy.HOLIDAY), (self.rest, HeldBy.REST),
        ):  # fmt: skip
            if at in times:
                return reason
        return HeldBy.COUNTRY if self.ruling(at).by_country else HeldBy.HOURS

    def ruling(self, at: datetime) -> Ruling:
        """The mode that holds at a moment, with its basis."""
        return _last(self.rulings, at)

    def zone(self, at: datetime) -> str:
        """The zone whose clock the person lives by at a moment."""
        return _last(self.zones, at)


def _last(found: Sequence[tuple[datetime, T]], at: datetime) -> T:
    """What began last before a moment, or with it."""
    if len(found) == 1:
        return found[0][1]
    number = bisect_right(found, at, key=lambda item: item[0])
    return found[max(number - 1, 0)][1]


def rest_of(atlas: Atlas, person: Person, window: Span) -> Times:
    """The person's rest windows: the same for all who rest at the same hours in one zone."""
    return Times.of(atlas.rest(person, window))


def without_absences(
    atlas: Atlas, person: Person, window: Span, modes: Modes, agreed: Agreed, rest: Times
) -> Openings:
    """The openings as if the person took no leave: the same for everybody of the same hours and place."""
    pieces = atlas.whereabouts(person, window)
    off = off_time(atlas, person, window, absences=())
    rulings = tuple(_rulings(atlas, pieces, modes, agreed))
    working = working_spans(person, pieces, (), atlas.calendar, atlas.zones)
    loud = difference(working, rest.spans)
    waking = difference([window], [*rest.spans, *(item.span for item in off)]) if person.rest else ()
    if waking:
        loud = merged([*loud, *intersection(waking, _spans(rulings, window, Mode.FREE))])
    quiet = difference(intersection(waking, _spans(rulings, window, Mode.MUTE)), loud) if waking else ()
    return Openings(
        window,
        loud=Times.apart(loud),
        quiet=Times.apart(quiet),
        open=Times.of([*loud, *quiet]) if quiet else Times.apart(loud),
        rest=rest,
        away=Times.of(item.span for item in off if item.kind is not OffKind.HOLIDAY),
        holidays=Times.of(item.span for item in off if item.kind is OffKind.HOLIDAY),
        rulings=rulings,
        zones=tuple((piece.start, piece.place.zone) for piece in pieces),
    )


def less(whole: Openings, away: Sequence[Span]) -> Openings:
    """The same with some time off in them."""
    if not away:
        return whole
    return replace(
        whole,
        loud=Times.apart(difference(whole.loud.spans, away)),
        quiet=Times.apart(difference(whole.quiet.spans, away)),
        open=Times.apart(difference(whole.open.spans, away)),
        away=Times.of([*whole.away.spans, *away]),
    )


def away_time(atlas: Atlas, person: Person, window: Span) -> tuple[Span, ...]:
    """When the person is on leave, by the clocks of where they are then."""
    absences = [a for a in atlas.absences_of(person) if _near(a, window)]
    if not absences:
        return ()
    return merged(
        span
        for piece in atlas.whereabouts(person, window)
        for span in clipped([_extent(a, atlas.zones.zone(piece.place.zone)) for a in absences], piece.span)
    )


def _near(absence: Absence, window: Span) -> bool:
    return absence.start <= (window.end + 2 * _DAY).date() and absence.end >= (window.start - 2 * _DAY).date()


def _extent(absence: Absence, zone: Zone) -> Span:
    """From its first minute to its last: no minute between them is not absent."""
    start = local_span(absence.start, absence.from_minute, absence.from_minute, zone).start
    end = local_span(absence.end, absence.to_minute, absence.to_minute, zone).end
    return Span(start, max(start, end))


def _rulings(
    atlas: Atlas, pieces: Sequence[Whereabouts], modes: Modes, agreed: Agreed
) -> Iterator[tuple[datetime, Ruling]]:
    """The rules both of where somebody is and of where they belong: the stricter decides."""
    for piece in pieces:
        zone = atlas.zones.zone(piece.place.zone)
        first, last = date_shown(piece.start, zone), date_shown(piece.end, zone)
        places, country = codes(piece.place, piece.base), piece.base.country
        for start, ruling in modes.stretches(places, first, last, agreed, country):
            yield max(piece.start, local_span(start, 0, 0, zone).start), ruling


def _spans(rulings: Sequence[tuple[datetime, Ruling]], window: Span, mode: Mode) -> Iterator[Span]:
    ends = [*(start for start, _ in rulings[1:]), window.end]
    for (start, ruling), end in zip(rulings, ends, strict=True):
        if ruling.mode is mode and start < end:
            yield Span(start, end)

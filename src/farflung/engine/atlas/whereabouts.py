"""Where a person is: a timeline of places, in valid time and as known at a time.

Which of two records about the same day holds, in this order:
1. one that another known record replaces, or that is withdrawn, does not; of records with one id the last;
2. a retroactive record (recorded after its first day) is a correction and beats earlier knowledge of what
   had begun by then; what was still ahead stays planned, be it a trip or a move;
3. a bounded stay (a trip) beats an open one (a home, a relocation), of open ones the latest to begin;
4. what was recorded last wins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from farflung.engine.model import Person, Place, Stay, StayKind
from farflung.engine.time import Span, ZoneDatabase, day_span
from farflung.engine.time.civil import date_shown

_ALWAYS = datetime(1, 1, 1, tzinfo=UTC)
_AWAY = frozenset({StayKind.TRAVEL, StayKind.HUB})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """From `start` to `end` (instants) the person is at `place`, because of `stay` (None: at home).

    `base` is the place whose public holidays they keep: a trip does not change it, a relocation does.
    """

    start: datetime
    end: datetime
    place: Place
    base: Place
    stay: Stay | None

    @property
    def span(self) -> Span:
        """The same as elapsed time."""
        return Span(self.start, self.end)


def known(stays: Iterable[Stay], known_at: datetime | None) -> tuple[Stay, ...]:
    """The stays that were on record at an instant (None: all of them), without the replaced ones."""
    held = [s for s in stays if known_at is None or _recorded(s) <= known_at]
    replaced = {s.replaces for s in held if s.replaces}
    last = {s.id: s for s in sorted(held, key=_recorded)}
    return tuple(
        s for s in held if s.id not in replaced and not s.withdrawn and (not s.id or last[s.id] is s)
    )


def timeline(
    person: Person, stays: Sequence[Stay], window: Span, zones: ZoneDatabase, known_at: datetime | None = None
) -> tuple[Whereabouts, ...]:
    """The person's places through the window, without gap or overlap.

    A stay begins at 00:00 of its first day *on the clocks of its own place*, and lasts until the next begins.
    Nobody is home before the last day of a trip is over where it led: in the west it ends after the next has
    begun at home.
    """
    held = known(stays, known_at) if stays else ()
    if not held:
        return (Whereabouts(window.start, window.end, person.place, person.place, None),)
    pieces: list[Whereabouts] = []
    for day in _change_days(held, window):
        stay = stay_on(held, day)
        place = stay.place if stay else person.place
        base = stay_on([s for s in held if s.kind not in _AWAY], day)
        begin = day_span(day, zones.zone(place.zone)).start
        if pieces and (stay is None or stay.start < day):
            begin = max(begin, day_span(day - timedelta(days=1), zones.zone(pieces[-1].place.zone)).end)
        pieces.append(Whereabouts(begin, window.end, place, base.place if base else person.place, stay))
    return tuple(_joined(pieces, window))


def stay_on(stays: Iterable[Stay], day: date) -> Stay | None:
    """The stay that holds on a local date, by the order at the head of this module."""
    said = [s for s in stays if s.covers(day)]
    return max(
        (s for s in said if not any(_corrects(other, s) for other in said)), key=_precedence, default=None
    )


def _corrects(later: Stay, earlier: Stay) -> bool:
    known = _recorded(later)
    return known.date() > later.start and known.date() >= earlier.start and known > _recorded(earlier)


def _precedence(stay: Stay) -> tuple[bool, date, datetime]:
    bounded = stay.end is not None
    return bounded, date.min if bounded else stay.start, _recorded(stay)


def _recorded(stay: Stay) -> datetime:
    return stay.recorded or _ALWAYS


def _change_days(stays: Sequence[Stay], window: Span) -> list[date]:
    first, last = window.start.date() - timedelta(days=2), window.end.date() + timedelta(days=2)
    days = {first}
    for stay in stays:
        days.add(stay.start)
        if stay.end is not None:
            days.add(stay.end + timedelta(days=1))
    return sorted(day for day in days if first <= day <= last)


def _joined(pieces: list[Whereabouts], window: Span) -> list[Whereabouts]:
    out: list[Whereabouts] = []
    for index, piece in enumerate(pieces):
        after = pieces[index + 1].start if index + 1 < len(pieces) else window.end
        start, end = max(piece.start, window.start), min(after, window.end)
        if out:
            start = max(start, out[-1].end)
        if start >= end:
            continue
        if out and (out[-1].place, out[-1].base, out[-1].stay) == (piece.place, piece.base, piece.stay):
            out[-1] = Whereabouts(out[-1].start, end, piece.place, piece.base, piece.stay)
        else:
            out.append(Whereabouts(start, end, piece.place, piece.base, piece.stay))
    return out


def date_range(piece: Whereabouts, zones: ZoneDatabase) -> tuple[date, date]:
    """The first and last local date that can bear on a piece: last night's block may reach into it."""
    zone = zones.zone(piece.place.zone)
    first, last = (date_shown(instant, zone) for instant in (piece.start, piece.end))
    return first - timedelta(days=1), last


def local_dates(piece: Whereabouts, zones: ZoneDatabase) -> list[date]:
    """Every date of `date_range`."""
    first, last = date_range(piece, zones)
    return list(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))

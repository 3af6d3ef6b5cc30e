"""What a series becomes when somebody joins it, and when somebody who is in it is elsewhere for a while.

Asked of somebody who may be chosen freely, so nothing of them goes into the answer but what their page tells
everybody: where they are and their hours. A rest window that they chose has no part in it (N15).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotRequest, options_at
from farflung.engine.model import MeetingSeries, Occurrence, Person
from farflung.engine.time import Span
from farflung.server.clock.planning.series import AHEAD, Plan, plans, upcoming
from farflung.server.clock.planning.slots import Option, Share, option_of, points
from farflung.server.clock.planning.whom import employed

MOST_MOVES = 8


@dataclass(frozen=True, slots=True)
class Fairness:
    """What the series' own hour (`worst`) and the fairest hours in turn (`best`) are to its worst-off person.

    Zone areas weigh equally. Points are None where fewer than five must come; `times` None: none is fairer.
    """

    worst: float | None
    times: tuple[int, ...] | None
    best: float | None


@dataclass(frozen=True, slots=True)
class Joining:
    """A series with one person more: `shown` is its next date with them, `share` what that is to them."""

    person: Person
    share: Share
    shown: Option
    before: Fairness
    after: Fairness


@dataclass(frozen=True, slots=True)
class Moving:
    """Somebody is elsewhere on a date: what that is to them there, and what it were where they are now."""

    person: Person
    at: datetime
    there: Share
    home: Share


def joining(
    atlas: Atlas, series: MeetingSeries, base: MeetingSeries, person: Person, now: datetime
) -> Joining | None:
    """What it is with somebody more; None where it has no date any more, or they must come already.

    `base` is the series at its own hour, where it takes turns.
    """
    held = upcoming(atlas, series, now)
    if not held or person.id in series.required or held[0].start >= held[0].end:
        return None
    guest = replace(person, rest=None)
    few = _few(atlas, [*map(atlas.person, series.required), guest])
    more = _with(series, guest)
    shown = _option(few, more, held[0])
    share = next(one for one in shown.shares if any(who.id == guest.id for who in one.people))
    return Joining(
        person, share, shown, _fairness(plans(few, base, None, now)),
        _fairness(plans(few, _with(base, guest), None, now)),
    )  # fmt: skip


def moves(atlas: Atlas, series: MeetingSeries, now: datetime) -> tuple[Moving, ...]:
    """Those who must come and are in another zone than now on a date ahead, each the first time; soonest
    first."""
    held = [one for one in upcoming(atlas, series, now) if now < one.start < min(one.end, now + AHEAD)]
    today = now.date()
    people = [one for key in series.required if employed(one := atlas.person(key), today)]
    found = (move for one in people if (move := _move(atlas, series, one, held, now)) is not None)
    return tuple(sorted(found, key=lambda one: (one.at, one.person.name)))[:MOST_MOVES]


def _move(
    atlas: Atlas, series: MeetingSeries, person: Person, held: Sequence[Occurrence], now: datetime
) -> Moving | None:
    if not atlas.stays_of(person):
        return None
    here = atlas.where(person, now).place
    places = ((one, atlas.where(person, one.start).place) for one in held)
    first = next(((one, place) for one, place in places if place.zone != here.zone), None)
    if first is None:
        return None
    one, place = first
    there, home = (_share(atlas, series, replace(person, place=at, rest=None), one) for at in (place, here))
    return Moving(person, one.start, there, home) if there.local.time != home.local.time else None


def _share(atlas: Atlas, series: MeetingSeries, person: Person, one: Occurrence) -> Share:
    alone = Atlas((person,), holidays=atlas.holidays, zones=atlas.zones)
    (share,) = _option(alone, replace(series, required=(person.id,), optional=()), one).shares
    return share


def _option(atlas: Atlas, series: MeetingSeries, one: Occurrence) -> Option:
    span = Span(one.start, one.end)
    length = min(max(span.elapsed, timedelta(minutes=5)), timedelta(days=1))
    request = SlotRequest(series.required, span, length, moving=series.id)
    (found,) = options_at(atlas, request, points(), [one.start])
    return option_of(atlas, found, None)


def _with(series: MeetingSeries, guest: Person) -> MeetingSeries:
    rest = tuple(one for one in series.optional if one != guest.id)
    return replace(series, required=(*series.required, guest.id), optional=rest)


def _few(atlas: Atlas, people: list[Person]) -> Atlas:
    """Only the people concerned: what is asked is about nobody else, and answered at once."""
    stays = tuple(stay for person in people for stay in atlas.stays_of(person))
    away = tuple(absence for person in people for absence in atlas.absences_of(person))
    return Atlas(tuple(people), stays, away, atlas.holidays, zones=atlas.zones)


def _fairness(found: tuple[Plan, ...]) -> Fairness:
    own = next((one for one in found if one.now), None)
    fairest = next((one for one in found if not one.now), None)
    return Fairness(
        own.worst if own else None,
        fairest.times if fairest else None,
        fairest.worst if fairest else None,
    )

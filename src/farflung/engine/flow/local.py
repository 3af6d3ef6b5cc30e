"""At a civil time of each recipient's own: 10:00 wherever they are, once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, day_span

_DAY = timedelta(days=1)


def at_local(atlas: Atlas, people: Iterable[str], day: date, clock: time) -> dict[str, datetime]:
    """By id, the first instant at which each person's own clock shows `clock` of `day`, or is past it.

    Whoever changes zone that day has it once: where they are first, if their clock comes so far there; and
    where their clock leaps over it, as soon as it has. One that clocks skip is the first after the gap.
    """
    return {key: _first(atlas, atlas.person(key), day, clock) for key in people}


def _first(atlas: Atlas, person: Person, day: date, clock: time) -> datetime:
    around = day_span(day, atlas.zones.zone("UTC"))
    # From the first place on earth in which it is that date to the last is 26 hours more than a day.
    window = Span(around.start - 2 * _DAY, around.end + 2 * _DAY)
    return next(_reached(atlas, person, window, day, clock))


def _reached(atlas: Atlas, person: Person, window: Span, day: date, clock: time) -> Iterator[datetime]:
    for piece in atlas.whereabouts(person, window):
        zone = atlas.zones.zone(piece.place.zone)
        instant = CivilTime(day, clock, zone.key).instant(zone)
        if instant < piece.end:
            yield max(instant, piece.start)

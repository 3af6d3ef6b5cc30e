"""Somebody's working hours around a day: found once for all who look at them, by whatever clock."""

from datetime import UTC, datetime, time, timedelta

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.server.clock.planning.kept import ManyAbout

_BEFORE, _AFTER = timedelta(days=2), timedelta(days=3)

_kept: ManyAbout[tuple[Span, ...]] = ManyAbout()


def hours_around(atlas: Atlas, person: Person, instant: datetime) -> tuple[Span, ...]:
    """The hours of more than a day and a half before an instant and two days after it, whole days in UTC."""
    today = instant.astimezone(UTC).date()
    around = _around(datetime.combine(today, time(0, 0), tzinfo=UTC))
    if not is_of(atlas, person):
        return atlas.working(person, around)
    return _kept.get(atlas, None, (person.id, today), lambda: atlas.working(person, around))


def is_of(atlas: Atlas, person: Person) -> bool:
    """Whether this is the map's own record: for a moment after a change a page may hold an older one.

    What is found of that must not be kept for the map: everybody would be shown it.
    """
    try:
        return atlas.person(person.id) is person
    except UnknownPersonError:
        return False


def _around(midnight: datetime) -> Span:
    return Span(midnight - _BEFORE, midnight + _AFTER)

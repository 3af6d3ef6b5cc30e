"""Who reads, as a person of the Atlas, and with whom they work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.server.org.access import Asker
from farflung.server.org.atlas_copy import current, on_the_map
from farflung.server.ui.reader import Reader, nobody, now_of


@dataclass(frozen=True, slots=True)
class Circle:
    """The people somebody works with, without that somebody; `team` is its name, "" where it is no team."""

    team: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where a request looks: the map, the person on it (None for an account without), their clock."""

    atlas: Atlas
    person: Person | None
    reader: Reader


def standpoint(request: HttpRequest, asker: Asker) -> Standpoint:
    """The standpoint of a request; found once, so that all of a page is about the same map."""
    if not hasattr(request, "farflung_standpoint"):
        request.farflung_standpoint = _standpoint(asker, now_of(request))  # type: ignore[attr-defined]
    found: Standpoint = request.farflung_standpoint  # type: ignore[attr-defined]
    return found


def _standpoint(asker: Asker, now: datetime) -> Standpoint:
    if asker.person is None:
        return Standpoint(current().atlas, None, nobody(now))
    atlas, person = on_the_map(asker.person.code)
    place = atlas.where(person, now).place
    return Standpoint(atlas, person, Reader(now, atlas.zones.zone(place.zone), place.label))


def circle(atlas: Atlas, person: Person, today: date) -> Circle:
    """The smallest of the person's teams, else one they lead, else who shares a manager or reports to them.

    Of several teams the smallest is the one whose people matter most from hour to hour.
    """
    own = [team for team in person.teams if len(atlas.members.get(team, ())) > 1]
    names = own or [team.name for team in atlas.teams if team.lead == person.id]
    if names:
        team = min(names, key=lambda name: (len(atlas.members.get(name, ())), name))
        return Circle(team, _others(atlas, person, atlas.members.get(team, ()), today))
    near = [p.id for p in atlas.people if _near(p, person)]
    return Circle("", _others(atlas, person, near, today))


def _near(other: Person, person: Person) -> bool:
    same = person.manager is not None and other.manager == person.manager
    return same or other.manager == person.id or other.id == person.manager


def _others(atlas: Atlas, person: Person, ids: Iterable[str], today: date) -> tuple[Person, ...]:
    people = (atlas.person(key) for key in ids if key != person.id)
    return tuple(p for p in people if employed(p, today))


def employed(person: Person, day: date) -> bool:
    """Whether the person works here on a date."""
    return not ((person.started and day < person.started) or (person.ended and day > person.ended))

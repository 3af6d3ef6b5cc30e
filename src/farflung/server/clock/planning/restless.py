"""The map without the rest windows that people chose: what is asked of it may be read by others.

A rest window is told to its owner alone (N15). Whatever counts it for somebody and is shown to somebody else
tells of it: two answers, one with it and one without, would be subtracted.
"""

from collections.abc import Iterable
from dataclasses import replace

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.server.clock.planning.kept import Standing

_maps: Standing[Atlas] = Standing()


def restless(person: Person) -> Person:
    """Somebody as others know them; the same value where they chose no rest window."""
    return person if person.rest is None else replace(person, rest=None)


def part_without_rest(atlas: Atlas, people: Iterable[str]) -> Atlas:
    """Only some people, with their places and times away: it costs the same in a company of thousands."""
    some = [atlas.person(key) for key in dict.fromkeys(people)]
    stays = tuple(stay for person in some for stay in atlas.stays_of(person))
    away = tuple(absence for person in some for absence in atlas.absences_of(person))
    return Atlas(tuple(map(restless, some)), stays, away, atlas.holidays, zones=atlas.zones)


def map_without_rest(atlas: Atlas, window: Span) -> Atlas:
    """Everybody, with the same meetings; who is alike in the window is kept while only meetings change."""
    grounds = (window.start, atlas.people, atlas.stays, atlas.absences, atlas.holidays)
    made = _maps.get(window.elapsed, grounds, lambda: _bare(atlas, window))
    return made.with_(meetings=atlas.meetings)


def _bare(atlas: Atlas, window: Span) -> Atlas:
    made = atlas.with_(people=tuple(map(restless, atlas.people)), meetings=(), shifts=(), agreements=())
    made.kinds(window)  # found here, every map with other meetings has it from this one
    return made

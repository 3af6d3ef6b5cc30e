"""The part of an Atlas that a fix for one meeting touches: simulating on it is as true and much quicker."""

from collections.abc import Iterable

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries


def part_of(atlas: Atlas, people: Iterable[str], meetings: Iterable[MeetingSeries]) -> Atlas:
    """The same Atlas for some people and meetings only: their places, leave and holidays come with them."""
    wanted = dict.fromkeys(people)
    someone = tuple(atlas.person(person) for person in wanted)
    return Atlas(
        someone,
        stays=tuple(stay for stay in atlas.stays if stay.person in wanted),
        absences=tuple(absence for person in someone for absence in atlas.absences_of(person)),
        holidays=atlas.holidays,
        meetings=tuple(meetings),
        zones=atlas.zones,
    )

"""With whom somebody works: their teams, who leads them, and who reports to them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.model import Person

MOST = 100
"""Of larger teams no more are compared: nobody reads a longer list."""


class How(StrEnum):
    """What ties two people."""

    MANAGER = "manager"
    REPORT = "report"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody a person works with."""

    person: Person
    how: How


def ties(atlas: Atlas, person: Person, on: date) -> tuple[Tie, ...]:
    """Everybody that a person works with on a date, each once: the manager, reports, then the teams."""
    found: dict[str, How] = {}
    if person.manager:
        found[person.manager] = How.MANAGER
    for other in atlas.people:
        if other.manager == person.id:
            found.setdefault(other.id, How.REPORT)
    led = [team.name for team in atlas.teams if team.lead == person.id]
    for team in dict.fromkeys((*person.teams, *led)):
        for member in atlas.members.get(team, ()):
            found.setdefault(member, How.TEAM)
    found.pop(person.id, None)
    known = ((_here(atlas, key, on), how) for key, how in found.items())
    return tuple(Tie(person_there, how) for person_there, how in known if person_there is not None)[:MOST]


def _here(atlas: Atlas, key: str, on: date) -> Person | None:
    try:
        person = atlas.person(key)
    except UnknownPersonError:
        return None
    gone = person.ended is not None and person.ended < on
    return None if gone or (person.started is not None and on < person.started) else person

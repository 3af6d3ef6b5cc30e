"""An attack on numbers about groups: what everybody is told of a made-up company, put together."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Team
from farflung.server.org.models import Person as Row
from tests.company import DUBAI, LISBON, MANILA, NAIROBI, PARIS, PEOPLE, SINGAPORE, TORONTO, WARSAW
from tests.server.clock import rows

LEFT = date(2027, 1, 29)
"""When those went who are on the map and do not work here any more."""

_PLACES = [LISBON] * 52 + [PARIS] * 31 + [MANILA] * 28 + [TORONTO] * 24 + [DUBAI] * 6 + [WARSAW] * 3 + [
    NAIROBI, SINGAPORE
]  # fmt: skip
_ABOVE = {"Deck": "Ship", "Tower": "Deck", "Bridge": "Deck", "Hull": "Ship", "Keel": "Hull", "Lisboa": None}


@dataclass(frozen=True)
class MadeUp:
    """A company: who is in which group, and what everybody was told, number by number."""

    atlas: Atlas
    here: frozenset[str]

    def teams(self) -> dict[str, frozenset[str]]:
        """The people of each team with those below it."""
        found = {name: set(self.atlas.members.get(name, ())) for name in ("Ship", *_ABOVE)}
        for name in ("Tower", "Bridge", "Keel", "Deck", "Hull"):  # leaves first
            found[_ABOVE[name] or ""] |= found[name]
        return {name: frozenset(ids) & self.here for name, ids in found.items()}

    def places(self, city: str) -> frozenset[str]:
        """Who lives in a city."""
        return frozenset(one.id for one in self.atlas.people if one.place.city == city) & self.here


def made_up(seed: int) -> MadeUp:
    """Teams within teams and across places, some of which differ by a few; and some people who have left."""
    chance = random.Random(seed)
    people = [_person(n, place, chance) for n, place in enumerate(_PLACES)]
    teams = tuple(Team(name, (), None, above) for name, above in _ABOVE.items())
    atlas = Atlas(tuple(people), teams=(Team("Ship", ()), *teams))
    return MadeUp(atlas, frozenset(one.id for one in people if one.ended is None))


def _person(number: int, place: Any, chance: random.Random) -> Person:
    teams = chance.choices(["Tower", "Bridge", "Keel", "Deck", "Hull"], [50, 26, 22, 1, 1])
    if place == LISBON and chance.random() < 0.97:  # nearly a place: who is not in it would be found
        teams.append("Lisboa")
    ended = LEFT if chance.random() < 0.06 else None
    one = chance.choice(PEOPLE)
    return replace(
        one, id=f"p{number}", name=f"P {number}", place=place, manager=None, ended=ended, teams=tuple(teams)
    )


def answers(company: MadeUp) -> list[Mapping[str, Any]]:
    """What the interface tells of now to somebody of each team: their own teams come first."""
    kept = rows.write(company.atlas)
    members = (sorted(company.here & set(company.atlas.members.get(team, ()))) for team in _ABOVE)
    return [_asked(kept[key]) for key in dict.fromkeys(some[0] for some in members if some)]


def _asked(row: Row) -> Mapping[str, Any]:
    client = Client()
    client.force_login(rows.account(row, f"{row.key}@example.org"))
    found: Mapping[str, Any] = client.get("/api/v1/now").json()
    return found


def at_work(company: MadeUp, told: list[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """The groups of which somebody was told how many are at work."""
    found, teams = {}, company.teams()
    for answer in told:
        if answer["working"] is not None:
            found["all"] = company.here
        numbered = [one for one in answer["places"] if one["working"] is not None]
        found |= {_name(one): _where(company, answer, one) for one in numbered}
        found |= {one["name"]: teams[one["name"]] for one in answer["teams"] if one["working"] is not None}
    return found


def counted(company: MadeUp, told: list[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """The groups by place of which somebody was told how many people they are."""
    return {
        _name(one): _where(company, answer, one) for answer in told for one in answer["places"]
    } | {"all": company.here}  # fmt: skip


def _name(place: Mapping[str, Any]) -> str:
    return f"{'rest' if place['rest'] else 'place'} {place['label']}"


def _where(company: MadeUp, answer: Mapping[str, Any], place: Mapping[str, Any]) -> frozenset[str]:
    """Who is in a place that is listed; a rest is everybody in none of those (there is one here)."""
    if not place["rest"]:
        return company.places(place["label"])
    assert sum(one["rest"] for one in answer["places"]) == 1
    return company.here.difference(
        *(company.places(one["label"]) for one in answer["places"] if not one["rest"])
    )


def given_away(groups: Mapping[str, frozenset[str]], few: int) -> Iterator[str]:
    """What fewer than `few` are left by: one group taken from another, or two or three that share nobody."""
    for name, group in groups.items():
        if 0 < len(group) < few:
            yield name
        for other in groups:
            if 0 < len(group ^ groups[other]) < few:
                yield f"{name} and {other}"
        parts = [other for other in groups if groups[other] < group]
        for some in (*combinations(parts, 2), *combinations(parts, 3)):
            together = frozenset().union(*(groups[one] for one in some))
            apart = len(together) == sum(len(groups[one]) for one in some)
            if apart and 0 < len(group - together) < few:
                yield f"{name} without {some}"

"""People and teams by what somebody types: names, addresses, and teams by their names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.names import near
from farflung.server.clock.planning.whom import employed

_BETWEEN = re.compile(r"[,;\n،、\uff0c]")
_MOST_MEANT = 3
_MOST_LOOKED_FOR = 10
"""Words that mean nobody, for which names like them are looked for: that takes a while for each, and a list
out of another system has hundreds."""


@dataclass(slots=True)
class Named:
    """Who was named: ids each once, the teams among what was typed, and what means nobody or several.

    `alone` are those who were named by themselves. `unknown` has the names that may have been meant by each.
    """

    people: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    several: list[str] = field(default_factory=list)


def named(atlas: Atlas, text: str, today: date) -> Named:
    """Everybody that a text names, parted by commas or lines; of a team those who work here on the day."""
    found = Named()
    teams = {name.casefold(): name for name in atlas.members}
    for word in _words(text):
        team = teams.get(word.casefold())
        if team is not None:
            found.teams.append(team)
            found.people += [one for one in atlas.members[team] if employed(atlas.person(one), today)]
            continue
        _one(atlas, word, found)
    found.people = list(dict.fromkeys(found.people))
    return found


def _words(text: str) -> Iterable[str]:
    return dict.fromkeys(word for part in _BETWEEN.split(text) if (word := " ".join(part.split())))


def called(atlas: Atlas, ids: Iterable[str], teams: Iterable[str]) -> str:
    """The text by which `named` finds these people and teams again; who is on no map is left out."""
    known = {person.id for person in atlas.people}
    return ", ".join((*(_word(atlas, one) for one in ids if one in known), *teams))


def _word(atlas: Atlas, key: str) -> str:
    """The name where it means nobody else, else the address, else the id."""
    person = atlas.person(key)
    teams = {name.casefold() for name in atlas.members}
    for word in (person.name, person.email or ""):
        if word and not _BETWEEN.search(word) and word.casefold() not in teams and _means(atlas, word, key):
            return word
    return key


def _means(atlas: Atlas, word: str, key: str) -> bool:
    return [person.id for person in atlas.called(word)] == [key]


def _one(atlas: Atlas, word: str, found: Named) -> None:
    meant = [person.id for person in atlas.called(word)]
    if len(meant) == 1:
        found.alone += meant
        found.people += meant
    elif meant:
        found.several.append(word)
    else:
        looks = len(found.unknown) < _MOST_LOOKED_FOR
        names = (*(person.name for person in atlas.people), *atlas.members) if looks else ()
        found.unknown[word] = near(word, names)[:_MOST_MEANT]

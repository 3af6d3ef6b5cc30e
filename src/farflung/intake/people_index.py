"""Finds the person that a file means: by id, address, name, user name, or a first name that is unique.

Never by likeness: "Jon" is not "John". Where a text fits two people, it fits nobody, and
`named` says which two, so that a person can be asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from farflung.engine.model import Person, Team
from farflung.intake.gazetteer.fold import fold

_Keys = dict[str, dict[str, dict[str, None]]]

_MOST_NEAR = 5


class PeopleIndex:
    """Every way in which the known people and teams may be written."""

    def __init__(self, people: Iterable[Person], teams: Iterable[Team] = ()) -> None:
        self.people: Mapping[str, Person] = {person.id: person for person in people}
        self.teams: Mapping[str, Team] = {fold(team.name): team for team in teams}
        # A calendar asks for the same address hundreds of times.
        self._asked_before: dict[str, tuple[str, ...]] = {}
        # From the surest to the weakest: a weaker kind is asked only where the surer ones know nothing.
        self._keys: _Keys = {"exact": {}, "name": {}, "user": {}, "first": {}}
        for person in self.people.values():
            for kind, key in _written(person):
                # A dict, since thousands may share a first name ("Person 1", "Person 2").
                self._keys[kind].setdefault(key, {})[person.id] = None

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of everybody whom the text can mean: none, one, or several where a name is shared.

        Understands an id, an address (also `mailto:` and `Name <address>`), a full name, `Last, First`,
        `Name (address)`, `@user`, a user name, and a first name alone.
        """
        if text not in self._asked_before:
            looked = (self._keys[kind].get(key) for kind, key in _asked(text))
            self._asked_before[text] = tuple(next((found for found in looked if found), ()))
        return self._asked_before[text]

    def find(self, text: str) -> str | None:
        """The id of the one person whom the text means, or None (nobody, or more than one)."""
        found = self.named(text)
        return found[0] if len(found) == 1 else None

    def team(self, text: str) -> Team | None:
        """The team of that name."""
        return self.teams.get(fold(text))

    def near(self, text: str) -> tuple[str, ...]:
        """Names that a mistyped text may have meant: to offer, never to take."""
        names = {fold(person.name): person.name for person in self.people.values()}
        return tuple(names[key] for key in get_close_matches(fold(text), names, n=_MOST_NEAR, cutoff=0.6))

    def names(self, ids: Iterable[str]) -> str:
        """Their names in one line, to show."""
        return ", ".join(self.people[person].name for person in ids)


def _written(person: Person) -> Iterator[tuple[str, str]]:
    yield "exact", person.id.casefold()
    if person.email:
        yield "exact", person.email.casefold()
        yield "user", person.email.casefold().partition("@")[0]
    name = fold(person.name)
    yield "name", name
    if " " in name:
        yield "first", name.split(" ")[0]


def _asked(text: str) -> Iterator[tuple[str, str]]:
    for spelling in _spellings(text):
        yield "exact", spelling.casefold()
        yield "name", fold(spelling)
    bare = text.strip().lstrip("@").casefold()
    if "@" not in bare:  # an address that is not known is not a user name of another domain
        yield "user", bare
        yield "first", fold(bare)


def _spellings(text: str) -> Iterator[str]:
    bare = text.strip()
    bare = bare[7:].strip() if bare[:7].casefold() == "mailto:" else bare
    yield bare.lstrip("@") if bare.count("@") == 1 and bare.startswith("@") else bare
    names = [bare]
    if bare.endswith(">") and "<" in bare:
        name, _, address = bare[:-1].rpartition("<")
        yield address.strip()
        names = [name.strip(' "')]
        yield from names
    if bare.endswith(")") and "(" in bare:
        name, _, inside = bare[:-1].rpartition("(")
        names = [inside.strip(), name.strip()]
        yield from names
    for name in names:
        if name.count(",") == 1:
            last, first = name.split(",")
            yield f"{first.strip()} {last.strip()}"

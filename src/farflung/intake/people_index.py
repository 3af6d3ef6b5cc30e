"""Finds the person that a file means: by id, address, name, user name, or a first name that is unique.

Never by likeness: "Jon" is not "John". Where a text fits two people, it fits nobody, and
`named` says which two, so that a person can be asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Protocol

from farflung.engine.model import Place, Team
from farflung.intake.gazetteer.fold import fold

_MOST_NEAR = 5


class Known(Protocol):
    """What a person is known by: `Person`, and `Listed` before the whole person is made."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def place(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of a file of whom no more than this is read yet."""

    id: str
    name: str
    email: str | None
    place: Place


class PeopleIndex:
    """Every way in which the known people and teams may be written."""

    def __init__(self, people: Iterable[Known], teams: Iterable[Team] = ()) -> None:
        self.people: Mapping[str, Known] = {person.id: person for person in people}
        self.teams: Mapping[str, Team] = _by_name(teams)
        # A calendar asks for the same address hundreds of times.
        self._asked_before: dict[str, tuple[str, ...]] = {}
        self._keys: dict[str, dict[str, dict[str, None]]] = {}

    def renewed(self, people: Iterable[Known], teams: Iterable[Team] = ()) -> "PeopleIndex":
        """The index of the same people, as they are now: with the same ids, names and addresses."""
        other = copy(self)
        other.people = {person.id: person for person in people}
        other.teams = _by_name(teams)
        return other

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of everybody whom the text can mean: none, one, or several where a name is shared.

        Understands an id, an address (also `mailto:` and `Name <address>`), a full name, `Last, First`,
        `Name (address)`, `@user`, a user name, and a first name alone.
        """
        if text not in self._asked_before:
            looked = (self._of(kind).get(key) for kind, key in _asked(text))
            self._asked_before[text] = tuple(next((found for found in looked if found), ()))
        return self._asked_before[text]

    def _of(self, kind: str) -> Mapping[str, Mapping[str, None]]:
        """The ids under each key of a kind; made when first asked for, since most texts are exact."""
        if kind not in self._keys:
            keys: dict[str, dict[str, None]] = {}
            written = _WRITTEN[kind]
            for person in self.people.values():
                for key in written(person):
                    # A dict, since thousands may share a first name ("Person 1", "Person 2").
                    keys.setdefault(key, {})[person.id] = None
            self._keys[kind] = keys
        return self._keys[kind]

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


def _by_name(teams: Iterable[Team]) -> dict[str, Team]:
    return {fold(team.name): team for team in teams}


def _exact(person: Known) -> tuple[str, ...]:
    key = person.id.casefold()
    return (key, person.email.casefold()) if person.email else (key,)


def _user(person: Known) -> tuple[str, ...]:
    return (person.email.casefold().partition("@")[0],) if person.email else ()


def _name(person: Known) -> tuple[str, ...]:
    return (fold(person.name),)


def _first(person: Known) -> tuple[str, ...]:
    first, _, more = fold(person.name).partition(" ")
    return (first,) if more else ()


# From the surest to the weakest: a weaker kind is asked only where the surer ones know nothing.
_WRITTEN: Final[Mapping[str, Callable[[Known], tuple[str, ...]]]] = {
    "exact": _exact, "name": _name, "user": _user, "first": _first,
}  # fmt: skip


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

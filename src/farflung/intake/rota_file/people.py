"""Whom a rota file means: names, teams and countries as ids of the Map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.model import Person
from farflung.engine.said import Said, in_english, said
from farflung.intake.agreement.yaml_tree import Path
from farflung.intake.languages import language_name
from farflung.intake.rota_file.rules import Rule
from farflung.intake.rota_file.schema import Who

ADD = said("Add them to the people file, or mend the name.")


class Tell(Protocol):
    """Says what cannot be used, at the place where it stands."""

    def __call__(self, path: Path, message: Said, remedy: Said = ..., read: str = ...) -> None: ...


@dataclass(frozen=True, slots=True)
class Named:
    """Finds people; who is not found is told, with the place at which the name stands."""

    atlas: Atlas
    tell: Tell

    def one(self, name: str, path: Path) -> str | None:
        """The id of somebody; None where nobody is meant, or several could be."""
        try:
            return self.atlas.find(name).id
        except UnknownPersonError as error:
            self.tell(path, said("{why}.", why=in_english(str(error).rstrip(".?"))), ADD, name)
            return None

    def all(self, names: Iterable[str], path: Path) -> frozenset[str]:
        """The ids of all that are found."""
        found = (self.one(name, path) for name in sorted(names))
        return frozenset(key for key in found if key is not None)

    def members(self, teams: Iterable[str], path: Path) -> frozenset[str]:
        """Everybody who is in any of the teams."""
        known = {team.casefold(): ids for team, ids in self.atlas.members.items()}
        found: set[str] = set()
        for team in sorted(teams):
            if team.casefold() in known:
                found |= set(known[team.casefold()])
            else:
                names = tuple(sorted(self.atlas.members))
                remedy = (
                    said("The files name {teams}.", teams=names)
                    if names
                    else said("The files name no teams.")
                )
                self.tell(path, said("no team is called {team!r}.", team=team), remedy, team)
        return frozenset(found)

    def scope(self, rule: Rule, path: Path) -> frozenset[str] | None:
        """For whom a rule holds: None for everybody."""
        if not (rule.people or rule.teams or rule.countries):
            return None
        found = self.all(rule.people, (*path, "people")) | self.members(rule.teams, (*path, "teams"))
        where = {p.id for p in self.atlas.people if p.place.country in rule.countries}
        if rule.people or rule.teams:
            return found & where if rule.countries else found
        return frozenset(where)

    def who(self, who: Who, path: Path) -> frozenset[str]:
        """Those who fit all that is named."""
        found = frozenset(person.id for person in self.atlas.people if _fits(person, who))
        if who.people:
            found &= self.all(who.people, (*path, "people"))
        if who.teams:
            found &= self.members(who.teams, (*path, "teams"))
        return found


def _fits(person: Person, who: Who) -> bool:
    at_home = not who.countries or person.place.country in who.countries
    spoken = map(language_name, who.languages)  # people have them by name: `ar` is Arabic
    return at_home and not person.lacks(who.skills, spoken)

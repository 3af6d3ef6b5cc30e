"""The tree of teams: who is in each, how many of them are at work, what all of them share.

The people of a team are its members and those of all teams below it, each once. What depends on the map alone
is made once a day and map; who is at work is read off the company's hour.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from farflung.draw.world import FEWEST
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Team
from farflung.engine.overlap import Sharing, team_hours
from farflung.engine.time import Span
from farflung.server.clock.planning.company import Hour, company
from farflung.server.clock.planning.kept import Kept, Many
from farflung.server.clock.planning.whom import employed

_WEEK = timedelta(days=7)


def week_of(day: date) -> Span:
    """The seven days in which hours of a date's week are compared.

    They begin on Saturday at noon UTC. Then it is Saturday everywhere, or Sunday before dawn, so the cut
    goes through hardly anybody's hours, whether weeks of work begin on a Sunday or on a Monday.
    """
    saturday = day - timedelta(days=(day.weekday() + 2) % 7)
    start = datetime.combine(saturday, time(12, 0), tzinfo=UTC)
    return Span(start, start + _WEEK)


class Teams:
    """All teams of a map on a day, as a tree; `ids` are the people of each, `lead` and `above` by name."""

    def __init__(self, atlas: Atlas, today: date) -> None:
        self.atlas, self.today = atlas, today
        self.sharing = Sharing(atlas, week_of(today))
        self.known: dict[str, Team] = {team.name: team for team in atlas.teams}
        for name in (*atlas.members, *(team.parent for team in atlas.teams if team.parent)):
            self.known.setdefault(name, Team(name, ()))
        self.below = _below(self.known)
        here = {person.id for person in atlas.people if employed(person, today)}
        self.own = {name: here.intersection(atlas.members.get(name, ())) for name in self.known}
        self.ids: dict[str, frozenset[str]] = {}
        for name in self._leaves_first():
            parts = (self.ids.get(part, frozenset()) for part in self.below.get(name, ()))
            self.ids[name] = frozenset(self.own[name]).union(*parts)
        self.shared = {name: self._shared(ids) for name, ids in self.ids.items()}
        self.leads = frozenset(team.lead for team in self.known.values() if team.lead)
        self._people: Many[tuple[Person, ...]] = Many()

    def people(self, name: str) -> tuple[Person, ...]:
        """Everybody of a team, by name."""
        ids = self.ids.get(name, frozenset())
        return self._people.get(name, lambda: tuple(sorted(map(self.atlas.person, ids), key=_by_name)))

    @property
    def roots(self) -> list[str]:
        """The teams that are below no other, in the order of the alphabet."""
        under = {name for names in self.below.values() for name in names}
        return sorted(self.known.keys() - under, key=str.casefold)

    def _leaves_first(self) -> Iterator[str]:
        done: set[str] = set()
        for root in self.roots:
            ahead = [(root, False)]
            while ahead:
                name, parts_done = ahead.pop()
                if parts_done:
                    yield name
                elif name not in done:
                    done.add(name)
                    ahead.append((name, True))
                    ahead += [(part, False) for part in self.below.get(name, ())]

    def _shared(self, ids: Iterable[str]) -> timedelta | None:
        found = team_hours(self.sharing, sorted(ids))
        return None if found is None else timedelta(minutes=found.common_minutes)


def _by_name(person: Person) -> str:
    return person.name.casefold()


@dataclass(frozen=True, slots=True)
class Branch:
    """A team as the tree shows it, with the teams below.

    `people` is None for fewer than five whom the reader does not work with or lead. `working` is None where
    only whether `anybody` is at work may be said; both are None for such a small team. `shared` is what all
    of them share in a week, None for a team of one.
    """

    name: str
    people: int | None
    working: int | None
    anybody: bool | None
    shared: timedelta | None
    own: bool
    led: bool
    parts: tuple["Branch", ...]

    @property
    def near(self) -> bool:
        """Whether the reader is in it or leads it, or does so somewhere below."""
        return self.own or self.led or any(part.near for part in self.parts)


_kept: Kept[Teams] = Kept()


def teams(atlas: Atlas, now: datetime) -> Teams:
    """The teams of a map at an instant."""
    today = now.astimezone(UTC).date()
    return _kept.get(atlas, today, lambda: Teams(atlas, today))


def tree(known: Teams, person: Person | None, now: datetime) -> tuple[Branch, ...]:
    """Every team as a tree, for a reader (None: an account without a person)."""
    return _Looking(known, company(now, looked=True), person).branches(known.roots)


def parts(known: Teams, name: str, person: Person | None, hour: Hour) -> tuple[Branch, ...]:
    """The teams right below one, with what is below them, in an hour."""
    return _Looking(known, hour, person).branches(known.below.get(name, ()))


def flat(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Every team of a tree."""
    for branch in branches:
        yield branch
        yield from flat(branch.parts)


class _Looking:
    """A reader who looks at the teams in an hour."""

    def __init__(self, known: Teams, hour: Hour, person: Person | None) -> None:
        self._known, self._told, self._person = known, hour.day.told, person
        self._at_work = hour.at_work

    def branches(self, names: Iterable[str]) -> tuple[Branch, ...]:
        return tuple(self._branch(name) for name in names)

    def _branch(self, name: str) -> Branch:
        known, person = self._known, self._person
        own = person is not None and person.id in known.own[name]
        led = person is not None and known.known[name].lead == person.id
        seen = len(known.ids[name]) >= FEWEST or own or led
        working = len(known.ids[name] & self._at_work)
        return Branch(
            name=name,
            people=len(known.ids[name]) if seen else None,
            working=working if name in self._told else None,
            anybody=working > 0 if seen else None,
            shared=known.shared[name],
            own=own,
            led=led,
            parts=self.branches(known.below.get(name, ())),
        )


def _below(known: Mapping[str, Team]) -> dict[str, tuple[str, ...]]:
    """The teams right below each, in the order of the alphabet. A ring has no top: its teams stand alone."""
    found: dict[str, list[str]] = {}
    for team in known.values():
        if team.parent and not _in_ring(known, team):
            found.setdefault(team.parent, []).append(team.name)
    return {name: tuple(sorted(names, key=str.casefold)) for name, names in found.items()}


def _in_ring(known: Mapping[str, Team], team: Team) -> bool:
    seen, above = {team.name}, team.parent
    while above is not None and above in known:
        if above == team.name:
            return True
        if above in seen:
            return False
        seen.add(above)
        above = known[above].parent
    return False

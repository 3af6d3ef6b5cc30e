"""The people of the large company: who is in which team and place, who reports to whom, and their hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from farflung.example.chance import Chance
from farflung.example.hours import hours_of
from farflung.example.names import Register
from farflung.example.places import Spot, census, country, employer
from farflung.example.seating import seated
from farflung.example.teams import EXECUTIVE, Team, departments, teams

DOMAIN = "meridian.example"

_FOUNDED = date(2016, 3, 7)
_MEMBERS_TO_A_LEAD = 14
_MEMBERS_TO_A_DEPUTY = 8
_LEADERS = ("Chief Executive Officer", *(department.head for department in departments()))


@dataclass(frozen=True, slots=True)
class Colleague:
    """A row of the people file. `boss` is the position of the manager in the list of everybody."""

    name: str
    user: str
    spot: Spot
    team: str
    role: str
    boss: int | None
    hours: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    started: date
    ended: date | None = None

    @property
    def email(self) -> str:
        """The address at work."""
        return f"{self.user}@{DOMAIN}"

    @property
    def entity(self) -> str:
        """The legal employer."""
        return employer(self.spot)


@dataclass(frozen=True, slots=True)
class _Post:
    """A job before somebody has it."""

    team: str
    role: str
    boss: int | None
    skills: tuple[str, ...] = ()
    late: bool = False


def everybody(chance: Chance, opening: date) -> tuple[tuple[Colleague, ...], tuple[Team, ...]]:
    """The company on the day `opening` and a quarter after: people in the order of the tree, and teams."""
    count = sum(people for _, people in census())
    made = teams(count - len(_LEADERS), chance.stream("teams"))
    spots = seated(made, len(_LEADERS), chance.stream("seats"))
    register = Register(chance.stream("names"))
    hiring = chance.stream("people")
    posts = _posts(made, hiring)
    people = tuple(
        _hired(post, spot, register, hiring, opening) for post, spot in zip(posts, spots, strict=True)
    )
    return people, made


def _posts(made: Sequence[Team], chance: Chance) -> Iterator[_Post]:
    yield _Post(EXECUTIVE, _LEADERS[0], None)
    heads = {department.name: number for number, department in enumerate(departments(), start=1)}
    for department in departments():
        yield _Post(EXECUTIVE, department.head, 0)
    group_leads: dict[int, int] = {}
    first = len(_LEADERS)
    for team in made:
        above = group_leads.get(team.group)
        boss = heads[team.department.name] if above is None else above
        role = "Group Lead" if above is None else "Team Lead"
        group_leads.setdefault(team.group, first)
        yield _Post(team.name, role, boss, _skills(team, chance))
        yield from _members(team, first, chance)
        first += team.size


def _members(team: Team, lead: int, chance: Chance) -> Iterator[_Post]:
    """Everybody below the lead; in a large team deputies lead a few each."""
    crowded = team.size > _MEMBERS_TO_A_LEAD
    deputy = lead
    for number in range(1, team.size):
        is_deputy = crowded and number % _MEMBERS_TO_A_DEPUTY == 1
        deputy = lead + number if is_deputy else deputy
        role = "Deputy Lead" if is_deputy else chance.pick(team.department.roles)
        boss = lead if is_deputy else deputy
        yield _Post(team.name, role, boss, _skills(team, chance), late=team.department.sun)


def _skills(team: Team, chance: Chance) -> tuple[str, ...]:
    return tuple(chance.some(team.department.skills, chance.below(4)))


def _hired(post: _Post, spot: Spot, register: Register, chance: Chance, opening: date) -> Colleague:
    home = country(spot.country)
    name, user = register.enter(home.names)
    colleague = Colleague(
        name,
        user,
        spot,
        post.team,
        post.role,
        post.boss,
        hours_of(spot, chance, late=post.late),
        post.skills,
        _languages(home.languages, chance),
        _FOUNDED if post.boss is None else _started(chance, opening, senior=post.boss == 0),
    )
    leaves = post.boss not in (None, 0) and chance.happens(0.006)
    return replace(colleague, ended=opening + timedelta(days=chance.below(60))) if leaves else colleague


def _languages(spoken: tuple[str, ...], chance: Chance) -> tuple[str, ...]:
    own = spoken if chance.happens(0.7) else spoken[:1]
    return own if "English" in own else (*own, "English")


def _started(chance: Chance, opening: date, *, senior: bool) -> date:
    """The first day: ever more of them from year to year, a few still to come."""
    if senior:
        return _FOUNDED + timedelta(days=chance.below(900))
    if chance.happens(0.008):
        return opening + timedelta(days=7 * chance.between(1, 8))
    days = (opening - _FOUNDED).days
    return _FOUNDED + timedelta(days=max(chance.below(days), chance.below(days)))

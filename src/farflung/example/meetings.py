"""Who meets in the large company: two hundred series, from a team's weekly to everybody's all-hands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from farflung.example import tables
from farflung.example.chance import Chance
from farflung.example.people import Colleague
from farflung.example.teams import Team

TEAM_WEEKLIES, GROUP_SYNCS, PROJECTS, REVIEWS = 118, 26, 32, 8
FEWEST, MOST = 6, 38
MAILING_LISTS = 0.1

_TOPICS = (
    "Migration", "Launch", "Audit follow-up", "Chargebacks", "Latency", "Card rollout", "Licence",
    "Data quality", "Localisation", "Vendor review", "Postmortem actions", "Budget", "Accessibility",
    "Capacity", "Key ceremony", "Tax season",
)  # fmt: skip
_WITH_OUTSIDERS = frozenset({"Audit follow-up", "Licence", "Vendor review"})
_REVIEWS = (
    "Incident review", "Ops review", "Risk round", "Release train", "Capacity review", "Liquidity check",
    "Security review", "Change board",
)  # fmt: skip
_HOURS_IN_UTC = (7, 8, 9, 13, 14, 15, 16)
_ALL_HANDS = 16 * 60
_OWN_ALL_HANDS = {"People": 1, "Legal": 2}
"""Departments that meet as a whole, and on which Thursday of the month."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting before it has a date. What is None is left to whoever makes it.

    `nth` is the week of the month of a monthly meeting; `to_list` invites the team's mailing list;
    `outsiders` says that somebody of another company comes too.
    """

    title: str
    maker: Colleague
    others: tuple[Colleague, ...]
    zone: str | None = None
    minute: int | None = None
    nth: int | None = None
    to_list: bool = False
    outsiders: bool = False


def plans(people: Sequence[Colleague], teams: Sequence[Team], chance: Chance) -> Iterator[Plan]:
    """Every series, the small ones first."""
    members: dict[str, list[Colleague]] = {}
    for person in people:
        members.setdefault(person.team, []).append(person)
    weeklies = chance.some(teams, TEAM_WEEKLIES)
    yield from (_team_weekly(members[team.name], chance) for team in weeklies)
    groups = chance.some(sorted({team.group for team in teams}), GROUP_SYNCS)
    yield from (_group_sync([members[t.name][0] for t in teams if t.group == group]) for group in groups)
    busy = _busy(people, chance)
    yield from (_project(busy, chance) for _ in range(PROJECTS))
    yield from (_review(title, busy, chance) for title in _REVIEWS[:REVIEWS])
    yield from _led_from_the_top(people, teams, members)


def _team_weekly(members: Sequence[Colleague], chance: Chance) -> Plan:
    lead, *others = members
    return Plan(f"{lead.team} weekly", lead, tuple(others), to_list=chance.happens(MAILING_LISTS))


def _group_sync(leads: Sequence[Colleague]) -> Plan:
    return Plan(f"{leads[0].team} group sync", leads[0], tuple(leads[1:]))


def _busy(people: Iterable[Colleague], chance: Chance) -> list[Colleague]:
    """People as often as they are active: real shares, where a few are in everything."""
    shares = [int(row["commits"]) for row in tables.rows("activity.csv")]
    return [person for person in people for _ in range(chance.pick(shares))]


def _project(busy: Sequence[Colleague], chance: Chance) -> Plan:
    first, *others = _drawn(busy, chance.between(FEWEST, MOST), chance)
    topic = chance.pick(_TOPICS)
    return Plan(f"{topic} ({first.team})", first, tuple(others), outsiders=topic in _WITH_OUTSIDERS)


def _review(title: str, busy: Sequence[Colleague], chance: Chance) -> Plan:
    first, *others = _drawn(busy, chance.between(10, 24), chance)
    return Plan(title, first, tuple(others), "UTC", 60 * chance.pick(_HOURS_IN_UTC))


def _drawn(busy: Sequence[Colleague], count: int, chance: Chance) -> list[Colleague]:
    chosen: dict[str, Colleague] = {}
    while len(chosen) < count:
        person = chance.pick(busy)
        chosen[person.user] = person
    return list(chosen.values())


def _led_from_the_top(
    people: Sequence[Colleague], teams: Sequence[Team], members: dict[str, list[Colleague]]
) -> Iterator[Plan]:
    """The heads, their group leads, two whole departments, and everybody."""
    chief, heads = people[0], [person for person in people if person.boss == 0]
    yield Plan("Executive weekly", chief, tuple(heads))
    for head in heads:
        own = [p for team in teams if team.department.head == head.role for p in members[team.name]]
        yield Plan(f"{head.role} staff", head, tuple(p for p in own if p.role == "Group Lead"))
        department = next(team.department.name for team in teams if team.department.head == head.role)
        if nth := _OWN_ALL_HANDS.get(department):
            yield Plan(f"{department} all-hands", head, tuple(own), nth=nth)
    yield Plan("Company all-hands", chief, tuple(people[1:]), minute=_ALL_HANDS, nth=3)

"""People and teams that a directory asks for: a page of all, or what a filter picks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from farflung.server.connect.access import scim
from farflung.server.connect.access.scim import Known
from farflung.server.connect.models import ScimGroup, ScimUser
from farflung.server.connect.scim import telling
from farflung.server.connect.scim.errors import ScimError, malformed
from farflung.server.connect.scim.filters import read_filter
from farflung.server.connect.scim.schemas import MOST_RESULTS
from farflung.server.connect.scim.telling import Resource
from farflung.server.org.models import Membership, Team

_USUAL: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """`start` counts from one; at most `count` of them are told. `only` and `without` name attributes."""

    filter: str = ""
    start: int = 1
    count: int = _USUAL
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: "dict[str, str]") -> "Asked":
        """As it stands in an address; raises `ScimError`."""
        start, count = _number(query, "startIndex", 1), _number(query, "count", _USUAL)
        only, without = (_names(query.get(name, "")) for name in ("attributes", "excludedAttributes"))
        if only and without:
            raise malformed("attributes and excludedAttributes do not go together.")
        return cls(query.get("filter", ""), max(1, start), min(max(0, count), MOST_RESULTS), only, without)

    @classmethod
    def sent(cls, body: "dict[str, Any]") -> "Asked":
        """As it stands in the body of a search."""
        named = {str(name).casefold(): value for name, value in body.items()}
        names = ("filter", "startIndex", "count", "attributes", "excludedAttributes")
        said = {name: named.get(name.casefold()) for name in names}
        plain = {
            name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in said.items()
            if value is not None
        }
        return cls.of(plain)


def _number(query: "dict[str, str]", name: str, usual: int) -> int:
    text = query.get(name, "")
    if not text:
        return usual
    if not text.lstrip("-").isdecimal() or len(text) > 9 or not text.isascii():
        raise ScimError(400, f"{name} is a number.", "invalidValue")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


# --- people -------------------------------------------------------------------------------


def find_user(code: UUID, root: str, now: datetime) -> tuple[Known, Resource] | None:
    """Somebody, and the User that they are."""
    one = scim.known(code)
    return None if one is None else (one, tell_users([one], root, now)[0])


def tell_users(people: Sequence[Known], root: str, now: datetime) -> list[Resource]:
    """Each as a User, with their teams; two queries for all of them."""
    of_person: dict[int, list[Team]] = {}
    persons = [one.person.pk for one in people if one.person is not None]
    for row in Membership.objects.filter(person__in=persons).select_related("team").order_by("team__name"):
        of_person.setdefault(row.person_id, []).append(row.team)
    joins = {code for one in people if one.link is not None for code in one.link.joins}
    waited = {str(team.code): team for team in Team.objects.filter(code__in=joins)} if joins else {}

    def teams(one: Known) -> list[Team]:
        if one.person is not None:
            return of_person.get(one.person.pk, [])
        return [waited[code] for code in (one.link.joins if one.link else ()) if code in waited]

    return [telling.user(one, teams(one), root, now) for one in people]


def users(asked: Asked, root: str, now: datetime) -> tuple[list[Resource], int]:
    """A page of Users, and how many there are."""
    if not asked.filter:
        return _page_of_people(asked, root, now)
    wanted = read_filter(asked.filter)
    people = _candidates(*wanted.only) if wanted.only is not None else None
    found = tell_users(_everybody() if people is None else people, root, now)
    picked = [one for one in found if wanted.holds(one)]
    return _cut(picked[asked.start - 1 : asked.start - 1 + asked.count], asked), len(picked)


def _page_of_people(asked: Asked, root: str, now: datetime) -> tuple[list[Resource], int]:
    on_map, waiting = scim.people_known(), scim.waiting()
    placed = on_map.count()
    first, last = asked.start - 1, asked.start - 1 + asked.count
    people = list(scim.of_people(list(on_map[first:last]))) if first < placed else []
    rest = waiting[max(0, first - placed) : max(0, last - placed)]
    people += map(Known.by_link, rest)
    return _cut(tell_users(people, root, now), asked), placed + waiting.count()


def _everybody() -> list[Known]:
    people = list(scim.of_people(list(scim.people_known())))
    return [*people, *map(Known.by_link, scim.waiting())]


def _candidates(name: str, value: str) -> list[Known] | None:
    """Who can be picked by one plain comparison, found by the database; None where that is not known."""
    find = _FINDS.get(name)
    if find is None:
        return None
    return [one for one in find(value) if one is not None]


def _by_email(value: str) -> Iterable[Known | None]:
    for code in scim.people_known().filter(email__iexact=value).values_list("code", flat=True):
        yield scim.known(code)
    for link in ScimUser.objects.filter(said__emails__0__value__iexact=value, removed_at=None):
        yield scim.known(link.code)


def _by_external_id(value: str) -> Iterable[Known | None]:
    found = ScimUser.objects.filter(external_id=value, removed_at=None).order_by("pk")
    return [scim.known(link.code) for link in found]


def _by_id(value: str) -> Iterable[Known | None]:
    try:
        return [scim.known(UUID(value))]
    except ValueError:
        return []


def _once(find: Callable[[str], Iterable[Known | None]]) -> Callable[[str], Iterable[Known | None]]:
    return lambda value: {one.code: one for one in find(value) if one is not None}.values()


_FINDS: Final = {
    "username": lambda value: [scim.by_user_name(value)],
    "externalid": _once(_by_external_id),
    "id": _by_id,
    "emails": _once(_by_email),
    "emails.value": _once(_by_email),
}


# --- teams ---------------------------------------------------------------------------------


def find_group(code: UUID, root: str) -> tuple[Team, Resource] | None:
    """A team, and the Group that it is."""
    found = scim.team_known(code)
    return None if found is None else (found[0], tell_groups([found[0]], root, members=True)[0])


def tell_groups(teams: Sequence[Team], root: str, *, members: bool) -> list[Resource]:
    """Each as a Group; three queries for all of them."""
    rows = {row.team_id: row for row in ScimGroup.objects.filter(team__in=teams)}
    people = members_of(teams) if members else {}
    return [
        telling.group(team, rows.get(team.pk), people.get(team.pk, ()), root)
        for team in teams
    ]  # fmt: skip


def members_of(teams: Sequence[Team]) -> dict[int, list[UUID]]:
    """Who is in each team, and who will be once they are placed; by the team's key."""
    found: dict[int, list[UUID]] = {team.pk: [] for team in teams}
    rows = Membership.objects.filter(team__in=teams, person__in=scim.people_known().order_by())
    for key, code in rows.order_by("person__pk").values_list("team", "person__code"):
        found[key].append(code)
    by_code = {str(team.code): team.pk for team in teams}
    for link in scim.waiting().exclude(joins=[]):
        for code in link.joins:
            if code in by_code:
                found[by_code[code]].append(link.code)
    return found


def groups(asked: Asked, root: str) -> tuple[list[Resource], int]:
    """A page of Groups, and how many there are."""
    wanted = read_filter(asked.filter) if asked.filter else None
    teams = Team.objects.order_by("pk")
    if wanted is not None and wanted.only is not None:
        name, value = wanted.only
        if name == "displayname":
            teams = teams.filter(name__iexact=value)
        elif name == "externalid":
            teams = teams.filter(pk__in=ScimGroup.objects.filter(external_id=value).values("team"))
    shows = _shows_members(asked)
    if wanted is None:
        page = list(teams[asked.start - 1 : asked.start - 1 + asked.count])
        return _cut(tell_groups(page, root, members=shows), asked), teams.count()
    found = [one for one in tell_groups(list(teams), root, members=True) if wanted.holds(one)]
    return _cut(found[asked.start - 1 : asked.start - 1 + asked.count], asked), len(found)


def everything(asked: Asked, root: str, now: datetime) -> tuple[list[Resource], int]:
    """A page of people and teams together, people first, and how many there are."""
    people, count = users(asked, root, now)
    rest = replace(asked, start=max(1, asked.start - count), count=asked.count - len(people))
    teams, more = groups(rest, root)
    return [*people, *teams], count + more


def _shows_members(asked: Asked) -> bool:
    if asked.only:
        return any(name.casefold().endswith("members") for name in asked.only)
    return not any(name.casefold().endswith("members") for name in asked.without)


def _cut(found: Sequence[Resource], asked: Asked) -> list[Resource]:
    return [telling.cut(one, asked.only, asked.without) for one in found]

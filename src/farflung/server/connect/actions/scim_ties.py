"""What ties people together, as a directory says it: who leads whom, and who is in which team.

Somebody who still waits to be placed can be named before they are on the map; the tie holds once they are.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from farflung.server.connect.access import scim
from farflung.server.connect.models import ScimGroup, ScimUser
from farflung.server.connect.scim.errors import invalid, taken
from farflung.server.connect.scim.finding import members_of
from farflung.server.connect.scim.schemas import ENTERPRISE
from farflung.server.core.models import Account
from farflung.server.core.writing import writing
from farflung.server.org import actions
from farflung.server.org.actions import PersonChanges
from farflung.server.org.models import Person, Team


def settle_ties(link: ScimUser, *, before: Mapping[str, Any], by: Account, now: datetime) -> None:
    """Manager, department and teams of somebody, as far as they are news; to be called within a writing."""
    said, earlier = link.said.get(ENTERPRISE, {}), before.get(ENTERPRISE, {})
    manager = said.get("manager", {}).get("value", "")
    if manager and scim.known(UUID(manager)) is None:
        raise invalid("manager: there is nobody of that id.")
    if link.person is None:
        return
    if manager != earlier.get("manager", {}).get("value", ""):
        above = Person.objects.filter(code=manager).first() if manager else None
        if above is not None or not manager:
            _led(link.person, above, link.source, by, now)
    _department(link.person, said.get("department", ""), earlier.get("department", ""), by, now)
    _waited_for(link, link.person, by, now)


def _led(person: Person, manager: Person | None, source: str, by: Account, now: datetime) -> None:
    actions.hear(person=person, said=PersonChanges(manager=manager), source=source, by=by, now=now)


def _department(person: Person, name: str, earlier: str, by: Account, now: datetime) -> None:
    if name.casefold() == earlier.casefold():
        return
    old = Team.objects.filter(name__iexact=earlier).first() if earlier else None
    if old is not None:
        actions.leave_team(team=old, person=person, by=by, now=now)
    if name:
        team = Team.objects.filter(name__iexact=name).first() or actions.add_team(name=name, by=by, now=now)
        actions.join_team(team=team, person=person, by=by, now=now)


def _waited_for(link: ScimUser, person: Person, by: Account, now: datetime) -> None:
    """Who has just come onto the map: the teams that they were put into, and the people whom they lead."""
    if link.joins:
        for team in Team.objects.filter(code__in=link.joins):
            actions.join_team(team=team, person=person, by=by, now=now)
        link.joins = []
        link.save(update_fields=["joins"])
    named = {f"said__{ENTERPRISE}__manager__value": str(link.code)}
    led = ScimUser.objects.filter(**named).exclude(person=None).select_related("person", "person__manager")
    for one in led:
        if one.person is not None and one.person.manager is None:
            _led(one.person, person, one.source, by, now)


# --- teams -----------------------------------------------------------------------------------


def create_group(*, name: str, external_id: str, members: Iterable[UUID], by: Account, now: datetime) -> Team:
    """A team that the directory brings; `ScimError` where there is one of that name."""
    with writing(by=by, now=now):
        if Team.objects.filter(name__iexact=" ".join(name.split())).exists():
            raise taken("displayName: there is a team of that name.")
        team = actions.add_team(name=name, by=by, now=now)
        ScimGroup.objects.create(team=team, external_id=external_id, created_at=now, changed_at=now)
        _put_members(team, set(members), by, now)
        return team


def replace_group(
    *, team: Team, name: str, external_id: str, members: Iterable[UUID], by: Account, now: datetime
) -> None:
    """What the directory says of a team from now on."""
    with writing(by=by, now=now):
        if team.name != name:
            actions.change_team(team=team, name=name, by=by, now=now)
        ScimGroup.objects.update_or_create(
            team=team, defaults={"external_id": external_id, "changed_at": now},
            create_defaults={"external_id": external_id, "created_at": now, "changed_at": now},
        )  # fmt: skip
        _put_members(team, set(members), by, now)


def remove_group(*, team: Team, by: Account, now: datetime) -> None:
    """The team is no more; its people stay."""
    with writing(by=by, now=now):
        for link in scim.waiting().filter(joins__contains=[str(team.code)]):
            _waits_for(link, {str(team.code)}, set())
        actions.remove_team(team=team, by=by, now=now)


def _put_members(team: Team, wanted: set[UUID], by: Account, now: datetime) -> None:
    here = set(members_of([team])[team.pk])
    touched = wanted ^ here
    people = {person.code: person for person in scim.people_known().filter(code__in=touched)}
    links = {link.code: link for link in scim.waiting().filter(code__in=touched)}
    unknown = wanted - here - people.keys() - links.keys()
    if unknown:
        raise invalid(f"members: there is nobody of the id {min(map(str, unknown))}.")
    for code in sorted(touched):
        joins = code in wanted
        if code in people:
            act = actions.join_team if joins else actions.leave_team
            act(team=team, person=people[code], by=by, now=now)
        else:
            own = {str(team.code)}
            _waits_for(links[code], set() if joins else own, own if joins else set())


def _waits_for(link: ScimUser, gone: set[str], added: set[str]) -> None:
    link.joins = sorted({*link.joins, *added} - gone)
    link.save(update_fields=["joins"])

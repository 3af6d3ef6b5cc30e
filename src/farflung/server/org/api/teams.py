"""Teams: read by everybody, kept by their leads and by people operations."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest
from ninja import Router, Status

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit
from farflung.server.core.api.shapes import Given, Line, Page, Told
from farflung.server.org import actions
from farflung.server.org.access import Role, get_led, get_person, get_team, require, visible_teams
from farflung.server.org.api.filled import checked
from farflung.server.org.api.standing import insider
from farflung.server.org.forms.company import WholeTeamForm
from farflung.server.org.models import Team
from farflung.server.ui.api import Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["teams"])
READ, WRITE = needs(Scope.READ_PEOPLE), needs(Scope.WRITE_COMPANY)


class TeamTold(Told):
    """A team; `parent` is what it is part of, `people` how many are in it."""

    id: UUID
    name: str
    lead: Ref | None
    parent: Ref | None
    people: int


class WholeTeam(TeamTold):
    """With who is in it."""

    members: list[Ref]


class NewTeamGiven(Given):
    """A team without members."""

    name: Line
    lead: UUID | None = None
    parent: UUID | None = None


class TeamGiven(Given):
    """What is to change; whatever is left out stays as it is, null takes it away."""

    name: Line | None = None
    lead: UUID | None = None
    parent: UUID | None = None


@router.get("/teams", response=Page[TeamTold], auth=READ, summary="Teams, by name")
def teams(request: HttpRequest, limit: Limit, after: After) -> Page[TeamTold]:
    """`next` is what to ask the next page with, as `after`."""
    asking = insider(request)
    rows = visible_teams(asking).select_related("lead", "parent").annotate(count=Count("people"))
    if after is not None:
        rows = rows.filter(name__gt=get_team(asking, after).name)
    found = list(rows.order_by("name")[: limit + 1])
    page = [_told(row, row.count) for row in found[:limit]]
    return Page(items=page, next=str(page[-1].id) if len(found) > limit else None)


@router.get("/teams/{uuid:id}", response=WholeTeam, auth=READ, summary="A team and its members")
def team(request: HttpRequest, id: UUID) -> WholeTeam:  # noqa: A002
    """Members by name."""
    return _whole(get_team(insider(request), id))


@router.post("/teams", response={201: WholeTeam}, auth=WRITE, summary="Make a team")
def add_team(request: HttpRequest, given: NewTeamGiven) -> Status[WholeTeam]:
    """For people operations."""
    asking = require(request, Role.PEOPLE)
    values = _values(request, given.name, given.lead, given.parent)
    row = actions.add_team(**values, by=asking.account, now=now_of(request))
    return Status(201, _whole(get_team(asking, row.code)))


@router.patch("/teams/{uuid:id}", response=WholeTeam, auth=WRITE, summary="Change a team")
def change_team(request: HttpRequest, id: UUID, given: TeamGiven) -> WholeTeam:  # noqa: A002
    """Its lead may change the name and the lead, people operations its place in the tree too."""
    asking = require(request, Role.LEAD, Role.PEOPLE)
    row, sent = get_led(asking, id), given.model_fields_set
    if "parent" in sent:
        require(request, Role.PEOPLE)
    values = _values(request, (given.name or "") if "name" in sent else row.name, given.lead, given.parent)
    said = {name: values[name] for name in sent}
    actions.change_team(team=row, **said, by=asking.account, now=now_of(request))
    return _whole(get_team(asking, id))


@router.delete("/teams/{uuid:id}", response={204: None}, auth=WRITE, summary="Remove a team")
def remove_team(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """For people operations. Its people stay, and its parts move up."""
    asking = require(request, Role.PEOPLE)
    actions.remove_team(team=get_team(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


@router.put("/teams/{uuid:id}/members/{uuid:person}", response={204: None}, auth=WRITE, summary="Join")
def join_team(request: HttpRequest, id: UUID, person: UUID) -> Status[None]:  # noqa: A002
    """For people operations: somebody is in the team from now on."""
    asking = require(request, Role.PEOPLE)
    row, who = get_team(asking, id), get_person(asking, person)
    actions.join_team(team=row, person=who, by=asking.account, now=now_of(request))
    return Status(204, None)


@router.delete("/teams/{uuid:id}/members/{uuid:person}", response={204: None}, auth=WRITE, summary="Leave")
def leave_team(request: HttpRequest, id: UUID, person: UUID) -> Status[None]:  # noqa: A002
    """For people operations: somebody is not in the team any more."""
    asking = require(request, Role.PEOPLE)
    row, who = get_team(asking, id), get_person(asking, person)
    actions.leave_team(team=row, person=who, by=asking.account, now=now_of(request))
    return Status(204, None)


def _values(request: HttpRequest, name: str, lead: UUID | None, parent: UUID | None) -> dict[str, Any]:
    """Put through the form of the page; people come by their ids, and through the door."""
    values = checked(WholeTeamForm({"name": name, "parent": str(parent) if parent else ""}))
    return values | {"lead": get_person(insider(request), lead) if lead else None}


def _told(row: Team, people: int) -> TeamTold:
    lead, parent = Ref.maybe(row.lead), Ref.maybe(row.parent)
    return TeamTold(id=row.code, name=row.name, lead=lead, parent=parent, people=people)


def _whole(row: Team) -> WholeTeam:
    members = [Ref.of(one) for one in row.people.only("code", "name").order_by("name", "pk")]
    told = _told(row, len(members))
    return WholeTeam(**dict(told), members=members)

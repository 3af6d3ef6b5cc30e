"""What the company keeps besides people: legal entities, roles, and everything of it as files."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Status

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Given, Line, Moment, Told
from farflung.server.org import actions
from farflung.server.org.access import Role, get_entity, get_person, gives, require
from farflung.server.org.api.filled import checked
from farflung.server.org.forms.company import EntityForm
from farflung.server.org.models import LegalEntity, RoleGrant
from farflung.server.ui.api import Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["company"])
READ, WRITE = needs(Scope.READ_PEOPLE), needs(Scope.WRITE_COMPANY)


class EntityGiven(Given):
    """A legal entity; `country` is a code or a name, "" where it is not known."""

    name: Line
    country: Line = ""


class EntityTold(Told):
    """A legal entity; `country` is an ISO code, "" where it is not known."""

    id: UUID
    name: str
    country: str
    people: int


class GrantTold(Told):
    """Somebody has a role."""

    person: Ref
    role: str
    granted_at: Moment


@router.get("/entities", response=list[EntityTold], auth=READ, summary="Legal entities")
def entities(request: HttpRequest) -> list[EntityTold]:
    """For people operations: who employs, and where."""
    require(request, Role.PEOPLE)
    return [
        _entity(row, row.count)
        for row in LegalEntity.objects.annotate(count=Count("people")).order_by("name")
    ]


@router.post("/entities", response={201: EntityTold}, auth=WRITE, summary="Add a legal entity")
def add_entity(request: HttpRequest, given: EntityGiven) -> Status[EntityTold]:
    """For people operations."""
    asking = require(request, Role.PEOPLE)
    values = checked(EntityForm(given.model_dump()))
    return Status(201, _entity(actions.add_entity(**values, by=asking.account, now=now_of(request)), 0))


@router.put("/entities/{uuid:id}", response=EntityTold, auth=WRITE, summary="Change a legal entity")
def change_entity(request: HttpRequest, id: UUID, given: EntityGiven) -> EntityTold:  # noqa: A002
    """For people operations."""
    asking = require(request, Role.PEOPLE)
    row, values = get_entity(asking, id), checked(EntityForm(given.model_dump()))
    row = actions.change_entity(entity=row, **values, by=asking.account, now=now_of(request))
    return _entity(row, row.people.count())


@router.delete("/entities/{uuid:id}", response={204: None}, auth=WRITE, summary="Remove a legal entity")
def remove_entity(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """For people operations; refused while it employs somebody."""
    asking = require(request, Role.PEOPLE)
    actions.remove_entity(entity=get_entity(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


@router.get("/roles", response=list[GrantTold], auth=READ, summary="Who has which role")
def roles(request: HttpRequest) -> list[GrantTold]:
    """For people operations and operators."""
    require(request, Role.PEOPLE, Role.OPERATOR)
    rows = RoleGrant.objects.select_related("person").order_by("role", "person__name")
    return [_grant(row) for row in rows]


@router.put("/roles/{role}/{uuid:person}", response=GrantTold, auth=WRITE, summary="Give a role")
def grant_role(request: HttpRequest, role: str, person: UUID) -> GrantTold:
    """People operations give all but that of operators, which only operators give."""
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    who = get_person(asking, person)
    if role not in gives(asking):
        raise Http404
    return _grant(actions.grant_role(person=who, role=role, by=asking.account, now=now_of(request)))


@router.delete("/roles/{role}/{uuid:person}", response={204: None}, auth=WRITE, summary="Take a role back")
def revoke_role(request: HttpRequest, role: str, person: UUID) -> Status[None]:
    """By those who may give it."""
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    who = get_person(asking, person)
    if role not in gives(asking):
        raise Http404
    actions.revoke_role(person=who, role=role, by=asking.account, now=now_of(request))
    return Status(204, None)


@router.post(
    "/export", auth=WRITE, summary="Everything as files",
    openapi_extra={"responses": {200: {"description": "A zip of sheets", "content": {
        "application/zip": {"schema": {"type": "string", "format": "binary"}}
    }}}},
)  # fmt: skip
def export(request: HttpRequest) -> HttpResponse:
    """For people operations: sheets that import to the same company. Everybody in it sees who took it."""
    asking = require(request, Role.PEOPLE)
    now: datetime = now_of(request)
    data = actions.export_company(by=asking.account, now=now, through="api export")
    response = HttpResponse(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="farflung-{now:%Y-%m-%d}.zip"'
    return response


def _entity(row: LegalEntity, people: int) -> EntityTold:
    return EntityTold(id=row.code, name=row.name, country=row.country, people=people)


def _grant(row: RoleGrant) -> GrantTold:
    return GrantTold(person=Ref.of(row.person), role=row.role, granted_at=row.granted_at)

"""`/Groups`: teams, as a directory asks for them and says them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from farflung.server.connect.actions.scim_ties import create_group, remove_group, replace_group
from farflung.server.connect.scim import telling
from farflung.server.connect.scim.errors import missing
from farflung.server.connect.scim.finding import Asked, find_group
from farflung.server.connect.scim.finding import groups as groups_found
from farflung.server.connect.scim.patching import patched
from farflung.server.connect.scim.reading import read_group
from farflung.server.connect.scim.schemas import GROUP
from farflung.server.connect.scim.telling import Resource
from farflung.server.connect.views.scim_door import Call, door, one, told


@door("GET", "POST")
def groups(call: Call) -> HttpResponse:
    """A page of them, or a new one."""
    if call.request.method == "POST":
        team = create_group(**_read(call.body()), by=call.token.account, now=call.now)
        return one(call, _told(call, team.code), 201)
    asked = Asked.of(call.query)
    found, total = groups_found(asked, call.root)
    return told(telling.listed(found, total, asked.start))


@door("POST")
def search(call: Call) -> HttpResponse:
    """A page of them, asked for in a body."""
    asked = Asked.sent(call.body())
    found, total = groups_found(asked, call.root)
    return told(telling.listed(found, total, asked.start))


@door("GET", "PUT", "PATCH", "DELETE")
def group(call: Call, code: UUID) -> HttpResponse:
    """One of them: read, replaced, patched, or gone."""
    found = find_group(code, call.root)
    if found is None:
        raise missing()
    team, resource = found
    if call.request.method == "GET":
        return one(call, _cut(call, resource))
    call.must_match(resource)
    by, now = call.token.account, call.now
    if call.request.method == "DELETE":
        remove_group(team=team, by=by, now=now)
        return told(None, 204)
    body = call.body()
    if call.request.method == "PATCH":
        body, _touched = patched(resource, body, GROUP)
    replace_group(team=team, **_read(body), by=by, now=now)
    return one(call, _told(call, code))


def _read(body: dict[str, Any]) -> dict[str, Any]:
    name, external_id, members = read_group(body)
    return {"name": name, "external_id": external_id, "members": members}


def _told(call: Call, code: UUID) -> Resource:
    found = find_group(code, call.root)
    if found is None:
        raise missing()
    return _cut(call, found[1])


def _cut(call: Call, resource: Resource) -> Resource:
    asked = Asked.of(call.query)
    return {**telling.cut(resource, asked.only, asked.without), "meta": resource["meta"]}

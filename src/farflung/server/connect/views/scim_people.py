"""`/Users`: people, as a directory asks for them and says them."""

from uuid import UUID

from django.http import HttpResponse

from farflung.server.connect.access.scim import Known
from farflung.server.connect.actions.scim_users import create_user, remove_user, replace_user
from farflung.server.connect.scim import telling
from farflung.server.connect.scim.errors import missing
from farflung.server.connect.scim.finding import Asked, find_user
from farflung.server.connect.scim.finding import users as users_found
from farflung.server.connect.scim.patching import patched
from farflung.server.connect.scim.reading import Said, read_user
from farflung.server.connect.scim.schemas import USER
from farflung.server.connect.scim.telling import Resource
from farflung.server.connect.views.scim_door import Call, door, one, told

_ONLY_READ = ("id", "meta", "groups")


@door("GET", "POST")
def users(call: Call) -> HttpResponse:
    """A page of them, or somebody new."""
    if call.request.method == "POST":
        code = create_user(said=read_user(call.body()), speaker=call.speaker)
        return one(call, _told(call, code), 201)
    asked = Asked.of(call.query)
    found, total = users_found(asked, call.root, call.now)
    return told(telling.listed(found, total, asked.start))


@door("POST")
def search(call: Call) -> HttpResponse:
    """A page of them, asked for in a body: what is looked for stands in nobody's log."""
    asked = Asked.sent(call.body())
    found, total = users_found(asked, call.root, call.now)
    return told(telling.listed(found, total, asked.start))


@door("GET", "PUT", "PATCH", "DELETE")
def user(call: Call, code: UUID) -> HttpResponse:
    """One of them: read, replaced, patched, or gone."""
    found = find_user(code, call.root, call.now)
    if found is None:
        raise missing()
    who, resource = found
    if call.request.method == "GET":
        return one(call, _cut(call, resource))
    call.must_match(resource)
    if call.request.method == "DELETE":
        remove_user(one=who, speaker=call.speaker)
        return told(None, 204)
    said = _patched(call, who, resource) if call.request.method == "PATCH" else read_user(call.body())
    replace_user(one=who, said=said, speaker=call.speaker)
    return one(call, _told(call, code))


def _patched(call: Call, who: Known, resource: Resource) -> Said:
    """What the directory says once its operations are done: what it said before, and what they touch."""
    before = {name: value for name, value in resource.items() if name not in _ONLY_READ}
    after, touched = patched(before, call.body(), USER)
    held = who.link.said if who.link is not None else {}
    keep = {*held, *touched, "userName", "schemas"}
    return read_user({name: value for name, value in after.items() if name in keep})


def _told(call: Call, code: UUID) -> Resource:
    found = find_user(code, call.root, call.now)
    if found is None:
        raise missing()
    return _cut(call, found[1])


def _cut(call: Call, resource: Resource) -> Resource:
    asked = Asked.of(call.query)
    kept = telling.cut(resource, asked.only, asked.without)
    return {**kept, "meta": resource["meta"]}

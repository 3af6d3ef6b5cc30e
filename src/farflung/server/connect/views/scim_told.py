"""What the service tells of itself: its abilities, its kinds of resources, their schemas."""

from django.http import HttpResponse

from farflung.server.connect.scim import schemas as tables
from farflung.server.connect.scim.errors import ScimError, missing
from farflung.server.connect.scim.finding import Asked, everything
from farflung.server.connect.scim.telling import Resource, listed
from farflung.server.connect.views.scim_door import Call, door, told


@door("GET")
def config(call: Call) -> HttpResponse:
    """What is supported."""
    return told(tables.service(call.root))


@door("GET")
def types(call: Call) -> HttpResponse:
    """People and teams."""
    return _all(call, tables.resource_types(call.root))


@door("GET")
def one_type(call: Call, name: str) -> HttpResponse:
    """One of the two."""
    return _one(tables.resource_types(call.root), name)


@door("GET")
def schemas(call: Call) -> HttpResponse:
    """Every schema."""
    return _all(call, list(tables.schemas(call.root)))


@door("GET")
def one_schema(call: Call, name: str) -> HttpResponse:
    """One of them."""
    return _one(list(tables.schemas(call.root)), name)


@door("POST")
def search(call: Call) -> HttpResponse:
    """People and teams together."""
    asked = Asked.sent(call.body())
    found, total = everything(asked, call.root, call.now)
    return told(listed(found, total, asked.start))


@door("GET")
def nothing(call: Call, rest: str) -> HttpResponse:  # noqa: ARG001 - whatever it is
    """Whatever else there is in the standard, and what nobody knows."""
    raise missing()


def _all(call: Call, found: list[Resource]) -> HttpResponse:
    if "filter" in call.query:
        raise ScimError(403, "This is not filtered.")  # RFC 7644, section 4
    return told(listed(found, len(found), 1))


def _one(found: list[Resource], name: str) -> HttpResponse:
    for resource in found:
        if resource["id"] == name:
            return told(resource)
    raise missing()

"""`/api/v1`: every operation of every domain, and one way to tell what went wrong."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser

from farflung.server.clock.api import agreements as clock_agreements
from farflung.server.clock.api import all_hands as clock_all_hands
from farflung.server.clock.api import findings as clock_findings
from farflung.server.clock.api import keeping as clock_keeping
from farflung.server.clock.api import meetings as clock_meetings
from farflung.server.clock.api import now as clock_now
from farflung.server.clock.api import people as clock_people
from farflung.server.clock.api import portfolio as clock_portfolio
from farflung.server.connect.api import busy, feeds, hooks, inbox
from farflung.server.core.api.door import PersonalToken
from farflung.server.core.api.kinds import (
    CHANGED,
    INVALID,
    MALFORMED,
    NOT_FOUND,
    REFUSED,
    TOO_FEW,
    TOO_LARGE,
    UNAUTHENTICATED,
)
from farflung.server.core.api.problems import MEDIA_TYPE, Problem, answered, located, of_status
from farflung.server.core.privacy import TooFew
from farflung.server.core.refusal import Refused
from farflung.server.org.api import away, company, holidays, imports, me, people, places, teams
from farflung.server.site.api import invitations, sessions

ROUTERS: Final = (
    me.router, sessions.router, places.router, away.router, clock_now.router, clock_people.router,
    clock_meetings.router, clock_keeping.router, clock_all_hands.router, clock_portfolio.router,
    clock_findings.router, clock_agreements.router, people.router, teams.router, holidays.router,
    company.router, imports.router, invitations.router, inbox.router, hooks.router, feeds.router,
    busy.router,
)  # fmt: skip
"""All of them, in the order of the documentation."""

_PROBLEMS: Final = {
    "400": "malformed", "401": "unauthenticated", "403": "scope-missing, csrf", "404": "not-found",
    "409": "changed-since", "413": "too-large", "422": "invalid, refused", "429": "too-many-requests",
}  # fmt: skip
_TOO_LONG: Final = {
    "description": (
        f"The line with the address is longer than {settings.LONGEST_REQUEST_LINE:,} characters; answered "
        "before anything of it is read."
    ),
    "content": {"text/html": {"schema": {"type": "string"}}},
}
_ERROR: Final = {
    "type": "object",
    "required": ["in", "code", "message"],
    "properties": {
        "in": {"type": "string", "enum": ["path", "query", "body", "header", "cookie"]},
        "name": {"type": "string", "description": "the parameter"},
        "pointer": {"type": "string", "description": "a JSON pointer into the body"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "choices": {"type": "array", "items": {"type": "object"}},
    },
}
_PROBLEM: Final = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 has it; `code` is for programs, `detail` for people.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {"type": "array", "items": _ERROR},
    },
}


def _scope_of(operation: Operation) -> str:
    scopes = (way.scope for way in operation.auth_callbacks if isinstance(way, PersonalToken))
    return next(scopes).value


class OnceEach(Parser):
    """A parameter that is one value comes once: of two, nobody could say which was meant."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The parameters; raises `Problem` for one that comes again."""
        again = [name for name in data if name not in list_fields and len(data.getlist(name)) > 1]
        if again:
            where = "query" if data is request.GET else "body"
            errors = [
                {"in": where, "name": name, "code": "repeated", "message": _("This comes once.")}
                for name in again
            ]
            raise Problem(INVALID, errors=errors)
        return super().parse_querydict(data, list_fields, request)


class Interface(NinjaAPI):
    """Names operations by their functions, and says of each which problems it may answer with."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function and its room: "people_find" is of no use to who reads a client."""
        room = operation.view_func.__module__.rsplit(".", 1)[-1]
        return f"{room}.{operation.view_func.__name__}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The whole description."""
        schema = super().get_openapi_schema(path_prefix=path_prefix or "/api/v1/", path_params=path_params)
        parts = schema["components"]
        scopes = self._scopes()
        parts["schemas"]["Problem"] = _PROBLEM
        told = {"$ref": "#/components/schemas/Problem"}
        for ways in schema["paths"].values():
            for operation in ways.values():
                operation["x-scope"] = scopes[operation["operationId"]]
                for status, names in _PROBLEMS.items():
                    content = {MEDIA_TYPE: {"schema": told}}
                    operation["responses"].setdefault(
                        int(status), {"description": f"Problem: {names}", "content": content}
                    )
                operation["responses"][414] = _TOO_LONG
        return schema

    def _scopes(self) -> dict[str, str]:
        """The scope that each operation needs, by its id."""
        views = (view for room in self._get_bound_routers() for view in room.path_operations.values())
        found = (operation for view in views for operation in view.operations)
        return {self.get_openapi_operation_id(operation): _scope_of(operation) for operation in found}


api = Interface(
    title="Farflung",
    version="1",
    description="People, places and time of the company. Times go out in UTC, with what a named clock shows; "
    "what comes in without an offset is refused. Problems are explained on /api/problems.",
    docs_url=None,
    parser=OnceEach(),
    urls_namespace="api",
)
for router in ROUTERS:
    api.add_router("", router)


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:  # noqa: ARG001 - the signature is ninja's
    return answered(problem)


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return answered(Problem(NOT_FOUND))


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:  # noqa: ARG001
    kind = CHANGED if refusal.code == CHANGED.name else REFUSED
    error = located(refusal.field, str(refusal.message), refusal.code)
    return answered(Problem(kind, str(refusal.message), refusal.code, [error]))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    return answered(Problem(INVALID, errors=[_where(one) for one in error.errors]))


def _where(error: Mapping[str, Any]) -> dict[str, Any]:
    """Where an error is: a parameter by its name, a place of the body by a JSON pointer."""
    part, *path = error["loc"]
    told = {"code": error["type"], "message": error["msg"].removeprefix("Value error, ")}
    if part in ("body", "file", "form"):
        inside = path[1:] if part == "body" else path  # the first is the name of our own argument
        return {"in": "body", "pointer": "".join(f"/{step}" for step in inside), **told}
    return {"in": part, "name": ".".join(map(str, path)), **told}


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        return answered(Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": 'Bearer realm="farflung"'}))
    if error.status_code == MALFORMED.status:
        return answered(Problem(MALFORMED, _("The body is not JSON.")))
    return answered(of_status(error.status_code, request))


def _too_few(request: HttpRequest, error: TooFew) -> HttpResponse:  # noqa: ARG001
    return answered(Problem(TOO_FEW))


def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    return answered(Problem(TOO_LARGE))


_HANDLERS: Final[Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = {
    Problem: _problem,
    Http404: _not_found,
    Refused: _refused,
    ValidationError: _invalid,
    HttpError: _http,
    AuthenticationError: _http,
    TooFew: _too_few,
    RequestDataTooBig: _too_large,
}
for kind, handler in _HANDLERS.items():
    api.add_exception_handler(kind, handler)

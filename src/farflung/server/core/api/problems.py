"""Everything that an operation can answer instead of what was asked: one table, in the form of RFC 9457.

The kinds stand in `kinds.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from farflung.server.core.api.kinds import INTERNAL, KINDS, MALFORMED, NOT_FOUND, Kind
from farflung.server.core.writing import request_code

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True)
class Problem(Exception):  # noqa: N818 - the word of the standard
    """What an operation raises. `detail` and the messages of `errors` are translated sentences."""

    kind: Kind
    detail: str = ""
    code: str = ""
    errors: Sequence[Mapping[str, Any]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def answered(problem: Problem) -> HttpResponse:
    """The problem as an answer."""
    kind, instance = problem.kind, request_code.get()
    body: dict[str, Any] = {"type": kind.type, "title": _(kind.title), "status": kind.status}
    body["code"] = problem.code or kind.name
    if problem.detail:
        body["detail"] = problem.detail
    if instance is not None:
        body["instance"] = f"urn:uuid:{instance}"
    if problem.errors:
        body["errors"] = [dict(error) for error in problem.errors]
    options = {"ensure_ascii": False}
    response = JsonResponse(body, status=kind.status, content_type=MEDIA_TYPE, json_dumps_params=options)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def located(field_path: str, message: str, code: str, **more: Any) -> dict[str, Any]:
    """An error in the body: at a field ("rest/from"), or "" for the whole of it."""
    pointer = f"/{field_path}" if field_path else ""
    return {"in": "body", "pointer": pointer, "code": code, "message": message, **more}


def of_status(status: int, request: HttpRequest) -> Problem:
    """What an answer that was no problem document yet becomes; by its status alone."""
    kinds = {kind.status: kind for kind in reversed(KINDS)}
    kind = kinds.get(status) or (INTERNAL if status >= 500 else MALFORMED)
    return Problem(kind, _("There is no %(path)s.") % {"path": request.path} if kind is NOT_FOUND else "")

"""The door for CalDAV clients: read by PROPFIND, REPORT and GET, and never written."""

from datetime import timedelta
from math import ceil
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.connect.access.dav import Came, came
from farflung.server.connect.dav.answers import DavProblem, propfind, report
from farflung.server.connect.dav.calendars import collections
from farflung.server.connect.dav.resources import ROOT, TYPE, Reader, Resource, found
from farflung.server.core.actions.feeds import note_fetch
from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, Taken, take
from farflung.server.core.xml import DAV, Node, XmlProblem, read, written
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.ui.reader import now_of

OFTEN: Final = Limit("dav", 600, timedelta(hours=1))
"""How often one word may ask: a client asks some five times for each look."""

GUESSES: Final = Limit("dav by address", 30, timedelta(minutes=15))
MOST_BODY: Final = 512 * 1024
_READS: Final = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
_WRITES: Final = (
    "PUT",
    "DELETE",
    "PROPPATCH",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "COPY",
    "LOCK",
    "UNLOCK",
    "ACL",
)
_XML: Final = "application/xml; charset=utf-8"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "OPTIONS", "PROPFIND"])
def well_known(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Where a client begins that knows only the site (RFC 6764)."""
    return HttpResponsePermanentRedirect(ROOT)


@csrf_exempt
def dav(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - the path is read whole
    """Everything below `/dav/`."""
    if request.method not in (*_READS, *_WRITES):
        return HttpResponseNotAllowed(_READS)
    now = now_of(request)
    who = came(request.headers.get("Authorization", ""), now)
    if who is None:
        refused = take(GUESSES, client_address(request), now=now)
        return _unknown() if refused.allowed else _later(request, refused)
    taken = take(OFTEN, who.key, now=now)
    if not taken.allowed:
        return _later(request, taken)
    try:
        answer = _answered(request, who)
    except DavProblem as problem:
        answer = HttpResponse(written(problem.body), status=problem.status, content_type=_XML)
    except XmlProblem:
        answer = HttpResponse(status=400)
    answer.headers["DAV"] = "1, calendar-access"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _unknown() -> HttpResponse:
    return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="farflung", charset="UTF-8"'})


def _later(request: HttpRequest, taken: Taken) -> HttpResponse:
    wait = max(1, ceil((taken.again_at - now_of(request)).total_seconds()))
    return HttpResponse(status=429, headers={"Retry-After": str(wait)})


def _answered(request: HttpRequest, who: Came) -> HttpResponse:
    if request.method in _WRITES:
        raise DavProblem(403, (DAV, "need-privileges"))
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": ", ".join(_READS)})
    with translation.override(who.language):
        resource = found(request.path, _reader(request, who))
        if resource is None:
            return HttpResponse(status=404)
        if request.method in ("GET", "HEAD"):
            return _got(request, resource)
        return _multistatus(request, resource)


def _reader(request: HttpRequest, who: Came) -> Reader:
    now = now_of(request)
    atlas, person = on_the_map(who.person.code)
    atlas = with_meetings(atlas, now)
    found_ = collections(atlas, person, who.teams, now, own=who.own)
    if who.feed is not None:
        # The hour of it, so that its owner sees that it is in use; what is in it is told by tags here.
        note_fetch(feed=who.feed, content=who.feed.content, now=now)
    return Reader(who.person.name, who.person.email, found_)


def _got(request: HttpRequest, resource: Resource) -> HttpResponse:
    if resource.object is None:
        return HttpResponseNotAllowed(("OPTIONS", "PROPFIND", "REPORT"))
    tag = f'"{resource.object.tag}"'
    known = tag in request.headers.get("If-None-Match", "")
    answer = HttpResponse(status=304) if known else HttpResponse(resource.object.written(), content_type=TYPE)
    answer.headers["ETag"] = tag
    return answer


def _multistatus(request: HttpRequest, resource: Resource) -> HttpResponse:
    body = _body(request)
    if request.method == "PROPFIND":
        told: Node | bytes = propfind(resource, request.headers.get("Depth", "infinity").strip(), body)
    elif body is None:
        raise XmlProblem("a report is asked for in a body")
    else:
        told = report(resource, body)
    if isinstance(told, bytes):
        return HttpResponse(told, content_type="text/calendar; charset=utf-8")
    return HttpResponse(written(told), status=207, content_type=_XML)


def _body(request: HttpRequest) -> Node | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BODY:
        raise DavProblem(413)
    data = request.body
    return read(data) if data.strip() else None

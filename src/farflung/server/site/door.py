"""The front door: where a stranger is led, and what one may carry in.

Who is nobody yet, and comes to the first page, is led to where one signs in. Elsewhere a stranger gets the
page that says nothing is here, which offers to sign in and come back.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from farflung.server.core.api.frame import UNDER

Respond = Callable[[HttpRequest], HttpResponse]

MOST_BODY = 64 * 1024
"""Bytes that a stranger may send: every form of theirs is far smaller."""


def front_door(respond: Respond) -> Respond:
    """The middleware that stands there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            # No text has it, and the database takes none. To a program it is a value like any that is wrong.
            return HttpResponse(status=422 if request.path.startswith(UNDER) else 400)
        stranger = not request.user.is_authenticated if _matters(request) else False
        if stranger and _is_large(request):
            # Reading it would keep a thread for as long as it is sent. Programs show a token first, and are
            # asked for it before their body is read.
            return HttpResponse(status=413)
        if stranger and request.path == "/" and request.method in ("GET", "HEAD"):
            return redirect("sign_in")
        return respond(request)

    return middleware


def _matters(request: HttpRequest) -> bool:
    return request.path == "/" or _is_large(request)


def _is_large(request: HttpRequest) -> bool:
    if request.path.startswith(("/api/", "/dav/", "/scim/")) and "HTTP_AUTHORIZATION" in request.META:
        return False
    length = request.META.get("CONTENT_LENGTH") or "0"
    streamed = "HTTP_TRANSFER_ENCODING" in request.META
    return streamed or not length.isdecimal() or int(length) > MOST_BODY

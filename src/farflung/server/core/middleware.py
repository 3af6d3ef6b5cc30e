"""The frame of every request: its code, its headers, its line in the log and the count of it."""

import logging
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from farflung.server.core.metrics import count_request
from farflung.server.core.writing import one_look, request_code

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
"""No inline script or style, nothing from elsewhere."""

SAFE = frozenset({"GET", "HEAD"})
"""Methods of requests that only read."""

_log = logging.getLogger("farflung.request")


def request_frame(respond: Respond) -> Respond:
    """Gives the request a code for logs and audit, and the answer its headers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code, begun = uuid.uuid4(), perf_counter()
        token = request_code.set(code)
        try:
            with one_look() if request.method in SAFE else nullcontext():
                response = respond(request)
        finally:
            request_code.reset(token)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["X-Request-Id"] = str(code)
        _tell(request, response.status_code, str(code), perf_counter() - begun)
        return response

    return middleware


def _tell(request: HttpRequest, status: int, code: str, seconds: float) -> None:
    # The pattern, not the address: that may hold whom somebody looked at, or what they searched for.
    route = request.resolver_match.route if request.resolver_match else "unmatched"
    method = str(request.method)
    count_request(method, route, status, seconds)
    _log.info(
        "answered",
        extra={
            "request": code,
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
        },
    )

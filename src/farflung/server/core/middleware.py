"""The frame of every request: its code, its headers, the count of it."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from farflung.server.core.writing import request_code

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
"""No inline script or style, nothing from elsewhere."""


def request_frame(respond: Respond) -> Respond:
    """Gives the request a code for logs and audit, and the answer its headers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = request_code.set(uuid.uuid4())
        try:
            response = respond(request)
        finally:
            request_code.reset(token)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware

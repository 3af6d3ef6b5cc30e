"""The front door: who is nobody yet, and comes to the first page, is led to where one signs in.

Elsewhere a stranger gets the page that says nothing is here, which offers to sign in and come back.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Respond = Callable[[HttpRequest], HttpResponse]


def front_door(respond: Respond) -> Respond:
    """The middleware that stands there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/" and request.method in ("GET", "HEAD") and not request.user.is_authenticated:
            return redirect("sign_in")
        return respond(request)

    return middleware

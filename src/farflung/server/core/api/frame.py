"""The frame of the JSON interface: whatever goes wrong outside of an operation is a problem document too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from farflung.server.core.api.problems import MEDIA_TYPE, answered, of_status

Respond = Callable[[HttpRequest], HttpResponse]
UNDER = "/api/v1/"


def problems_only(respond: Respond) -> Respond:
    """The middleware. What it hands on is never kept by anybody between: it is about people."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if not request.path.startswith(UNDER):
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            plain, response = response, answered(of_status(response.status_code, request))
            if "Allow" in plain.headers:
                response.headers["Allow"] = plain.headers["Allow"]
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware

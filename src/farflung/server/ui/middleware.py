"""In whose clocks and in which language a page is written: the reader's own, never one assumed for them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Respond = Callable[[HttpRequest], HttpResponse]


def language_of_request(respond: Respond) -> Respond:
    """The language that was chosen here, else the one that the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _chosen(request) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = respond(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


def _chosen(request: HttpRequest) -> str | None:
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else None

"""The door of `/scim/v2`: a directory's token, no cookie; every answer in the form of RFC 7644."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from farflung.server.connect.access.scim import client_of
from farflung.server.connect.actions.scim_users import Speaker
from farflung.server.connect.scim.errors import ScimError, malformed
from farflung.server.connect.scim.telling import Resource
from farflung.server.core.actions.tokens import note_use
from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, Taken, take
from farflung.server.core.models import Token
from farflung.server.core.refusal import Refused
from farflung.server.ui.reader import now_of

TYPE: Final = "application/scim+json"
MOST_BODY: Final = 1024 * 1024
GUESSES: Final = Limit("scim by address", 30, timedelta(minutes=15))
"""How often one client may come with a word that opens nothing. No guess would hit; it spares the table."""


def often() -> Limit:
    """How often one directory may ask: as often as any program."""
    return Limit("scim", settings.ENVIRONMENT.api_rate, timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Call:
    """A request that has come through the door. `root` is the address of the service."""

    request: HttpRequest
    token: Token
    now: datetime
    root: str

    @property
    def speaker(self) -> Speaker:
        """Who speaks."""
        return Speaker.of(self.token, self.now)

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return self.request.GET.dict()

    def body(self) -> dict[str, Any]:
        """What was sent: an object, of a bounded size; raises `ScimError`."""
        length = self.request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MOST_BODY:
            raise ScimError(413, f"At most {MOST_BODY} bytes at once.")
        try:
            found = json.loads(self.request.body)
            whole = json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):  # half a character is a ValueError too
            raise malformed("The body is no JSON.") from None
        if b"\\u0000" in whole:
            raise malformed("No text has the character NUL in it.")
        if not isinstance(found, dict):
            raise malformed("The body is a JSON object.")
        return found

    def must_match(self, resource: Resource) -> None:
        """Raises `ScimError` where the directory would change another version than it knows."""
        wanted = self.request.headers.get("If-Match", "*")
        if wanted != "*" and resource["meta"]["version"] not in [one.strip() for one in wanted.split(",")]:
            raise ScimError(412, "It has changed since that version.")


Respond = Callable[..., HttpResponse]


def door(*methods: str) -> Callable[[Respond], Respond]:
    """A view behind the door: it is given a `Call`, and only by these methods."""

    def kept(view: Respond) -> Respond:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise ScimError(405, f"{request.method} is not possible here.")
                return view(_entered(request), **parts)
            except ScimError as error:
                return told(error.body, error.status, Allow=", ".join(methods) if error.status == 405 else "")
            except Refused as refusal:
                because = _refused(refusal)
                return told(because.body, because.status)
            except _LaterError as later:
                return told(ScimError(429, "Too often.").body, 429, **{"Retry-After": str(later.seconds)})
            except _UnknownError:
                unknown = ScimError(401, "This needs the token of a directory.")
                return told(unknown.body, 401, **{"WWW-Authenticate": 'Bearer realm="farflung"'})

        return answer

    return kept


class _LaterError(Exception):
    def __init__(self, taken: Taken, now: datetime) -> None:
        super().__init__()
        self.seconds = max(1, ceil((taken.again_at - now).total_seconds()))


class _UnknownError(Exception):
    pass


def _entered(request: HttpRequest) -> Call:
    now = now_of(request)
    kind, _space, word = request.headers.get("Authorization", "").partition(" ")
    token = client_of(word.strip(), now) if kind.casefold() == "bearer" else None
    if token is None:
        refused = take(GUESSES, client_address(request), now=now)
        raise _UnknownError if refused.allowed else _LaterError(refused, now)
    taken = take(often(), str(token.code), now=now)
    if not taken.allowed:
        raise _LaterError(taken, now)
    note_use(token=token, now=now)
    root = request.build_absolute_uri(reverse("scim")).rpartition("/")[0]
    return Call(request, token, now, root)


def _refused(refusal: Refused) -> ScimError:
    if refusal.code == "taken":
        return ScimError(409, str(refusal.message), "uniqueness")
    if refusal.code == "last-operator":
        return ScimError(403, str(refusal.message))
    return ScimError(400, str(refusal.message), "invalidValue")


def told(body: Resource | None, status: int = 200, **headers: str) -> HttpResponse:
    """An answer; about people, so nobody between keeps it."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    answer = HttpResponse(content, status=status, content_type=TYPE)
    answer.headers["Cache-Control"] = "private, no-store"
    version = (body or {}).get("meta", {}).get("version")
    if version:
        answer.headers["ETag"] = version
    for name, value in headers.items():
        if value:
            answer.headers[name] = value
    return answer


def one(call: Call, resource: Resource, status: int = 200) -> HttpResponse:
    """A resource; 304 where the directory has just this version."""
    version = resource["meta"]["version"]
    if call.request.method == "GET" and version in call.request.headers.get("If-None-Match", ""):
        return told(None, 304, ETag=version)
    where = resource["meta"]["location"]
    return told(resource, status, Location=where, ETag=version)

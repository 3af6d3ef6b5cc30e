"""The door of the JSON interface: a personal token with a scope, or a browser that is signed in.

A token only narrows: what its account may not see or do, the token may not either.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from farflung.server.core import clock
from farflung.server.core.access import token_of
from farflung.server.core.actions.tokens import note_use
from farflung.server.core.api.kinds import CSRF, SCOPE_MISSING, TOO_MANY, UNAUTHENTICATED
from farflung.server.core.api.problems import Problem
from farflung.server.core.limits import Limit, take
from farflung.server.core.models import Account


class Scope(StrEnum):
    """What a token is made for."""

    READ_PEOPLE = "read:people"
    READ_TIME = "read:time"
    READ_INBOX = "read:inbox"
    WRITE_ME = "write:me"
    WRITE_MESSAGES = "write:messages"
    WRITE_CALENDARS = "write:calendars"
    WRITE_MEETINGS = "write:meetings"
    WRITE_COMPANY = "write:company"


SCOPE_TEXTS: Final = {
    Scope.READ_PEOPLE: gettext_lazy("Read people, teams and what is kept about me"),
    Scope.READ_TIME: gettext_lazy("Read hours, places, overlap, clock changes and holidays"),
    Scope.READ_INBOX: gettext_lazy("Read my messages"),
    Scope.WRITE_MESSAGES: gettext_lazy("Write to colleagues in my name"),
    Scope.WRITE_ME: gettext_lazy("Change what is mine to say: profile, hours, places, absences"),
    Scope.WRITE_CALENDARS: gettext_lazy("Make addresses of my calendars: whoever has one reads it"),
    Scope.WRITE_MEETINGS: gettext_lazy("Make meetings in my name, and change those that I keep"),
    Scope.WRITE_COMPANY: gettext_lazy(
        "Do for the company what my roles let me: people, teams, imports, roles"
    ),
}
"""Each in words, for who makes a token."""


def limit() -> Limit:
    """How often one token, or one account in a browser, may ask."""
    return Limit("api", settings.ENVIRONMENT.api_rate, timedelta(minutes=1))


class PersonalToken(HttpBearer):
    """`Authorization: Bearer ff_…`; made on the page of tokens."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Account:
        """The account of the token, which is who asks from now on."""
        now = _now(request)
        found = token_of(token.strip(), now)
        if found is None:
            raise _unknown()
        _count(f"token {found.code}", now)
        if self.scope not in found.scopes:
            text = _("This needs the scope %(scope)s.") % {"scope": self.scope}
            raise Problem(SCOPE_MISSING, text)
        note_use(token=found, now=now)
        request.user = found.account
        return found.account


class Session(APIKeyCookie):
    """A browser that is signed in, for the interactive documentation; every write shows the form's token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # looked at below, with an answer of ours

    def authenticate(self, request: HttpRequest, key: str | None) -> Account:  # noqa: ARG002 - Django has read it
        """The account that is signed in."""
        if "Authorization" in request.headers or not isinstance(request.user, Account):
            raise _unknown()
        if not request.user.is_active:
            raise _unknown()
        if check_csrf(request) is not None:
            raise Problem(CSRF)
        _count(f"account {request.user.code}", _now(request))
        return request.user


def needs(scope: Scope) -> Sequence[Any]:
    """The two ways through the door of an operation."""
    return [PersonalToken(scope), Session()]


def _now(request: HttpRequest) -> datetime:
    if not hasattr(request, "farflung_now"):
        request.farflung_now = clock.now()  # type: ignore[attr-defined]
    now: datetime = request.farflung_now  # type: ignore[attr-defined]
    return now


def _unknown() -> Problem:
    return Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": 'Bearer realm="farflung"'})


def _count(whose: str, now: datetime) -> None:
    taken = take(limit(), whose, now=now)
    if not taken.allowed:
        seconds = max(1, round((taken.again_at - now).total_seconds()))
        text = _("At most %(most)d in a minute.") % {"most": limit().most}
        raise Problem(TOO_MANY, text, headers={"Retry-After": str(seconds)})

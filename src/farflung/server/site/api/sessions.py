"""The browsers that are signed in to my account: listed, and signed out one by one or everywhere."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from farflung.server.core.access import get_session, sessions_of
from farflung.server.core.actions.sessions import end_session, end_sessions
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Moment, Told
from farflung.server.org.access import asker
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
READ, WRITE = needs(Scope.READ_PEOPLE), needs(Scope.WRITE_ME)


class SessionTold(Told):
    """A browser: what it says it is, since when, and the date in UTC on which it was last used."""

    id: UUID
    device: str
    since: Moment
    used_on: date


@router.get("/me/sessions", response=list[SessionTold], auth=READ, summary="Where I am signed in")
def sessions(request: HttpRequest) -> list[SessionTold]:
    """Neither address nor place of any is kept."""
    found = sessions_of(asker(request).account)
    return [
        SessionTold(id=one.code, device=one.device, since=one.since, used_on=one.used_on) for one in found
    ]


@router.delete("/me/sessions/{uuid:id}", response={204: None}, auth=WRITE, summary="Sign a browser out")
def end(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It has to sign in anew."""
    account = asker(request).account
    end_session(signed_in=get_session(account, id), by=account, now=now_of(request))
    return Status(204, None)


@router.delete("/me/sessions", response={204: None}, auth=WRITE, summary="Sign out everywhere")
def end_all(request: HttpRequest) -> Status[None]:
    """Every browser; tokens stay as they are."""
    end_sessions(account=asker(request).account, now=now_of(request))
    return Status(204, None)

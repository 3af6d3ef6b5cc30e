"""Calendars for other programs: listed, made, revoked."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Status
from pydantic import Field

from farflung.server.connect.access.feeds import address_of, team_for_feed
from farflung.server.core.access import feeds_of, get_feed
from farflung.server.core.actions.feeds import make_feed, revoke_feed
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Given, Line, Moment, Told
from farflung.server.core.models import CalendarFeed
from farflung.server.org.access import Asker, Role, require
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_CALENDARS)
What = Literal["own", "hours", "team"]


class FeedTold(Told):
    """A calendar of mine. `prefix` is how the secret word in its address begins."""

    id: UUID
    what: What
    team: UUID | None
    name: str
    prefix: str
    created_at: Moment
    used_at: Moment | None
    revoked_at: Moment | None


class FeedMade(FeedTold):
    """The same with its address, which is told this once."""

    address: str


class CalendarGiven(Given):
    """`team` is the id of a team, where `what` says that it is a team's."""

    what: What
    team: UUID | None = Field(None, description="of a team that I see, for `what` = `team`")
    name: Line = Field(min_length=1, max_length=80)


@router.get("/me/calendars", response=list[FeedTold], auth=READ, summary="My calendars for programs")
def my_calendars(request: HttpRequest) -> list[FeedTold]:
    """All of them, the newest first, also those that are revoked."""
    return [FeedTold(**_told(feed)) for feed in feeds_of(_member(request).account)]


@router.post(
    "/me/calendars", response={201: FeedMade}, auth=WRITE, summary="Make the secret address of a calendar"
)
def make_calendar(request: HttpRequest, given: CalendarGiven) -> Status[FeedMade]:
    """Whoever has the address reads the calendar, for as long as it is not revoked."""
    asking = _member(request)
    team = team_for_feed(asking, given.team or UUID(int=0)).code if given.what == "team" else None
    feed, word = make_feed(
        kind=given.what, team=team, name=given.name, language=get_language() or "en", by=asking.account,
        now=now_of(request),
    )  # fmt: skip
    return Status(201, FeedMade(**_told(feed), address=address_of(request, word)))


@router.delete(
    "/me/calendars/{uuid:id}", response={204: None}, auth=WRITE, summary="Revoke a calendar's address"
)
def revoke_calendar(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It shows nothing from now on; no error where it did not before."""
    account = _member(request).account
    revoke_feed(feed=get_feed(account, id), by=account, now=now_of(request))
    return Status(204, None)


def _member(request: HttpRequest) -> Asker:
    return require(request, Role.MEMBER)


def _told(feed: CalendarFeed) -> dict[str, Any]:
    return {
        "id": feed.code, "what": feed.kind, "team": feed.team, "name": feed.name, "prefix": feed.prefix,
        "created_at": feed.created_at, "used_at": feed.used_at, "revoked_at": feed.revoked_at,
    }  # fmt: skip

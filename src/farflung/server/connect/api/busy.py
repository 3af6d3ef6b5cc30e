"""Calendars elsewhere by which others see when I am busy: listed, joined, read, left."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from farflung.server.clock.queries.busy import counts
from farflung.server.connect.access.calendars import calendars_of, get_calendar
from farflung.server.connect.actions import calendars
from farflung.server.connect.models import JoinedCalendar
from farflung.server.connect.planning.calendar_words import trouble_text
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Given, Line, Moment, Told
from farflung.server.org.access import Role, member, require
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_ME)
Kind = Literal["ics", "caldav"]
Means = Literal["tentative", "busy", "free"]


class JoinedTold(Told):
    """A calendar that I joined; its address is told to nobody once it is kept.

    `times` is at how many times I am busy by it, `left_out` how many entries could not be placed. `trouble`
    is what went wrong last, "" for nothing. `next_at` is null for one that is not read any more.
    """

    id: UUID
    kind: str
    name: str
    host: str
    unanswered: str
    times: int
    left_out: int
    created_at: Moment
    read_at: Moment | None
    next_at: Moment | None
    trouble: str


class JoinGiven(Given):
    """An ICS address, or the address of a CalDAV server or calendar with a password for programs.

    `unanswered` is what an invitation counts as that I have not answered.
    """

    kind: Kind
    name: Line = Field(min_length=1, max_length=80)
    url: str = Field(min_length=1, max_length=2000)
    user: Annotated[str, Field(default="", max_length=254)]
    password: Annotated[str, Field(default="", max_length=254)]
    unanswered: Means = "tentative"


class UnansweredGiven(Given):
    """What an invitation counts as that I have not answered."""

    unanswered: Means


@router.get("/me/busy", response=list[JoinedTold], auth=READ, summary="Calendars that I joined")
def joined(request: HttpRequest) -> list[JoinedTold]:
    """In the order in which I joined them. Nobody else learns that there are any."""
    require(request, Role.MEMBER)
    return _told(list(calendars_of(member(request))))


@router.post("/me/busy", response={201: JoinedTold}, auth=WRITE, summary="Join a calendar of mine")
def join(request: HttpRequest, given: JoinGiven) -> Status[JoinedTold]:
    """Only when I am busy is kept of it. It is read within a minute, then every hour.

    Where I had other servers asked twelve times in this hour, it is read in an hour: `next_at` tells.
    """
    asking = require(request, Role.MEMBER)
    row = calendars.join_calendar(
        person=member(request),
        entered=calendars.Entered(**given.model_dump()),
        by=asking.account,
        now=now_of(request),
    )
    return Status(201, _told([row])[0])


@router.patch("/me/busy/{uuid:id}", response=JoinedTold, auth=WRITE, summary="Change what it counts")
def change(request: HttpRequest, id: UUID, given: UnansweredGiven) -> JoinedTold:  # noqa: A002
    """It is read anew for that: at once where that is not too often and it lets us in, else at `next_at`."""
    asking, row = require(request, Role.MEMBER), get_calendar(member(request), id)
    calendars.change_calendar(
        calendar=row, unanswered=given.unanswered, by=asking.account, now=now_of(request)
    )
    row.refresh_from_db()
    return _told([row])[0]


@router.post("/me/busy/{uuid:id}/read", response={202: None}, auth=WRITE, summary="Read it now")
def read(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """Within a minute; also one that is not read any more. At most twelve times an hour, joining and changing
    counted; refused after that."""
    asking, row = require(request, Role.MEMBER), get_calendar(member(request), id)
    calendars.read_soon(calendar=row, by=asking.account, now=now_of(request))
    return Status(202, None)


@router.delete("/me/busy/{uuid:id}", response={204: None}, auth=WRITE, summary="Leave a calendar")
def leave(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """With everything that was read of it."""
    asking, row = require(request, Role.MEMBER), get_calendar(member(request), id)
    calendars.leave_calendar(calendar=row, by=asking.account, now=now_of(request))
    return Status(204, None)


def _told(rows: list[JoinedCalendar]) -> list[JoinedTold]:
    known = counts(row.code for row in rows)
    return [
        JoinedTold(
            id=row.code, kind=row.kind, name=row.name, host=row.host,
            unanswered=row.unanswered, times=known.get(row.code, 0),
            left_out=row.left_out, created_at=row.created_at, read_at=row.read_at, next_at=row.next_at,
            trouble=trouble_text(row.trouble),
        )
        for row in rows
    ]  # fmt: skip

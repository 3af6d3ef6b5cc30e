"""My messages, and notes to colleagues."""

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status
from ninja.params.functions import Query
from pydantic import AfterValidator, Field

from farflung.engine.flow import HeldBy
from farflung.server.clock.planning.landing import ForSender, for_sender
from farflung.server.connect.access import box_of, get_landed, get_sent, holder, landed, waiting
from farflung.server.connect.actions import notes
from farflung.server.connect.planning.held import held_back
from farflung.server.connect.planning.wording import Names, written
from farflung.server.connect.queries import names_of
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit, Yes
from farflung.server.core.api.shapes import Flag, Given, Moment, Page, Text, Told
from farflung.server.core.models import Message
from farflung.server.org.access import asker, get_person, member
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Person
from farflung.server.ui.api import Local, Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["messages"])
READ, WRITE, MARK = needs(Scope.READ_INBOX), needs(Scope.WRITE_MESSAGES), needs(Scope.WRITE_ME)


class MessageTold(Told):
    """A message that has come to me, in my language. `sender` is null where it is the site."""

    id: UUID
    sender: Ref | None
    purpose: str
    kind: str
    title: str
    text: str
    landed_at: Moment
    unread: bool


class WaitingTold(Told):
    """A message on its way to me; `lands_at` is null while that is worked out, or for want of hours.

    `held_by` is what held it when it was written; nobody else is told."""

    sender: Ref | None
    purpose: str
    lands_at: Moment | None
    held_by: HeldBy


class UnreadGiven(Given):
    """Whether it counts as new."""

    unread: Flag


class NoteGiven(Given):
    """A note; urgent reaches at once who is on duty, and nobody else sooner."""

    text: Annotated[Text, AfterValidator(str.strip)] = Field(min_length=1, max_length=notes.LONGEST)
    urgent: Flag = False


class OnDutyTold(Told):
    """Somebody on duty now, with their clock."""

    person: Ref
    duty: str
    clock: Local


class LandingTold(Told):
    """When a message of now lands: `lands_at` null where no hours are known within a year."""

    lands_at: Moment | None
    recipient_clock: Local | None
    at_once: bool
    on_duty: list[OnDutyTold]


class SentTold(Told):
    """A note that was sent, and when it lands."""

    id: UUID
    landing: LandingTold


@router.get("/me/inbox", response=Page[MessageTold], auth=READ, summary="My messages")
def inbox(
    request: HttpRequest,
    limit: Limit,
    after: After,
    unread: Annotated[Yes, Query(False, description="only those that are new")],
) -> Page[MessageTold]:
    """What has come, the newest first. Reading it here marks nothing."""
    found = landed(box_of(holder(request)))
    if after is not None:
        last = found.filter(code=after).first()
        if last is not None and last.settled_at is not None:
            found = found.filter(settled_at__lte=last.settled_at).exclude(
                settled_at=last.settled_at, pk__gte=last.pk
            )
    rows = list((found.filter(unread=True) if unread else found)[: limit + 1])
    names = names_of(row.sender for row in rows)
    told = [_told(row, names) for row in rows[:limit]]
    return Page(items=told, next=str(rows[limit - 1].code) if len(rows) > limit else None)


@router.get("/me/inbox/waiting", response=list[WaitingTold], auth=READ, summary="What is on its way to me")
def on_its_way(request: HttpRequest) -> list[WaitingTold]:
    """At most 200; mine alone to know."""
    rows = list(waiting(box_of(holder(request)))[:200])
    names = names_of(row.sender for row in rows)
    return [
        WaitingTold(
            sender=_ref(row, names), purpose=row.purpose, lands_at=row.lands_at, held_by=found.by
        )
        for row, found in zip(rows, held_back(rows), strict=True)
    ]  # fmt: skip


@router.patch("/me/inbox/{uuid:id}", response=MessageTold, auth=MARK, summary="Mark a message")
def mark(request: HttpRequest, id: UUID, given: UnreadGiven) -> MessageTold:  # noqa: A002
    """As read, or as new; nobody else learns of it."""
    asking = holder(request)
    row = get_landed(asking, id)
    notes.mark(message=row, unread=given.unread, by=asking.account, now=now_of(request))
    row.refresh_from_db()
    return _told(row, names_of([row.sender]))


@router.get(
    "/people/{uuid:id}/landing", response=LandingTold, auth=WRITE, summary="When a message would land"
)
def landing(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    urgent: Annotated[Yes, Query(False)],
) -> LandingTold:
    """Of now; and who is on duty, for what cannot wait."""
    return _landing(request, _other(request, id), urgent=urgent)


@router.post("/people/{uuid:id}/notes", response={201: SentTold}, auth=WRITE, summary="Write to a colleague")
def write(request: HttpRequest, id: UUID, given: NoteGiven) -> Status[SentTold]:  # noqa: A002
    """It lands in their own hours, never in their rest."""
    asking, to = asker(request), _other(request, id)
    row = notes.send_note(
        sender=member(request),
        to=to,
        text=given.text,
        urgent=given.urgent,
        by=asking.account,
        now=now_of(request),
    )
    return Status(201, SentTold(id=row.code, landing=_landing(request, to, urgent=given.urgent)))


@router.delete("/me/sent/{uuid:id}", response={204: None}, auth=WRITE, summary="Take a note back")
def take_back(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """As long as it has not landed."""
    asking = holder(request)
    notes.take_back(message=get_sent(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


def _other(request: HttpRequest, code: UUID) -> Person:
    to = get_person(asker(request), code)
    if to.pk == member(request).pk:
        raise Http404
    return to


def _landing(request: HttpRequest, to: Person, *, urgent: bool) -> LandingTold:
    atlas, person = on_the_map(to.code)
    now = now_of(request)
    found: ForSender = for_sender(atlas, person, now, urgent=urgent)
    duty = [
        OnDutyTold(
            person=Ref(id=UUID(one.person.id), name=one.person.name), duty=one.duty,
            clock=Local.of(now, one.zone),
        )
        for one in found.on_duty
    ]  # fmt: skip
    clock = Local.of(found.at, found.zone) if found.at else None
    return LandingTold(lands_at=found.at, recipient_clock=clock, at_once=found.at_once, on_duty=duty)


def _told(row: Message, names: Names) -> MessageTold:
    says = written(row, names)
    return MessageTold(
        id=row.code, sender=_ref(row, names), purpose=row.purpose, kind=row.kind, title=says.title,
        text=says.body, landed_at=row.settled_at or row.posted_at, unread=row.unread,
    )  # fmt: skip


def _ref(row: Message, names: Names) -> Ref | None:
    if row.sender is None or row.sender not in names:
        return None
    return Ref(id=row.sender, name=names[row.sender])

"""Findings: what will hurt whom, and what is decided about it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query
from pydantic import Field

from farflung.server.clock.access import get_kept_meeting
from farflung.server.clock.access.findings import get_finding, get_settled, own_findings, visible_findings
from farflung.server.clock.actions import findings as actions
from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_fix import HOURS
from farflung.server.clock.planning.finding_page import Shown, ShownFix, shown
from farflung.server.clock.planning.finding_steps import series_of
from farflung.server.clock.planning.finding_words import owner_of, title_of
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.whom import standpoint
from farflung.server.clock.queries.findings import Wanted, listed
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit, Yes
from farflung.server.core.api.shapes import Given, Instant, Moment, Page, Text, Told
from farflung.server.org.access import asker, member
from farflung.server.ui.api import Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["findings"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_COMPANY)
SEVERITIES = {1: "note", 2: "warning", 3: "error"}
_STATE = "open, accepted, snoozed, fixed or gone; all of them where it is empty"


class FindingTold(Told):
    """A finding. `rule` is an id of the table of checks; `owner` is null where a desk looks after it.

    `first_at` and `last_at` are the first and last time at which it hits, null where it always does.
    """

    id: UUID
    rule: str
    severity: str
    title: str
    state: str
    until: Moment | None
    team: Ref | None
    owner: Ref | None
    owner_name: str
    meeting: UUID | None
    first_at: Moment | None
    last_at: Moment | None
    hits_me: bool
    found_at: Moment
    back_at: Moment | None


class SpanTold(Told):
    """A time at which it hits."""

    start: Moment
    end: Moment


class FixTold(Told):
    """What would mend it: `how` is turns, anchor, date or leave of a series; hours of people, who are asked;
    agreement or core, which are written at `href`; sessions, which are found there; empty where it is said in
    `action` alone.

    `mine` says that whoever asks can do it, or ask for it, with `fix` and the `number`.
    """

    number: int
    how: str
    action: str
    effect: str
    times: list[str]
    zone: str
    dates: list[Moment]
    to: Moment | None
    mine: bool
    href: str


class FindingWhole(FindingTold):
    """One of them with everything that the asker is told. `people` is null where it is not told whom it hits;
    `cost` are points, of the asker alone. Cause, basis, action and effect are in the language of the request,
    with times on the asker's clock."""

    people: list[Ref] | None
    next: list[SpanTold]
    cost: float | None
    cause: str
    basis: str
    because: str
    fixes: list[FixTold]
    settles: bool


class AcceptGiven(Given):
    """Why it is as it is meant to be."""

    because: Annotated[Text, Field(min_length=1, max_length=actions.LONGEST_REASON)]


class SnoozeGiven(AcceptGiven):
    """Why it can wait, and until when."""

    until: Instant


class FixGiven(Given):
    """Which of the fixes, by its number."""

    number: Annotated[int, Field(ge=0, le=999)]


@router.get("/findings", response=Page[FindingTold], auth=READ, summary="Findings")
def findings(  # noqa: PLR0913 - each is a parameter of the address
    request: HttpRequest,
    limit: Limit,
    after: After,
    everybody: Annotated[Yes, Query(False, alias="all", description="all that I may see, not mine alone")],
    state: Annotated[Finding.State | None, Query(Finding.State.OPEN, description=_STATE)],
    severity: Annotated[int | None, Query(None, ge=1, le=3, description="1 note, 2 warning, 3 error")],
    team: Annotated[UUID | None, Query(None)],
    meeting: Annotated[UUID | None, Query(None)],
) -> Page[FindingTold]:
    """The worst first: those that are mine to look after."""
    person, asking = member(request), asker(request)
    rows = visible_findings(asking) if everybody else own_findings(asking)
    found = listed(rows, Wanted(state.value if state else "", severity, team, meeting), person)
    codes = list(found.values_list("code", flat=True))
    start = codes.index(after) + 1 if after in codes else 0
    shown_rows = list(found[start : start + limit])
    more = len(codes) > start + limit
    told = [FindingTold(**_told(row)) for row in shown_rows]
    return Page(items=told, next=str(shown_rows[-1].code) if more else None)


@router.get("/findings/{uuid:id}", response=FindingWhole, auth=READ, summary="A finding")
def finding(request: HttpRequest, id: UUID) -> FindingWhole:  # noqa: A002
    """As much of it as the asker is told."""
    member(request)
    return _whole(request, get_finding(asker(request), id))


@router.post("/findings/{uuid:id}/accept", response=FindingWhole, auth=WRITE, summary="Accept a finding")
def accept(request: HttpRequest, id: UUID, given: AcceptGiven) -> FindingWhole:  # noqa: A002
    """It is as it is meant to be; it opens again when it gets worse."""
    asking = asker(request)
    row, person = get_settled(asking, id), member(request)
    actions.accept_finding(
        finding=row, because=given.because, person=person, by=asking.account, now=now_of(request)
    )
    return _whole(request, get_finding(asking, id))


@router.post("/findings/{uuid:id}/snooze", response=FindingWhole, auth=WRITE, summary="Put a finding off")
def snooze(request: HttpRequest, id: UUID, given: SnoozeGiven) -> FindingWhole:  # noqa: A002
    """It is open again then, if it is still there."""
    asking = asker(request)
    row, person = get_settled(asking, id), member(request)
    actions.snooze_finding(
        finding=row, because=given.because, until=given.until, person=person, by=asking.account,
        now=now_of(request),
    )  # fmt: skip
    return _whole(request, get_finding(asking, id))


@router.post("/findings/{uuid:id}/reopen", response=FindingWhole, auth=WRITE, summary="Open a finding again")
def reopen(request: HttpRequest, id: UUID) -> FindingWhole:  # noqa: A002
    """What was accepted or put off."""
    asking = asker(request)
    row, person = get_settled(asking, id), member(request)
    actions.reopen_finding(finding=row, person=person, by=asking.account, now=now_of(request))
    return _whole(request, get_finding(asking, id))


@router.post("/findings/{uuid:id}/fix", response=FindingWhole, auth=WRITE, summary="Mend it in one step")
def fix(request: HttpRequest, id: UUID, given: FixGiven) -> FindingWhole:  # noqa: A002
    """Changes the series, for who may; where hours of people would mend it, asks them, each once."""
    asking = asker(request)
    row, person = get_finding(asking, id), member(request)
    proposed = row.fixes[given.number] if given.number < len(row.fixes) else {}
    series = series_of(row, proposed) if proposed else row.meeting
    if series is None:
        get_settled(asking, id)
    else:
        get_kept_meeting(asking, series.code)
    here = standpoint(request, asking)
    now, by = here.reader.now, asking.account
    if proposed.get("how") == HOURS:
        actions.ask_for_hours(finding=row, number=given.number, asker=asking, person=person, by=by, now=now)
    else:
        actions.fix_finding(
            finding=row, number=given.number, atlas=with_meetings(here.atlas, now), person=person, by=by,
            now=now,
        )  # fmt: skip
    return _whole(request, get_finding(asking, id))


def _told(row: Finding) -> dict[str, Any]:
    return {
        "id": row.code, "rule": row.rule, "severity": SEVERITIES[row.severity], "title": title_of(row),
        "state": row.state, "until": row.until, "team": Ref.maybe(row.team), "owner": Ref.maybe(row.owner),
        "owner_name": owner_of(row), "meeting": row.meeting.code if row.meeting else None,
        "first_at": row.first_at, "last_at": row.last_at, "hits_me": getattr(row, "hits_me", False),
        "found_at": row.found_at, "back_at": row.back_at,
    }  # fmt: skip


def _whole(request: HttpRequest, row: Finding) -> FindingWhole:
    here = standpoint(request, asker(request))
    found: Shown = shown(here.atlas, asker(request), row, here.reader)
    people = None
    if found.people is not None:
        people = [Ref(id=UUID(one.id), name=one.name) for one in found.people]
    return FindingWhole(
        **{**_told(row), "hits_me": found.me},
        people=people, next=[SpanTold(start=one.start, end=one.end) for one in found.spans],
        cost=found.cost, cause=found.cause, basis=found.basis, because=row.because,
        fixes=[_fix(one) for one in found.fixes], settles=found.settles,
    )  # fmt: skip


def _fix(one: ShownFix) -> FixTold:
    times = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in one.times]
    return FixTold(
        number=one.number, how=one.how, action=one.action, effect=one.effect, times=times, zone=one.zone,
        dates=list(one.dates), to=one.to, mine=one.doable or one.asks, href=one.href,
    )  # fmt: skip

"""Working agreements: read, and written with a look first at what the text would flag."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from farflung.engine.checks import Finding
from farflung.server.clock.access import (
    agreeing_teams,
    agrees_for_all,
    get_agreement,
    get_kept_agreement,
    insider,
    keeps_agreement,
    visible_meetings,
)
from farflung.server.clock.actions.agreements import (
    LONGEST_REASON,
    Writing,
    change_agreement,
    end_agreement,
    make_agreement,
)
from farflung.server.clock.api.meetings import wrong
from farflung.server.clock.models import Agreement, AgreementVersion
from farflung.server.clock.planning.agreement_effect import effect
from farflung.server.clock.planning.agreement_words import sentences
from farflung.server.clock.planning.agreements import MOST_LETTERS, read
from farflung.server.clock.planning.flagged import flagged
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.kinds import NOT_FOUND
from farflung.server.core.api.problems import Problem
from farflung.server.core.api.shapes import Given, Line, Moment, Told
from farflung.server.org.access import Asker, Role, require
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team
from farflung.server.ui.api import Ref
from farflung.server.ui.reader import Reader, now_of
from farflung.server.ui.told import told

router = Router(tags=["agreements"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_COMPANY)
MOST_TOLD = 200
"""Findings of a preview that are told one by one; of more it is told how many there are."""


class AgreementLine(Told):
    """An agreement; `team` is null for one of the company."""

    id: UUID
    name: str
    team: Ref | None
    expires: date | None
    ended: bool


class AgreementTold(AgreementLine):
    """With its newest text, and what it says in plain words. `unread` places of it hold nothing."""

    version: int
    text: str
    words: list[str]
    unread: int
    keeps: bool


class VersionTold(Told):
    """What it said from an instant on, and why; `by` is null where that is nobody here."""

    number: int
    at: Moment
    by: Ref | None
    because: str
    text: str


class WrongTold(Told):
    """A place of the text that cannot be read."""

    line: int | None
    message: str


class FlaggedTold(Told):
    """What a rule flags, in the language of the request."""

    rule: str
    severity: str
    title: str
    cause: str


class EffectTold(Told):
    """What saving the text would do: `new` is flagged then and is not now, `ended` the other way round.

    `new_in_all` and `ended_in_all` count what is too much to be told; `stays` stays flagged, `left` rules
    were not asked for want of time. Of meetings only those that whoever asks may open.
    """

    wrong: list[WrongTold]
    words: list[str]
    new: list[FlaggedTold]
    ended: list[FlaggedTold]
    new_in_all: int
    ended_in_all: int
    stays: int
    left: int


class PreviewGiven(Given):
    """A text, and whose it is: of an agreement that there is, or of a new one of a team or the company."""

    text: Annotated[str, Field(max_length=MOST_LETTERS)]
    agreement: UUID | None = None
    team: UUID | None = None


class TextGiven(Given):
    """A text and why it is so; `team` null is the company."""

    text: Annotated[str, Field(max_length=MOST_LETTERS)]
    because: Annotated[Line, Field(default="", max_length=LONGEST_REASON)]
    team: UUID | None = None


class VersionGiven(Given):
    """Another text. `version` is the newest that its writer has seen."""

    text: Annotated[str, Field(max_length=MOST_LETTERS)]
    because: Annotated[Line, Field(default="", max_length=LONGEST_REASON)]
    version: Annotated[int, Field(ge=0, le=10**8)]


@router.get("/agreements", response=list[AgreementLine], auth=READ, summary="Working agreements")
def agreements(request: HttpRequest) -> list[AgreementLine]:
    """All, those that were ended last."""
    insider(request)
    rows = Agreement.objects.select_related("team").order_by("team__name", "name", "pk")
    return sorted((AgreementLine(**_line(row)) for row in rows), key=lambda one: one.ended)


@router.get("/agreements/{uuid:id}", response=AgreementTold, auth=READ, summary="A working agreement")
def agreement(request: HttpRequest, id: UUID) -> AgreementTold:  # noqa: A002
    """As it holds now."""
    asking = insider(request)
    return _told(asking, get_agreement(asking, id))


@router.get(
    "/agreements/{uuid:id}/versions", response=list[VersionTold], auth=READ, summary="What it said when"
)
def versions(request: HttpRequest, id: UUID) -> list[VersionTold]:  # noqa: A002
    """The newest first."""
    rows = get_agreement(insider(request), id).versions.select_related("by").order_by("-number")
    return [
        VersionTold(number=one.number, at=one.at, by=Ref.maybe(one.by), because=one.because, text=one.text)
        for one in rows
    ]


@router.post(
    "/agreements/preview",
    response=EffectTold,
    auth=READ,
    summary="What a text would flag",
)
def preview(request: HttpRequest, given: PreviewGiven) -> EffectTold:
    """Nothing is written. For who may write it."""
    asking = require(request, Role.LEAD, Role.PEOPLE, Role.COMPLIANCE)
    row = get_kept_agreement(asking, given.agreement) if given.agreement else None
    team = row.team if row else _team(asking, given.team)
    found = read(given.text, team=team.name if team else None)
    meetings = {str(one) for one in visible_meetings(asking).values_list("code", flat=True)}
    code = str(row.code) if row else ""
    reader = standpoint(request, asking).reader
    does = effect(current().atlas, now_of(request), code=code, after=found.agreement, meetings=meetings)
    return EffectTold(
        wrong=[
            WrongTold(line=one.line, message=f"{told(one.message)} {told(one.remedy)}".strip())
            for one in found.problems
        ],
        words=list(sentences(found.agreement)) if found.agreement else [],
        new=_flagged(does.new, reader), new_in_all=len(does.new),
        ended=_flagged(does.ended, reader), ended_in_all=len(does.ended),
        stays=does.stays, left=does.left,
    )  # fmt: skip


@router.post("/agreements", response={201: AgreementTold}, auth=WRITE, summary="Make an agreement")
def make(request: HttpRequest, given: TextGiven) -> Status[AgreementTold]:
    """Of a team by its lead; of any team and the company by people operations and compliance."""
    asking = require(request, Role.LEAD, Role.PEOPLE, Role.COMPLIANCE)
    said = Writing(given.text, given.because, asking.person)
    row = make_agreement(said=said, team=_team(asking, given.team), by=asking.account, now=now_of(request))
    return Status(201, _told(asking, row))


@router.post(
    "/agreements/{uuid:id}/versions", response=AgreementTold, auth=WRITE, summary="Another version of it"
)
def change(request: HttpRequest, id: UUID, given: VersionGiven) -> AgreementTold:  # noqa: A002
    """Refused where somebody has saved one meanwhile."""
    asking = insider(request)
    row = change_agreement(
        agreement=get_kept_agreement(asking, id), version=given.version,
        said=Writing(given.text, given.because, asking.person), by=asking.account, now=now_of(request),
    )  # fmt: skip
    return _told(asking, row)


@router.delete("/agreements/{uuid:id}", response={204: None}, auth=WRITE, summary="End an agreement")
def end(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It holds no more, and can be read for 400 days."""
    asking = insider(request)
    end_agreement(agreement=get_kept_agreement(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


def _team(asking: Asker, code: UUID | None) -> Team | None:
    """The team for which somebody may write; 404 where that is not theirs to do."""
    if code is None:
        if agrees_for_all(asking):
            return None
        raise wrong("team", "name a team that you lead")
    found = agreeing_teams(asking).filter(code=code).first()
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def _line(row: Agreement) -> dict[str, Any]:
    return {
        "id": row.code, "name": row.name, "team": Ref.maybe(row.team), "expires": row.expires,
        "ended": row.ended_at is not None,
    }  # fmt: skip


def _told(asking: Asker, row: Agreement) -> AgreementTold:
    newest: AgreementVersion = row.versions.order_by("-number")[0]
    found = read(newest.text, team=row.team.name if row.team else None, name=row.name)
    return AgreementTold(
        **_line(row), version=newest.number, text=newest.text,
        words=list(sentences(found.agreement)) if found.agreement else [], unread=len(found.problems),
        keeps=keeps_agreement(asking, row) and row.ended_at is None,
    )  # fmt: skip


def _flagged(found: Sequence[Finding], reader: Reader) -> list[FlaggedTold]:
    shown = flagged(found[:MOST_TOLD], reader)
    return [
        FlaggedTold(rule=one.rule, severity=one.severity, title=one.title, cause=one.cause) for one in shown
    ]

"""All series that one looks after, with what of them could be mended."""

import csv
import io
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from farflung.engine.atlas import Atlas
from farflung.report.csv_out import cell
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Ahead, Audited, area_names, portfolio
from farflung.server.clock.planning.portfolio_asked import Order, Verdict, Wanted, of_reader
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit
from farflung.server.core.api.shapes import Line, Page, Told
from farflung.server.org.access import Role, require
from farflung.server.ui.api import Ref
from farflung.server.ui.reader import now_of

router = Router(tags=["meetings"])
TIME = needs(Scope.READ_TIME)
_MINUTE = timedelta(minutes=1)

Weeks = Annotated[Ahead, Query(Ahead.MONTH, description="how many weeks ahead")]
Kind = Annotated[Verdict | None, Query(None, description="what could be mended; else all")]
By = Annotated[Order, Query(Order.GIVES, description="what comes first")]
Organizer = Annotated[UUID | None, Query(None, description="who organises it")]
TeamWord = Annotated[Line, Query("", description="of whom two of three must come, by its name")]
AreaWord = Annotated[Line, Query("", description="the zone of an area in which five or more pay")]


class AreaTold(Told):
    """A zone area in which five or more of those who must come pay, by a zone and its largest place."""

    zone: str
    name: str


class AuditedTold(Told):
    """A series and what may be said of it; `title` is empty where it is private.

    `minutes` is its time in a week, `shared_minutes` how much of that people of one clock take from the few
    hours that their team elsewhere shares with them. `people` and `gives_back` (person-hours a week) are null
    where fewer than five must come.
    """

    meeting: UUID
    title: str
    organizer: Ref | None
    teams: list[str]
    minutes: int
    same_people_pay: bool
    areas_that_pay: list[AreaTold]
    no_agenda: bool
    unchanged_for_a_year: bool
    organizer_left: bool
    shared_minutes: int
    people: int | None
    gives_back: float | None


@router.get("/meetings/audit", response=Page[AuditedTold], auth=TIME, summary="Meetings looked over")
def audit(  # noqa: PLR0913 - each is a filter of the page
    request: HttpRequest,
    limit: Limit,
    after: After,
    weeks: Weeks,
    verdict: Kind,
    team: TeamWord,
    organizer: Organizer,
    area: AreaWord,
    order: By,
) -> Page[AuditedTold]:
    """Those of the weeks ahead that the asker may open and that have something to mend."""
    asked = _asked(weeks, verdict, team, organizer, area, order)
    atlas, mine = _found(request, asked)
    start = next((n + 1 for n, one in enumerate(mine) if one.series.id == str(after)), 0)
    names = _names(request, atlas, mine)
    told = [_told(one, names) for one in mine[start : start + limit]]
    return Page(items=told, next=str(told[-1].meeting) if len(mine) > start + limit else None)


@router.get(
    "/meetings/audit.csv", auth=TIME, summary="Meetings looked over, as a sheet", url_name="audit_sheet",
    openapi_extra={"responses": {200: {"description": "A sheet", "content": {
        "text/csv": {"schema": {"type": "string"}}
    }}}},
)  # fmt: skip
def sheet(
    request: HttpRequest,
    weeks: Weeks,
    verdict: Kind,
    team: TeamWord,
    organizer: Organizer,
    area: AreaWord,
    order: By,
) -> HttpResponse:
    """All of them at once."""
    atlas, mine = _found(request, _asked(weeks, verdict, team, organizer, area, order))
    names, out = _names(request, atlas, mine), io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(AuditedTold.model_fields)
    for one in mine:
        values = _told(one, names)
        flat = {
            **values.model_dump(),
            "organizer": values.organizer.name if values.organizer else "",
            "teams": "; ".join(values.teams),
            "areas_that_pay": "; ".join(where.name for where in values.areas_that_pay),
        }
        writer.writerow(["" if value is None else cell(str(value)) for value in flat.values()])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meetings.csv"'
    return response


def _asked(
    weeks: Ahead, verdict: Verdict | None, team: str, organizer: UUID | None, area: str, order: Order
) -> Wanted:
    return Wanted(int(weeks), verdict or "", team, str(organizer) if organizer else "", area, order)


def _found(request: HttpRequest, asked: Wanted) -> tuple[Atlas, list[Audited]]:
    asking = require(request, Role.LEAD, Role.PEOPLE)
    here = standpoint(request, asking)
    atlas = with_meetings(here.atlas, here.reader.now)
    found = portfolio(atlas, here.reader.now, asked.weeks)
    return atlas, asked.of(of_reader(asking, found))


def _names(request: HttpRequest, atlas: Atlas, found: list[Audited]) -> dict[str, str]:
    return area_names(atlas, now_of(request), {zone for one in found for zone in one.areas})


def _told(one: Audited, names: dict[str, str]) -> AuditedTold:
    by = Ref(id=UUID(one.organizer), name=one.organized_by) if one.organizer is not None else None
    return AuditedTold(
        meeting=UUID(one.series.id), title=one.series.title, organizer=by, teams=list(one.teams),
        minutes=round(one.weekly / _MINUTE), same_people_pay=one.pays,
        areas_that_pay=[AreaTold(zone=zone, name=names.get(zone, zone)) for zone in one.areas],
        no_agenda=one.bare, unchanged_for_a_year=one.stale, organizer_left=one.left,
        shared_minutes=round(one.burnt / _MINUTE), people=one.people, gives_back=one.gives,
    )  # fmt: skip

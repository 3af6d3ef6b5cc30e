"""All series that one looks after, with what of them could be mended."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from farflung.server.clock.access import visible_meetings
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.portfolio import Audited, portfolio
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import After, Limit
from farflung.server.core.api.shapes import Page, Told
from farflung.server.org.access import Role, require

router = Router(tags=["meetings"])
TIME = needs(Scope.READ_TIME)
_MINUTE = timedelta(minutes=1)


class AuditedTold(Told):
    """A series and what may be said of it; `title` is empty where it is private.

    `minutes` is its time in a week, `shared_minutes` how much of that people of one clock take from the few
    hours that their team elsewhere shares with them. `people` and `gives_back` (person-hours a week) are null
    where fewer than five must come.
    """

    meeting: UUID
    title: str
    minutes: int
    same_people_pay: bool
    no_agenda: bool
    unchanged_for_a_year: bool
    organizer_left: bool
    shared_minutes: int
    people: int | None
    gives_back: float | None


@router.get("/meetings/audit", response=Page[AuditedTold], auth=TIME, summary="Meetings looked over")
def audit(request: HttpRequest, limit: Limit, after: After) -> Page[AuditedTold]:
    """Those of the next four weeks that the asker may open and that have something to mend."""
    asking = require(request, Role.LEAD, Role.PEOPLE)
    here = standpoint(request, asking)
    codes = {str(code) for code in visible_meetings(asking).values_list("code", flat=True)}
    found = portfolio(with_meetings(here.atlas, here.reader.now), here.reader.now)
    mine = [one for one in found if one.series.id in codes]
    start = next((n + 1 for n, one in enumerate(mine) if one.series.id == str(after)), 0)
    told = [_told(one) for one in mine[start : start + limit]]
    return Page(items=told, next=str(told[-1].meeting) if len(mine) > start + limit else None)


def _told(one: Audited) -> AuditedTold:
    return AuditedTold(
        meeting=UUID(one.series.id), title=one.series.title, minutes=round(one.weekly / _MINUTE),
        same_people_pay=one.pays, no_agenda=one.bare, unchanged_for_a_year=one.stale, organizer_left=one.left,
        shared_minutes=round(one.burnt / _MINUTE), people=one.people, gives_back=one.gives,
    )  # fmt: skip

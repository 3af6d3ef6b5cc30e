"""Public holidays: read by everybody from the map, kept by people operations."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.params.functions import Query

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.problems import Problem
from farflung.server.core.api.shapes import Day, Flag, Given, Line, Told
from farflung.server.org import actions
from farflung.server.org.access import Role, get_calendar, get_holiday, require
from farflung.server.org.api.filled import checked
from farflung.server.org.api.standing import insider, today_of
from farflung.server.org.atlas_copy import current
from farflung.server.org.forms.company import HolidayForm
from farflung.server.org.models import Holiday, HolidayCalendar
from farflung.server.ui.reader import now_of

router = Router(tags=["holidays"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_COMPANY)
_LONGEST = 3 * 366


class HolidayTold(Told):
    """A public holiday of a country or region; `estimated`: its date may still move by a day."""

    date: date
    name: str
    country: str
    subdivision: str | None
    estimated: bool


class CalendarTold(Told):
    """A calendar as the company keeps it; `weekend` holds weekdays, 0 is Monday."""

    id: UUID
    country: str
    subdivision: str | None
    weekend: list[int]
    source: str


class KeptHoliday(Told):
    """A day of a calendar; `by_hand`: somebody here entered it, so no update of the library changes it."""

    id: UUID
    date: date
    name: str
    estimated: bool
    by_hand: bool


class HolidayGiven(Given):
    """A day of a calendar."""

    date: Day
    name: Line
    estimated: Flag = False


class CountTold(Told):
    """How many days were changed."""

    changed: int


@router.get("/holidays", response=list[HolidayTold], auth=READ, summary="Public holidays")
def holidays(
    request: HttpRequest,
    start: Annotated[Day, Query(..., alias="from")],
    until: Annotated[Day, Query(..., description="included; at most three years after `from`")],
    country: Annotated[
        str, Query("", pattern="^([A-Z]{2})?$", description="an ISO code; all where left out")
    ],
) -> list[HolidayTold]:
    """As the company keeps them, by date."""
    insider(request)
    if not 0 <= (until - start).days <= _LONGEST:
        message = "lies between `from` and three years after it"
        raise Problem(INVALID, errors=[{"in": "query", "name": "until", "code": "range", "message": message}])
    found = [
        HolidayTold(date=day.date, name=day.name, country=kept.country, subdivision=kept.subdivision,
                    estimated=day.estimated)
        for kept in current().atlas.holidays.values() if country in ("", kept.country)
        for day in kept.between(start, until)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.date, one.country, one.subdivision or "", one.name))


@router.get("/calendars", response=list[CalendarTold], auth=READ, summary="The calendars that are kept")
def calendars(request: HttpRequest) -> list[CalendarTold]:
    """For people operations."""
    require(request, Role.PEOPLE)
    rows = HolidayCalendar.objects.order_by("country", "subdivision")
    return [
        CalendarTold(id=row.code, country=row.country, subdivision=row.subdivision or None,
                     weekend=list(row.weekend), source=row.source)
        for row in rows
    ]  # fmt: skip


@router.post("/calendars/update", response=CountTold, auth=WRITE, summary="Take over what the library says")
def update(request: HttpRequest) -> CountTold:
    """For people operations: of this year and the next two; what was entered by hand stays."""
    asking = require(request, Role.PEOPLE)
    year = today_of(request).year
    changed = actions.take_holidays(years=range(year, year + 3), by=asking.account, now=now_of(request))
    return CountTold(changed=changed)


@router.get("/calendars/{uuid:id}/holidays", response=list[KeptHoliday], auth=READ, summary="Its days")
def days(request: HttpRequest, id: UUID) -> list[KeptHoliday]:  # noqa: A002
    """For people operations: from this year on."""
    row = get_calendar(require(request, Role.PEOPLE), id)
    found = row.holidays.filter(dropped=False, date__year__gte=today_of(request).year)
    return [_kept(one) for one in found.order_by("date", "name")]


@router.post("/calendars/{uuid:id}/holidays", response={201: KeptHoliday}, auth=WRITE, summary="Add a day")
def add_holiday(request: HttpRequest, id: UUID, given: HolidayGiven) -> Status[KeptHoliday]:  # noqa: A002
    """For people operations: one that the library does not know."""
    asking = require(request, Role.PEOPLE)
    row, values = get_calendar(asking, id), checked(HolidayForm(_fields(given)))
    made = actions.add_holiday(calendar=row, **values, by=asking.account, now=now_of(request))
    return Status(201, _kept(made))


@router.put("/holidays/{uuid:id}", response=KeptHoliday, auth=WRITE, summary="Correct a day")
def correct_holiday(request: HttpRequest, id: UUID, given: HolidayGiven) -> KeptHoliday:  # noqa: A002
    """For people operations."""
    asking = require(request, Role.PEOPLE)
    row, values = get_holiday(asking, id), checked(HolidayForm(_fields(given)))
    return _kept(actions.correct_holiday(holiday=row, **values, by=asking.account, now=now_of(request)))


@router.delete("/holidays/{uuid:id}", response={204: None}, auth=WRITE, summary="Take a day out")
def remove_holiday(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """For people operations; no update brings it back."""
    asking = require(request, Role.PEOPLE)
    actions.remove_holiday(holiday=get_holiday(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


def _fields(given: HolidayGiven) -> dict[str, str]:
    known = {"date": given.date.isoformat(), "name": given.name}
    return known | ({"estimated": "on"} if given.estimated else {})


def _kept(row: Holiday) -> KeptHoliday:
    return KeptHoliday(
        id=row.code, date=row.date, name=row.name, estimated=row.estimated, by_hand=row.by_hand
    )  # fmt: skip

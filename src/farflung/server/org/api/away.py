"""My absences, without a word about why, and public holidays that I work on for another day off."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from farflung.engine.model import Absence as OnMap
from farflung.engine.model import clock_text
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.params import DryRun
from farflung.server.core.api.shapes import ClockTime, Day, Given, Told
from farflung.server.org import actions
from farflung.server.org.access import Asker, asker, get_absence, get_swap
from farflung.server.org.api.filled import checked
from farflung.server.org.api.places import SharedTold
from farflung.server.org.api.standing import Me, me
from farflung.server.org.forms.me import AbsenceForm, SwapForm
from farflung.server.org.models import Absence, HolidaySwap
from farflung.server.org.planning.leaving import if_away
from farflung.server.org.queries import absences_from, swaps_from
from farflung.server.ui.reader import now_of

router = Router(tags=["me"])
READ, WRITE = needs(Scope.READ_TIME), needs(Scope.WRITE_ME)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


class AbsenceGiven(Given):
    """From the first to the last day away; the times of day only where part of one of them is worked."""

    start: Day
    end: Day
    from_time: ClockTime | None = None
    until_time: ClockTime | None = None


class AbsenceTold(Told):
    """When, and nothing else: colleagues see that I am unavailable."""

    id: UUID
    start: date
    end: date
    from_time: str
    until_time: str


class UncoveredTold(Told):
    """How long nobody else of my team would be at work on a day when I were."""

    day: date
    minutes: int


class AbsenceEffect(Told):
    """`work_minutes`: my own working time that falls into it. `until`: the last day that was looked at."""

    until: date
    work_minutes: int
    shared: list[SharedTold]
    uncovered: list[UncoveredTold]


class AbsenceAnswer(Told):
    """The absence (null in a dry run), and what it does."""

    absence: AbsenceTold | None
    effect: AbsenceEffect


class SwapGiven(Given):
    """A public holiday on which I work, for another day off."""

    worked: Day
    off: Day


class SwapTold(Told):
    """The two days."""

    id: UUID
    worked: date
    off: date


@router.get("/me/absences", response=list[AbsenceTold], auth=READ, summary="My absences, from today on")
def my_absences(request: HttpRequest) -> list[AbsenceTold]:
    """Those that end today or later."""
    here = me(request)
    return [_told(row) for row in absences_from(here.row, here.today)]


@router.post(
    "/me/absences",
    response={200: AbsenceAnswer, 201: AbsenceAnswer},
    auth=WRITE,
    summary="Say that I am away",
)
def ask(request: HttpRequest, given: AbsenceGiven, dry_run: DryRun) -> Status[AbsenceAnswer]:
    """With `dry_run` the effect alone: nothing is written, and nobody is told."""
    here = me(request)
    fields = {
        "start": given.start.isoformat(), "end": given.end.isoformat(), "from_minute": given.from_time or "",
        "to_minute": given.until_time or "",
    }  # fmt: skip
    values = checked(AbsenceForm(fields), {"from_minute": "from_time", "to_minute": "until_time"})
    effect = _effect(here, OnMap(here.person.id, **values))
    if dry_run:
        return Status(200, AbsenceAnswer(absence=None, effect=effect))
    row = actions.ask_absence(person=here.row, **values, by=here.account, now=here.now)
    return Status(201, AbsenceAnswer(absence=_told(row), effect=effect))


@router.delete("/me/absences/{uuid:id}", response={204: None}, auth=WRITE, summary="Withdraw an absence")
def withdraw(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """It does not take place."""
    asking = asker(request)
    row = get_absence(asking, id)
    _mine(asking, row)
    actions.withdraw_absence(absence=row, by=asking.account, now=now_of(request))
    return Status(204, None)


@router.get("/me/swaps", response=list[SwapTold], auth=READ, summary="My swapped holidays")
def my_swaps(request: HttpRequest) -> list[SwapTold]:
    """Those of which a day is still to come."""
    here = me(request)
    return [_swap(row) for row in swaps_from(here.row, here.today)]


@router.post("/me/swaps", response={201: SwapTold}, auth=WRITE, summary="Swap a public holiday")
def swap(request: HttpRequest, given: SwapGiven) -> Status[SwapTold]:
    """Colleagues see that I work on the one day and am unavailable on the other."""
    here = me(request)
    values = checked(SwapForm({"worked": given.worked.isoformat(), "off": given.off.isoformat()}))
    row = actions.swap_holiday(
        person=here.row, worked=values["worked"], off=values["off"], by=here.account, now=here.now
    )
    return Status(201, _swap(row))


@router.delete("/me/swaps/{uuid:id}", response={204: None}, auth=WRITE, summary="Take a swap back")
def unswap(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """The holiday is one again."""
    asking = asker(request)
    row = get_swap(asking, id)
    _mine(asking, row)
    actions.withdraw_swap(swap=row, by=asking.account, now=now_of(request))
    return Status(204, None)


def _mine(asking: Asker, row: Absence | HolidaySwap) -> None:
    """Below `/me` there is nothing of anybody else, whatever role asks."""
    if row.person != asking.person:
        raise Http404


def _effect(here: Me, absence: OnMap) -> AbsenceEffect:
    found = if_away(here.atlas, here.person, absence)
    return AbsenceEffect(
        until=found.until,
        work_minutes=round(found.work / _MINUTE),
        shared=[*map(SharedTold.of, found.shared)],
        uncovered=[
            UncoveredTold(day=one.day, minutes=round(one.length / _MINUTE)) for one in found.uncovered
        ],
    )


def _told(row: Absence) -> AbsenceTold:
    return AbsenceTold(
        id=row.code, start=row.during.lower, end=row.during.upper - _DAY,
        from_time=clock_text(row.from_minute), until_time=clock_text(row.to_minute),
    )  # fmt: skip


def _swap(row: HolidaySwap) -> SwapTold:
    return SwapTold(id=row.code, worked=row.worked, off=row.off)

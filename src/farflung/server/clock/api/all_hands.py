"""All-hands: the fewest sessions that reach everybody in their own day, and who hosts through a year."""

from datetime import UTC, date
from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from farflung.server.clock.access import insider
from farflung.server.clock.forms.all_hands import AllHandsForm
from farflung.server.clock.planning.all_hands import Held, Plan, all_hands
from farflung.server.clock.planning.whom import standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import ClockTime, Day, Moment, Told
from farflung.server.org.api.filled import checked

router = Router(tags=["meetings"])


class HeldTold(Told):
    """A session; `share` of a hundred of all come to it, in steps of five people or more.

    `places` are those of five people or more who come, `host` whose turn it is.
    """

    start: Moment
    end: Moment
    share: int
    places: list[str]
    host: str | None


class PlanTold(Told):
    """So many sessions, and whom they reach together; `missed` are places of five people or more."""

    sessions: list[HeldTold]
    share: int
    whole: bool
    missed: list[str]


class OnTold(Told):
    """The best plan for a UTC date."""

    day: date
    plan: PlanTold


class AllHandsTold(Told):
    """For the day asked for one session, two, and so on up to the fewest that reach all whom any reach."""

    plans: list[PlanTold]
    year: list[OnTold]


@router.get(
    "/all-hands", response=AllHandsTold, auth=needs(Scope.READ_TIME), summary="Sessions that reach everybody"
)
def sessions(
    request: HttpRequest,
    day: Annotated[Day, Query(..., description="in UTC")],
    minutes: Annotated[int, Query(60, description="30, 45, 60, 90 or 120")],
    low: Annotated[ClockTime, Query("08:00", description="on everybody's own clock")],
    high: Annotated[ClockTime, Query("19:00")],
    months: Annotated[int, Query(1, description="between two of them: 1 or 3")],
) -> AllHandsTold:
    """By place, weekly hours and public holidays; nobody's absence plays a part."""
    here = standpoint(request, insider(request))
    today = here.reader.now.astimezone(UTC).date()
    given = {"day": str(day), "minutes": minutes, "low": low, "high": high, "months": months}
    wanted = checked(AllHandsForm(given, today=today))["wanted"]
    found = all_hands(here.atlas, wanted, today)
    return AllHandsTold(
        plans=[_plan(one) for one in found.plans],
        year=[OnTold(day=day, plan=_plan(one)) for day, one in found.year],
    )


def _plan(one: Plan) -> PlanTold:
    return PlanTold(
        sessions=[_held(held) for held in one.sessions], share=one.share, whole=one.whole,
        missed=list(one.missed),
    )  # fmt: skip


def _held(one: Held) -> HeldTold:
    return HeldTold(
        start=one.start, end=one.end, share=one.share, places=[place.name for place in one.places],
        host=one.host.name if one.host else None,
    )  # fmt: skip
